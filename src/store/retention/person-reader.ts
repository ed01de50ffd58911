/** Finds a person across cases by the hash of their address; only the worker's role reaches it. */
import { identityObject } from "../parties/reader.ts";
import type { Tx } from "../transaction.ts";
import { erasedAmong } from "./erased-reader.ts";

export interface SamePerson {
  readonly caseId: string;
  readonly partyId: string;
  readonly policyVersion: number;
}

/** The same address in other cases, as far as its identity is still there. */
export async function samePersonElsewhere(tx: Tx, partyId: string): Promise<SamePerson[]> {
  const rows = await tx.query<SamePerson>(
    `select other.case_id as "caseId", other.party_id as "partyId",
            c.policy_version as "policyVersion"
       from identities mine
       join identities other on other.address_hash = mine.address_hash
       join cases c on c.case_id = other.case_id
      where mine.party_id = $1 and other.party_id <> $1 order by other.party_id limit 1000`,
    [partyId],
  );
  const gone = await erasedAmong(
    tx,
    rows.map((row) => identityObject(row.partyId)),
  );
  return rows.filter((row) => !gone.has(identityObject(row.partyId)));
}

/** Letters to this party that have not left yet. */
export async function lettersOwed(tx: Tx, partyId: string): Promise<number> {
  const row = await tx.first<{ count: number }>(
    `select count(*)::int as "count" from deliveries
      where party_id = $1 and sent_at is null and state in ('owed', 'delayed')`,
    [partyId],
  );
  return row?.count ?? 0;
}
