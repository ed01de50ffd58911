/** Reads a case's vulnerabilities and their scores, opened. */
import type { Context } from "../context.ts";
import { eventTextPlace } from "../events/writer.ts";
import { type HeldKeys, keysFor } from "../sealing/held-keys.ts";
import { openFrom, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import {
  type StoredScore,
  scorePlace,
  type VulnerabilityDetails,
  vulnerabilityDetailsPlace,
  vulnerabilityPlace,
} from "./writer.ts";

export interface VulnerabilityView {
  readonly vulnerabilityId: string;
  readonly title: string;
  readonly cveId: string | null;
  readonly cweId: string | null;
  readonly details: VulnerabilityDetails;
}

export interface ScoreView extends StoredScore {
  readonly scoreId: string;
  readonly vulnerabilityId: string;
  /** "own", "adjusted" to a product, or who published it. */
  readonly source: string;
  readonly productId: string | null;
  readonly cvssVersion: "2.0" | "3.0" | "3.1" | "4.0";
  readonly band: string;
  readonly overrideBand: string | null;
  readonly scoredBy: string | null;
  readonly scoredAt: Date;
}

/** One that was taken off its case, by whom and why. */
export interface WithdrawnView extends VulnerabilityView {
  /** The event that withdrew it. */
  readonly eventId: string;
  readonly withdrawnAt: Date;
  readonly withdrawnBy: string;
  readonly reason: string;
  /** It goes on in a case of its own. */
  readonly splitOff: boolean;
}

const noDetails: VulnerabilityDetails = { component: "", deployedImpact: "" };

/** Those that count, in the order in which they were added. */
export async function vulnerabilitiesOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: HeldKeys,
): Promise<VulnerabilityView[]> {
  return (await everyVulnerabilityOf(context, tx, caseId, held)).standing;
}

interface Row extends Omit<VulnerabilityView, "title" | "details"> {
  readonly caseId: string;
  readonly sealed: Buffer;
  readonly detailsSealed: Buffer | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawnBy: string | null;
  readonly eventId: string;
  readonly body: string | null;
  readonly reasonSealed: Buffer | null;
}

/** Those that count and those that were withdrawn, in the order in which they were added. */
export async function everyVulnerabilityOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: HeldKeys,
): Promise<{ standing: VulnerabilityView[]; withdrawn: WithdrawnView[] }> {
  const rows = await tx.query<Row>(
    `select v.vulnerability_id as "vulnerabilityId", v.case_id as "caseId", v.title_sealed as "sealed",
            v.details_sealed as "detailsSealed", v.cve_id as "cveId", v.cwe_id as "cweId",
            v.withdrawn_at as "withdrawnAt",
            v.withdrawn_by as "withdrawnBy", v.last_event_id as "eventId",
            e.body, e.text_sealed as "reasonSealed"
       from case_vulnerabilities l join vulnerabilities v on v.vulnerability_id = l.vulnerability_id
       left join events e on v.withdrawn_at is not null and e.event_id = v.last_event_id
      where l.case_id = $1 order by v.added_at, v.vulnerability_id limit 100`,
    [caseId],
    "vulnerabilities-of-case",
  );
  const homes = rows.map((row) => row.caseId);
  const keys = await keysFor(context, tx, homes, held);
  const found: { standing: VulnerabilityView[]; withdrawn: WithdrawnView[] } = {
    standing: [],
    withdrawn: [],
  };
  for (const { sealed, caseId: home, withdrawnAt, withdrawnBy, ...row } of rows) {
    const key = keys.get(home);
    if (!key) continue;
    const { vulnerabilityId, cveId, cweId } = row;
    const title = openFrom(key, vulnerabilityPlace(vulnerabilityId), sealed).toString();
    const details = row.detailsSealed
      ? openJson<VulnerabilityDetails>(
          key,
          vulnerabilityDetailsPlace(vulnerabilityId),
          row.detailsSealed,
        )
      : noDetails;
    const view = { vulnerabilityId, title, cveId, cweId, details };
    if (!withdrawnAt || !withdrawnBy) {
      found.standing.push(view);
      continue;
    }
    const reason = row.reasonSealed
      ? openFrom(key, eventTextPlace(row.eventId), row.reasonSealed).toString()
      : "";
    const { splitOff = false } = JSON.parse(row.body ?? "{}") as { splitOff?: boolean };
    const { eventId } = row;
    found.withdrawn.push({ ...view, eventId, withdrawnAt, withdrawnBy, reason, splitOff });
  }
  return found;
}

/** A condition on rows of a table that name a vulnerability. */
function isWithdrawn(table: string): string {
  return `exists (select 1 from vulnerabilities w
    where w.vulnerability_id = ${table}.vulnerability_id and w.withdrawn_at is not null)`;
}

const scoreColumns = `score_id as "scoreId", vulnerability_id as "vulnerabilityId", source,
  product_id as "productId", cvss_version as "cvssVersion", band, override_band as "overrideBand",
  scored_by as "scoredBy", scored_at as "scoredAt", score_sealed as "sealed"`;

/**
 * The scores that count, newest first: the newest of each vulnerability, source, product and CVSS
 * version.
 */
export async function scoresOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: HeldKeys,
): Promise<ScoreView[]> {
  return newestOfEach(await scoreHistoryOf(context, tx, caseId, held));
}

/** The level by our own newest score of it, also where it was withdrawn; undefined where we gave none. */
export async function ownLevelOf(
  tx: Tx,
  caseId: string,
  vulnerabilityId: string,
): Promise<string | undefined> {
  const row = await tx.first<{ level: string }>(
    `select coalesce(override_band, band) as "level" from scores
      where case_id = $1 and vulnerability_id = $2 and source = 'own'
      order by scored_at desc, score_id desc limit 1`,
    [caseId, vulnerabilityId],
  );
  return row?.level;
}

/** Every score that was ever given to what still counts, newest first; at most 1,000. */
export async function scoreHistoryOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: HeldKeys,
): Promise<ScoreView[]> {
  const rows = await tx.query<Omit<ScoreView, keyof StoredScore> & { sealed: Buffer }>(
    `select ${scoreColumns} from scores
      where case_id = $1 and not ${isWithdrawn("scores")}
      order by scored_at desc, score_id desc limit 1000`,
    [caseId],
    "scores-of-case",
  );
  const key = (await keysFor(context, tx, [caseId], held)).get(caseId);
  if (!key) return [];
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    ...openJson<StoredScore>(key, scorePlace(row.scoreId), sealed),
  }));
}

/** Of scores with the newest first, those that no later one of the same kind stands before. */
export function newestOfEach(scores: readonly ScoreView[]): ScoreView[] {
  const seen = new Set<string>();
  return scores.filter(({ vulnerabilityId, source, productId, cvssVersion }) => {
    const kind = [vulnerabilityId, source, productId, cvssVersion].join("\0");
    if (seen.has(kind)) return false;
    seen.add(kind);
    return true;
  });
}

export async function hasVulnerability(
  tx: Tx,
  caseId: string,
  vulnerabilityId: string,
): Promise<boolean> {
  const row = await tx.first(
    `select 1 from case_vulnerabilities l
      where l.case_id = $1 and l.vulnerability_id = $2 and not ${isWithdrawn("l")}`,
    [caseId, vulnerabilityId],
  );
  return row !== undefined;
}
