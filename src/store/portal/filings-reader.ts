/** Which reports a support agent filed, and so which parties they are: behind their own wall. */
import type { Tx } from "../transaction.ts";

export interface Filing {
  readonly partyId: string;
  readonly caseId: string;
  readonly filedAt: Date;
}

/** The newest first; at most 30. Only one's own, also for somebody who is on such a case. */
export async function ownFilings(tx: Tx): Promise<Filing[]> {
  return tx.query<Filing>(
    `select party_id as "partyId", case_id as "caseId", filed_at as "filedAt"
       from support_filings where person_id = any (current_principals())
      order by filed_at desc, party_id limit 30`,
  );
}
