/** Reads the register of what the law made us give, and the finds of the name guard that were let pass. */
import type { Context } from "../context.ts";
import { keysOf, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

/** What is sealed of an entry. */
export interface LegalRecord {
  readonly authority: string;
  readonly basis: string;
  readonly given: string;
  /** Why the party was not told; empty where it was. */
  readonly whyNotTold: string;
}

export interface LegalDisclosure extends LegalRecord {
  readonly disclosureId: string;
  readonly caseId: string;
  readonly reference: string;
  readonly pseudonym: string | null;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly told: boolean;
}

export function recordPlace(disclosureId: string) {
  return { table: "legal_disclosures", column: `record ${disclosureId}` };
}

/** The newest 200 of one case, or of every case that the actor is on. */
export async function legalDisclosuresOf(
  context: Context,
  tx: Tx,
  caseId: string | null,
): Promise<LegalDisclosure[]> {
  const rows = await tx.query<Omit<LegalDisclosure, keyof LegalRecord> & { sealed: Buffer }>(
    `select d.disclosure_id as "disclosureId", d.case_id as "caseId", c.reference, p.pseudonym,
            d.recorded_by as "recordedBy", d.recorded_at as "recordedAt",
            d.approved_by as "approvedBy", d.approved_at as "approvedAt", d.told,
            d.record_sealed as "sealed"
       from legal_disclosures d join cases c on c.case_id = d.case_id
       left join parties p on p.party_id = d.party_id
      where ${caseId ? "d.case_id = $1" : "$1::uuid is null"}
      order by d.recorded_at desc, d.disclosure_id desc limit 200`,
    [caseId],
    caseId ? "disclosures-of-case" : "disclosures",
  );
  const keys = await keysOf(
    context,
    tx,
    rows.map((row) => row.caseId),
  );
  return rows.flatMap(({ sealed, ...row }) => {
    const key = keys.get(row.caseId);
    const place = recordPlace(row.disclosureId);
    return key ? [{ ...row, ...openJson<LegalRecord>(key, place, sealed) }] : [];
  });
}

export interface DisclosureRow {
  readonly recordedBy: string;
  readonly approvedBy: string | null;
}

/** One entry of the case, locked; undefined where there is none. */
export async function lockDisclosure(
  tx: Tx,
  caseId: string,
  disclosureId: string,
): Promise<DisclosureRow | undefined> {
  return tx.first<DisclosureRow>(
    `select recorded_by as "recordedBy", approved_by as "approvedBy" from legal_disclosures
      where case_id = $1 and disclosure_id = $2 for no key update`,
    [caseId, disclosureId],
  );
}

/** Ids of the finds that were let pass in this case. */
export async function releasedFindings(tx: Tx, caseId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ hash: Buffer }>(
    `select finding_hash as "hash" from finding_releases where case_id = $1 limit 10000`,
    [caseId],
  );
  return new Set(
    rows.map(({ hash }) =>
      hash.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"),
    ),
  );
}

/** How often the vault of each party of the case was opened. */
export async function vaultOpenings(tx: Tx, caseId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ partyId: string; count: number }>(
    `select body::jsonb ->> 'partyId' as "partyId", count(*)::int as "count" from events
      where case_id = $1 and type = 'vault.opened' group by 1 limit 1000`,
    [caseId],
    "vault-openings",
  );
  return new Map(rows.map(({ partyId, count }) => [partyId, count]));
}
