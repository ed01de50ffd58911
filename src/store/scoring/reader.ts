/** Reads a case's vulnerabilities with scores, products and remedies, opened. */
import type { Context } from "../context.ts";
import { keysOf, type ObjectKey, openFrom, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import {
  type AffectedStatus,
  type RemedyText,
  remedyPlace,
  type StoredScore,
  scorePlace,
  versionsPlace,
  vulnerabilityPlace,
} from "./writer.ts";

export interface VulnerabilityView {
  readonly vulnerabilityId: string;
  readonly title: string;
  readonly cveId: string | null;
  readonly cweId: string | null;
}

export interface ScoreView extends StoredScore {
  readonly scoreId: string;
  readonly vulnerabilityId: string;
  readonly source: string;
  readonly cvssVersion: "2.0" | "3.0" | "3.1" | "4.0";
  readonly band: string;
  readonly overrideBand: string | null;
  readonly scoredBy: string | null;
  readonly scoredAt: Date;
}

export interface AffectedView {
  readonly affectedId: string;
  readonly vulnerabilityId: string;
  readonly productId: string;
  readonly productName: string;
  readonly entity: string;
  readonly purl: string | null;
  readonly cpe: string | null;
  readonly status: AffectedStatus;
  readonly justification: string | null;
  readonly versions: string;
}

export interface RemedyView extends RemedyText {
  readonly remedyId: string;
  readonly vulnerabilityId: string;
  readonly kind: string;
  readonly term: "short" | "long";
  readonly promisedFor: Date | null;
  readonly availableAt: Date | null;
  readonly verifiedAt: Date | null;
}

/** Keys that the caller has already (keysOfCase); what is missing among them is looked up. */
type HeldKeys = ReadonlyMap<string, ObjectKey>;

async function keysFor(
  context: Context,
  tx: Tx,
  objectIds: readonly string[],
  held: HeldKeys | undefined,
): Promise<HeldKeys> {
  return held && objectIds.every((id) => held.has(id)) ? held : keysOf(context, tx, objectIds);
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

/** Our own scores and those of others, newest first. */
export async function scoresOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: HeldKeys,
): Promise<ScoreView[]> {
  const rows = await tx.query<Omit<ScoreView, keyof StoredScore> & { sealed: Buffer }>(
    `select score_id as "scoreId", vulnerability_id as "vulnerabilityId", source,
            cvss_version as "cvssVersion", band, override_band as "overrideBand",
            scored_by as "scoredBy", scored_at as "scoredAt", score_sealed as "sealed"
       from scores where case_id = $1 order by scored_at desc, score_id desc limit 100`,
    [caseId],
  );
  const key = (await keysFor(context, tx, [caseId], held)).get(caseId);
  if (!key) return [];
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    ...openJson<StoredScore>(key, scorePlace(row.scoreId), sealed),
  }));
}

export async function affectedOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: HeldKeys,
): Promise<AffectedView[]> {
  const rows = await tx.query<Omit<AffectedView, "versions"> & { sealed: Buffer }>(
    `select a.affected_id as "affectedId", a.vulnerability_id as "vulnerabilityId",
            a.product_id as "productId", p.name as "productName", p.entity, p.purl, p.cpe, a.status,
            a.justification, a.versions_sealed as "sealed"
       from affected_products a join products p on p.product_id = a.product_id
      where a.case_id = $1 order by p.name, a.status limit 500`,
    [caseId],
  );
  const key = (await keysFor(context, tx, [caseId], held)).get(caseId);
  if (!key) return [];
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    versions: openFrom(key, versionsPlace(row.affectedId), sealed).toString(),
  }));
}

export async function remediesOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: HeldKeys,
): Promise<RemedyView[]> {
  const rows = await tx.query<Omit<RemedyView, keyof RemedyText> & { sealed: Buffer }>(
    `select remedy_id as "remedyId", vulnerability_id as "vulnerabilityId", kind, term,
            promised_for as "promisedFor", available_at as "availableAt",
            verified_at as "verifiedAt", text_sealed as "sealed"
       from remedies where case_id = $1 order by remedy_id limit 200`,
    [caseId],
  );
  const key = (await keysFor(context, tx, [caseId], held)).get(caseId);
  if (!key) return [];
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    ...openJson<RemedyText>(key, remedyPlace(row.remedyId), sealed),
  }));
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
