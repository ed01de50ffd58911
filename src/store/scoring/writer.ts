/** Writes vulnerabilities, their scores, affected products and remedies. */
import { staffSide } from "../../core/cases/sides.ts";
import type { OpenCase } from "../cases/decision-writer.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { sealFor, sealJson } from "../sealing/object-keys.ts";
import { insertState, updateState } from "../state/state-rows.ts";

export async function addVulnerability(
  context: Context,
  at: OpenCase,
  title: string,
  eventId: EventId,
): Promise<string> {
  const vulnerabilityId = context.newId();
  const common = { case_id: at.head.caseId, vulnerability_id: vulnerabilityId, side_id: staffSide };
  await insertState(context, at.tx, "vulnerabilities", {
    ...common,
    title_sealed: sealFor(context, at.caseKey, vulnerabilityPlace(vulnerabilityId), title),
    cve_id: null,
    cwe_id: null,
    added_at: context.now(),
    last_event_id: eventId,
  });
  await insertState(context, at.tx, "case_vulnerabilities", {
    ...common,
    linked_at: context.now(),
    last_event_id: eventId,
  });
  return vulnerabilityId;
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
}

/** Writes a score, or the new one over the former of the same source and CVSS version. */
export async function saveScore(
  context: Context,
  at: OpenCase,
  score: {
    vulnerabilityId: string;
    cvssVersion: string;
    band: string;
    overrideBand: string | null;
    stored: StoredScore;
    scoredBy: string | null;
  },
  eventId: EventId,
): Promise<void> {
  const found = await at.tx.first<{ scoreId: string }>(
    `select score_id as "scoreId" from scores
      where vulnerability_id = $1 and source = 'own' and cvss_version = $2`,
    [score.vulnerabilityId, score.cvssVersion],
  );
  const scoreId = found?.scoreId ?? context.newId();
  const values = {
    band: score.band,
    override_band: score.overrideBand,
    score_sealed: sealJson(context, at.caseKey, scorePlace(scoreId), score.stored),
    scored_by: score.scoredBy,
    scored_at: context.now(),
    last_event_id: eventId,
  };
  if (found) {
    await updateState(context, at.tx, "scores", { score_id: scoreId }, values);
    return;
  }
  await insertState(context, at.tx, "scores", {
    score_id: scoreId,
    case_id: at.head.caseId,
    side_id: staffSide,
    vulnerability_id: score.vulnerabilityId,
    source: "own",
    cvss_version: score.cvssVersion,
    ...values,
  });
}

export function scorePlace(scoreId: string) {
  return { table: "scores", column: `score ${scoreId}` };
}

export type AffectedStatus = "affected" | "fixed" | "not-affected" | "under-investigation";

/** Replaces what the case says of a vulnerability's products. */
export async function replaceAffected(
  context: Context,
  at: OpenCase,
  vulnerabilityId: string,
  products: readonly {
    productId: string;
    status: AffectedStatus;
    justification: string | null;
    versions: string;
  }[],
  eventId: EventId,
): Promise<void> {
  await at.tx.run(`delete from affected_products where vulnerability_id = $1`, [vulnerabilityId]);
  for (const product of products) {
    const affectedId = context.newId();
    await insertState(context, at.tx, "affected_products", {
      affected_id: affectedId,
      case_id: at.head.caseId,
      side_id: staffSide,
      vulnerability_id: vulnerabilityId,
      product_id: product.productId,
      status: product.status,
      justification: product.justification,
      versions_sealed: sealFor(context, at.caseKey, versionsPlace(affectedId), product.versions),
      recorded_at: context.now(),
      last_event_id: eventId,
    });
  }
}

export function versionsPlace(affectedId: string) {
  return { table: "affected_products", column: `versions ${affectedId}` };
}

export interface RemedyText {
  readonly text: string;
  readonly howToObtain: string;
}

export async function insertRemedy(
  context: Context,
  at: OpenCase,
  remedy: {
    remedyId: string;
    vulnerabilityId: string;
    kind: string;
    term: "short" | "long";
    promisedFor: Date | null;
    text: RemedyText;
  },
  eventId: EventId,
): Promise<void> {
  await insertState(context, at.tx, "remedies", {
    remedy_id: remedy.remedyId,
    case_id: at.head.caseId,
    side_id: staffSide,
    vulnerability_id: remedy.vulnerabilityId,
    kind: remedy.kind,
    term: remedy.term,
    promised_for: remedy.promisedFor,
    available_at: null,
    verified_at: null,
    text_sealed: sealJson(context, at.caseKey, remedyPlace(remedy.remedyId), remedy.text),
    last_event_id: eventId,
  });
}

export function remedyPlace(remedyId: string) {
  return { table: "remedies", column: `text ${remedyId}` };
}

/** Marks a remedy delivered; only a verified one can be (ALE-06). */
export async function markDelivered(
  context: Context,
  at: OpenCase,
  remedyId: string,
  times: { verifiedAt: Date; availableAt: Date },
  eventId: EventId,
): Promise<boolean> {
  const changed = await updateState(
    context,
    at.tx,
    "remedies",
    { remedy_id: remedyId, case_id: at.head.caseId },
    {
      verified_at: times.verifiedAt,
      available_at: times.availableAt,
      last_event_id: eventId,
    },
  );
  return changed !== undefined;
}
