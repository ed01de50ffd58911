/**
 * Gathers the facts from which a case's stage is computed: one statement. A pointer to the words moves
 * the case on, since no deed of ours is left; the promise to tell stays owed until they can be read.
 */
import type { CaseFacts, RelevancyOutcome } from "../../core/cases/stage.ts";
import type { Tx } from "../transaction.ts";

export async function factsOf(tx: Tx, caseId: string): Promise<CaseFacts> {
  const row = await tx.first<Omit<CaseFacts, "relevancy"> & { relevancy: RelevancyOutcome | null }>(
    `select
       exists (select 1 from events e where e.case_id = $1 and e.type in ('acknowledgement.sent', 'redirect.sent')) as "acknowledged",
       (select d.outcome from decisions d where d.case_id = $1 and d.kind = 'relevancy'
         order by d.decided_at desc limit 1) as "relevancy",
       exists (select 1 from events e where e.case_id = $1
         and (e.type = 'relevancy.told' or (e.type = 'pointer.sent' and e.body::jsonb ->> 'template' = 'relevancy'))
         and e.at >= coalesce((select max(d.decided_at) from decisions d
              where d.case_id = $1 and d.kind = 'relevancy'), 'infinity')) as "relevancyTold",
       exists (select 1 from clocks k where k.case_id = $1 and k.promise = 'waiting-for-reporter'
         and k.met_at is null and k.stopped_at is null) as "waitingForReporter",
       exists (select 1 from scores s where s.case_id = $1 and s.source = 'own') as "scored",
       exists (select 1 from affected_products p where p.case_id = $1) as "productsRecorded",
       exists (select 1 from events e where e.case_id = $1
         and (e.type = 'conclusion.sent' or (e.type = 'pointer.sent' and e.body::jsonb ->> 'template' = 'conclusion'))) as "concluded",
       (select count(*)::int from remedies r where r.case_id = $1) as "remediesPlanned",
       (select count(*)::int from remedies r where r.case_id = $1
          and (r.available_at is not null or r.kind in ('no-fix-planned', 'none-available'))) as "remediesAvailable",
       coalesce((select p.state from publications p where p.case_id = $1
          order by array_position(array['published','publishing','approved','in-review','draft'], p.state)
          limit 1), 'none') as "publication",
       (select c.closed_at is not null from cases c where c.case_id = $1) as "closed"`,
    [caseId],
    "facts",
  );
  if (!row) throw new Error(`no facts of case ${caseId}`);
  return row;
}
