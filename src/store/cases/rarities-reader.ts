/** Tells by one statement what few cases have, so that a page asks further only where there is something. */
import type { Tx } from "../transaction.ts";

export interface CaseRarities {
  /** Mail that may belong to it waits to be placed. */
  readonly claims: boolean;
  /** A legal hold stands on it or on a party of it. */
  readonly held: boolean;
  /** Somebody broke the glass. */
  readonly glass: boolean;
  /** A letter waits, for a usable key or a word. */
  readonly withheld: boolean;
  /** A report that nobody of ours has opened yet. */
  readonly unread: boolean;
}

export async function raritiesOf(tx: Tx, caseId: string): Promise<CaseRarities> {
  const row = await tx.first<CaseRarities>(
    `select exists (select 1 from case_claims where case_id = $1 and state = 'open') as "claims",
            exists (select 1 from legal_holds where case_id = $1 and lifted_at is null) as "held",
            exists (select 1 from glass_openings where case_id = $1) as "glass",
            exists (select 1 from deliveries where case_id = $1 and state = 'withheld') as "withheld",
            exists (select 1 from case_reports l join reports r on r.report_id = l.report_id
                     where l.case_id = $1 and r.case_id = $1
                       and r.first_read_at is null) as "unread"`,
    [caseId],
    "rarities-of-case",
  );
  return row ?? { claims: false, held: false, glass: false, withheld: false, unread: false };
}
