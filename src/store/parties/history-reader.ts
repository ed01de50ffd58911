/**
 * Earlier reports from the address of whoever opened a case, without telling who that is. Only of cases
 * that the reader is on: a count over others would tell that they exist. Erased addresses find nothing.
 */
import type { Tx } from "../transaction.ts";

/** How an earlier report went; `open` where it is not decided, or still being looked at. */
export type EarlierOutcome = "confirmed" | "not-confirmed" | "not-taken-up" | "open";

export interface EarlierReport {
  readonly reference: string;
  readonly openedAt: Date;
  readonly outcome: EarlierOutcome;
}

/** Newest first, at most 50. `tx` is the reader's own: its wall decides which of them are there. */
export async function earlierReports(tx: Tx, caseId: string): Promise<EarlierReport[]> {
  return tx.query<EarlierReport>(
    `select c.reference, c.opened_at as "openedAt",
            case when conclusion.outcome in ('confirmed', 'accepted-risk', 'will-not-fix') then 'confirmed'
                 when conclusion.outcome is not null then 'not-confirmed'
                 when relevancy.outcome = 'not-relevant' then 'not-taken-up'
                 else 'open' end as "outcome"
       from cases_of_same_address($1) as earlier (case_id) join cases c on c.case_id = earlier.case_id
       left join lateral (${newest("conclusion")}) conclusion on true
       left join lateral (${newest("relevancy")}) relevancy on true
      order by c.opened_at desc, c.case_id limit 50`,
    [caseId],
    "earlier-reports",
  );
}

function newest(kind: "conclusion" | "relevancy"): string {
  return `select d.outcome from decisions d
           where d.case_id = c.case_id and d.kind = '${kind}' and d.standing is null
           order by d.decided_at desc, d.decision_id desc limit 1`;
}
