/** Reads what one ruling decided, as far as the actor's wall shows the cases. */
import type { DecisionStanding } from "../../core/decisions/decision.ts";
import type { Tx } from "../transaction.ts";

export interface Ruled {
  readonly decisionId: string;
  readonly caseId: string;
  readonly reference: string;
  readonly standing: DecisionStanding | null;
  readonly decidedAt: Date;
  readonly decidedBy: string;
  readonly told: boolean;
  readonly closed: boolean;
}

export async function ruledBy(tx: Tx, rulingId: string): Promise<Ruled[]> {
  return tx.query<Ruled>(
    `select d.decision_id as "decisionId", d.case_id as "caseId", c.reference, d.standing,
            d.decided_at as "decidedAt", d.decided_by as "decidedBy",
            c.closed_at is not null as "closed",
            exists (select 1 from events e where e.case_id = d.case_id and e.at >= d.decided_at
              and (e.type in ('relevancy.told', 'no-reply.sent') or (e.type = 'pointer.sent'
                and e.body::jsonb ->> 'template' in ('ruling', 'no-reply')))) as "told"
       from decisions d join cases c on c.case_id = d.case_id
      where d.ruling_id = $1 order by c.reference limit 100`,
    [rulingId],
    "ruled-by",
  );
}
