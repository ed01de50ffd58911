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
  readonly details?: VulnerabilityDetails;
}

/** What a vulnerability has beside its products' status (ALE-07); "" where nothing is written. */
export interface VulnerabilityDetails {
  /** The software component in which it lies. */
  readonly component: string;
  /** What it means in the networks where products with it are deployed. */
  readonly deployedImpact: string;
}

export async function addVulnerability(
  context: Context,
  at: OpenCase,
  written: NewVulnerability,
  eventId: EventId,
): Promise<void> {
  const { vulnerabilityId } = written;
  const common = { case_id: at.head.caseId, vulnerability_id: vulnerabilityId, side_id: staffSide };
  await insertState(context, at.tx, "vulnerabilities", {
    ...common,
    ...wordsOf(context, at, written),
    added_at: context.now(),
    last_event_id: eventId,
  });
  await insertState(context, at.tx, "case_vulnerabilities", {
    ...common,
    linked_at: context.now(),
    last_event_id: eventId,
  });
}

/** Writes what a vulnerability of this case is called, its ids and where it lies. */
export async function describeVulnerability(
  context: Context,
  at: OpenCase,
  written: NewVulnerability,
  eventId: EventId,
): Promise<void> {
  const change = { ...wordsOf(context, at, written), last_event_id: eventId };
  const key = { vulnerability_id: written.vulnerabilityId, case_id: at.head.caseId };
  await updateState(context, at.tx, "vulnerabilities", key, change);
}

function wordsOf(context: Context, at: OpenCase, written: NewVulnerability) {
  const { vulnerabilityId, title, cveId, cweId, details } = written;
  const hasDetails = details && (details.component || details.deployedImpact);
  return {
    title_sealed: sealFor(context, at.caseKey, vulnerabilityPlace(vulnerabilityId), title),
    cve_id: cveId,
    cwe_id: cweId,
    details_sealed: hasDetails
      ? sealJson(context, at.caseKey, vulnerabilityDetailsPlace(vulnerabilityId), details)
      : null,
  };
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

/** Lets it count again; the events tell that it was withdrawn. */
export async function restoreVulnerability(
  context: Context,
  at: OpenCase,
  vulnerabilityId: string,
  eventId: EventId,
): Promise<void> {
  const change = { withdrawn_at: null, withdrawn_by: null, last_event_id: eventId };
  const key = { vulnerability_id: vulnerabilityId, case_id: at.head.caseId };
  await updateState(context, at.tx, "vulnerabilities", key, change);
}

export function vulnerabilityPlace(vulnerabilityId: string) {
  return { table: "vulnerabilities", column: `title ${vulnerabilityId}` };
}

export function vulnerabilityDetailsPlace(vulnerabilityId: string) {
  return { table: "vulnerabilities", column: `details ${vulnerabilityId}` };
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
