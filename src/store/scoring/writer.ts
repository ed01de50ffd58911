/** Writes vulnerabilities and their scores. */
import { staffSide } from "../../core/cases/sides.ts";
import type { OpenCase } from "../cases/decision-writer.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { sealFor, sealJson } from "../sealing/object-keys.ts";
import { insertState, updateState } from "../state/state-rows.ts";

export interface NewVulnerability {
  readonly vulnerabilityId: string;
  readonly title: string;
  readonly cveId: string | null;
  readonly cweId: string | null;
}

export async function addVulnerability(
  context: Context,
  at: OpenCase,
  { vulnerabilityId, title, cveId, cweId }: NewVulnerability,
  eventId: EventId,
): Promise<void> {
  const common = { case_id: at.head.caseId, vulnerability_id: vulnerabilityId, side_id: staffSide };
  await insertState(context, at.tx, "vulnerabilities", {
    ...common,
    title_sealed: sealFor(context, at.caseKey, vulnerabilityPlace(vulnerabilityId), title),
    cve_id: cveId,
    cwe_id: cweId,
    added_at: context.now(),
    last_event_id: eventId,
  });
  await insertState(context, at.tx, "case_vulnerabilities", {
    ...common,
    linked_at: context.now(),
    last_event_id: eventId,
  });
}

/** Writes what a vulnerability of this case is called, and its ids. */
export async function describeVulnerability(
  context: Context,
  at: OpenCase,
  { vulnerabilityId, title, cveId, cweId }: NewVulnerability,
  eventId: EventId,
): Promise<void> {
  const sealed = sealFor(context, at.caseKey, vulnerabilityPlace(vulnerabilityId), title);
  const change = { title_sealed: sealed, cve_id: cveId, cwe_id: cweId, last_event_id: eventId };
  const key = { vulnerability_id: vulnerabilityId, case_id: at.head.caseId };
  await updateState(context, at.tx, "vulnerabilities", key, change);
}

/** Takes it off its case; the row stays, and the event's body names it. */
export async function withdrawVulnerability(
  context: Context,
  at: OpenCase,
  { vulnerabilityId, withdrawnBy }: { vulnerabilityId: string; withdrawnBy: string },
  eventId: EventId,
): Promise<void> {
  const withdrawn = { withdrawn_at: context.now(), withdrawn_by: withdrawnBy };
  const key = { vulnerability_id: vulnerabilityId, case_id: at.head.caseId };
  const change = { ...withdrawn, last_event_id: eventId };
  await updateState(context, at.tx, "vulnerabilities", key, change);
}

export function vulnerabilityPlace(vulnerabilityId: string) {
  return { table: "vulnerabilities", column: `title ${vulnerabilityId}` };
}

export interface StoredScore {
  readonly vector: string;
  readonly overall: number;
  readonly base: number;
  /** Why the band is not the score's own; the score stays beside it (VEN-27). */
  readonly overrideReason: string | null;
  /** Why it is scored so, or where it was published; scores from before reasons were kept have none. */
  readonly reason?: string | null;
  /** Of an adjusted score: what it was made from. */
  readonly adjustedFrom?: {
    readonly vector: string;
    readonly profile: string;
    readonly changes: string;
  } | null;
}

/** Adds a score. Those before it stay; the newest of a source and CVSS version counts. */
export async function addScore(
  context: Context,
  at: OpenCase,
  score: {
    vulnerabilityId: string;
    /** "own", "adjusted", or who published it. */
    source: string;
    /** The product that it was adjusted to. */
    productId?: string;
    cvssVersion: string;
    band: string;
    overrideBand: string | null;
    stored: StoredScore;
    scoredBy: string | null;
  },
  eventId: EventId,
): Promise<void> {
  const scoreId = context.newId();
  await insertState(context, at.tx, "scores", {
    score_id: scoreId,
    case_id: at.head.caseId,
    side_id: staffSide,
    vulnerability_id: score.vulnerabilityId,
    source: score.source,
    product_id: score.productId ?? null,
    cvss_version: score.cvssVersion,
    band: score.band,
    override_band: score.overrideBand,
    score_sealed: sealJson(context, at.caseKey, scorePlace(scoreId), score.stored),
    scored_by: score.scoredBy,
    scored_at: context.now(),
    last_event_id: eventId,
  });
}

export function scorePlace(scoreId: string) {
  return { table: "scores", column: `score ${scoreId}` };
}
