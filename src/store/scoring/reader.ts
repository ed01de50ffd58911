/** Reads a case's vulnerabilities and their scores, opened. */
import type { Context } from "../context.ts";
import { type HeldKeys, keysFor } from "../sealing/held-keys.ts";
import { openFrom, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { type StoredScore, scorePlace, vulnerabilityPlace } from "./writer.ts";

export interface VulnerabilityView {
  readonly vulnerabilityId: string;
  readonly title: string;
  readonly cveId: string | null;
  readonly cweId: string | null;
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

export async function vulnerabilitiesOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: HeldKeys,
): Promise<VulnerabilityView[]> {
  const rows = await tx.query<
    Omit<VulnerabilityView, "title"> & { caseId: string; sealed: Buffer }
  >(
    `select v.vulnerability_id as "vulnerabilityId", v.case_id as "caseId", v.title_sealed as "sealed",
            v.cve_id as "cveId", v.cwe_id as "cweId"
       from case_vulnerabilities l join vulnerabilities v on v.vulnerability_id = l.vulnerability_id
      where l.case_id = $1 order by v.added_at, v.vulnerability_id limit 100`,
    [caseId],
  );
  const homes = rows.map((row) => row.caseId);
  const keys = await keysFor(context, tx, homes, held);
  return rows.flatMap(({ sealed, caseId: home, ...row }) => {
    const key = keys.get(home);
    if (!key) return [];
    return [
      { ...row, title: openFrom(key, vulnerabilityPlace(row.vulnerabilityId), sealed).toString() },
    ];
  });
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

/** Every score that was ever given, newest first; at most 1,000. */
export async function scoreHistoryOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: HeldKeys,
): Promise<ScoreView[]> {
  const rows = await tx.query<Omit<ScoreView, keyof StoredScore> & { sealed: Buffer }>(
    `select ${scoreColumns} from scores
      where case_id = $1 order by scored_at desc, score_id desc limit 1000`,
    [caseId],
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
    `select 1 from case_vulnerabilities where case_id = $1 and vulnerability_id = $2`,
    [caseId, vulnerabilityId],
  );
  return row !== undefined;
}
