/**
 * Gathers the facts from which a case's stage is computed: one statement. A pointer to the words moves
 * the case on, since no deed of ours is left; the promise to tell stays owed until they can be read.
 */
import type { CaseFacts, Unanswered } from "../../core/cases/case-facts.ts";
import type { Wait } from "../../core/cases/waiting.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { Tx } from "../transaction.ts";
import { unanswered } from "./unanswered.ts";

type Written<T> = Omit<T, "since"> & { readonly since: string };

type Stored = Omit<CaseFacts, "waits" | "unanswered"> & {
  readonly waits: readonly Written<Wait>[];
  readonly unanswered: readonly Written<Unanswered>[];
};

/** With the case's policy they say also whose it is to mend what is found. */
export async function factsOf(
  tx: Tx,
  caseId: string,
  policy?: Pick<Policy, "roles">,
): Promise<CaseFacts> {
  const row = await tx.first<Stored>(
    `select c.kind, c.closed_at is not null as "closed",
       exists (select 1 from parties p where p.case_id = $1
         and p.kind in ('reporter', 'coordinator')) as "someoneToTell",
       ${happened("'acknowledgement.sent', 'redirect.sent'")} as "acknowledged",
       ${happened("'redirect.sent', 'redirect.shown'")} as "redirected",
       ${happened("'exploitation.known', 'exploitation.refuted'")} as "exploitationSaid",
       ${openAttacks} as "openAttacks",
       ${happened("'leak.contained'")} as "contained",
       ${newestDecision("relevancy")} as "relevancy",
       exists (select 1 from decisions d where d.case_id = $1 and d.standing = 'proposed') as "decisionWaits",
       ${newestDecision("conclusion")} as "conclusion",
       exists (select 1 from events e where e.case_id = $1
         and (e.type in ('relevancy.told', 'no-reply.sent') or (e.type = 'pointer.sent' and e.body::jsonb ->> 'template' in ('relevancy', 'ruling', 'no-reply')))
         and e.at >= coalesce((select max(d.decided_at) from decisions d
              where d.case_id = $1 and d.kind = 'relevancy' and d.standing is null), 'infinity')) as "relevancyTold",
       (${nobodyReached} or exists (select 1 from events e where e.case_id = $1
         and (e.type in ('conclusion.sent', 'no-reply.sent') or (e.type = 'pointer.sent'
           and e.body::jsonb ->> 'template' in ('conclusion', 'matter-decision', 'ruling', 'no-reply')))
         and not exists (select 1 from events t where t.case_id = $1
           and t.type = 'decision.taken-back' and t.seq > e.seq))) as "conclusionTold",
       ${newestDecision("standing")} as "reporterStanding",
       ${follows} as "follows",
       exists (select 1 from messages m where m.case_id = $1
         and m.direction = 'out' and m.author_kind = 'staff') as "answered",
       ${waits} as "waits",
       ${unanswered} as "unanswered",
       ${eachHas("scores", "s.source = 'own'")} as "scored",
       ${eachHas("affected_products", "true")} as "productsRecorded",
       (select count(*)::int from remedies r where r.case_id = $1
          and r.withdrawn_at is null and r.kind not in ('no-fix-planned', 'none-available')) as "remediesPlanned",
       (select count(*)::int from remedies r where r.case_id = $1
          and r.withdrawn_at is null and r.available_at is not null) as "remediesAvailable",
       coalesce((select p.state from publications p where p.case_id = $1
          order by array_position(array['published','publishing','approved','in-review','draft'], p.state)
          limit 1), 'none') as "publication"
     from cases c where c.case_id = $1`,
    [caseId],
    "facts",
  );
  if (!row) throw new Error(`no facts of case ${caseId}`);
  const read = <T>(each: Written<T>) => ({ ...each, since: new Date(each.since) });
  return {
    ...row,
    waits: row.waits.map(read),
    unanswered: row.unanswered.map(read),
    ...(policy ? { mends: policy.roles.includes("vendor") } : {}),
  };
}

/** It is the duplicate of an earlier case, as its own record says. */
const follows = `coalesce((select l.type = 'duplicate.marked' from events l where l.case_id = $1
  and l.type in ('duplicate.marked', 'duplicate.unmarked') order by l.seq desc limit 1), false)`;

/**
 * Each report that speaks of an attack asks for itself (ALE-26, X-08), also one that the case holds besides. That
 * it does stands in the event with which it came; which was answered, in the fact or word that names it.
 */
const openAttacks = `coalesce((select json_agg(r.report_id order by r.received_at, r.report_id)
  from case_reports l join reports r on r.report_id = l.report_id
 where l.case_id = $1
   and exists (select 1 from events e where e.case_id = $1
     and e.type in ('report.received', 'report.added') and e.body::jsonb ->> 'urgent' is not null
     and e.body::jsonb ->> 'reportId' = r.report_id::text)
   and not exists (select 1 from events a where a.case_id = $1
     and a.type in ('fact.recorded', 'signal.dismissed') and a.body::jsonb ->> 'kind' = 'attack-observed'
     and a.body::jsonb ->> 'report' = r.report_id::text)), '[]')`;

function happened(types: string): string {
  return `exists (select 1 from events e where e.case_id = $1 and e.type in (${types}))`;
}

/** Whether every vulnerability of the case has such a row; false where it has no vulnerability. */
function eachHas(table: string, condition: string): string {
  return `(select coalesce(bool_and(exists (select 1 from ${table} s
       where s.vulnerability_id = l.vulnerability_id and s.case_id = $1 and ${condition})), false)
     from case_vulnerabilities l join vulnerabilities v on v.vulnerability_id = l.vulnerability_id
    where l.case_id = $1 and v.withdrawn_at is null)`;
}

function newestDecision(kind: "relevancy" | "conclusion" | "standing"): string {
  return `(select d.outcome from decisions d where d.case_id = $1 and d.kind = '${kind}' and d.standing is null
     order by d.decided_at desc, d.decision_id desc limit 1)`;
}

/** It is concluded, and on record that the reporter is out of reach or wants no answer (ALE-32). */
const nobodyReached = `(coalesce(${newestDecision("standing")}, '') in ('unreachable', 'opted-out')
  and ${newestDecision("conclusion")} is not null)`;

/** An open question, an entity that is to answer, promises that a person let stand still, and who else it is said to be. */
const waits = `(select coalesce(json_agg(w), '[]') from (
    (select case when p.kind = 'reporter' then 'reporter' else 'other' end as "on",
            p.pseudonym as "whom", k.started_at as "since", true as "asked", true as "outside",
            false as "byHand"
       from clocks k join parties p on p.party_id = k.owed_to
      where k.case_id = $1 and k.promise = 'waiting-for-reporter'
        and k.met_at is null and k.stopped_at is null
      order by k.started_at limit 1)
    union all
    (select 'other', e.body::jsonb ->> 'entity', e.at, false, false, false
       from events e
      where e.type = 'entity.assigned' and e.body::jsonb ->> 'entity' is not null
        and e.event_id = (select l.event_id from events l where l.case_id = $1
          and l.type in ('entity.assigned', 'entity.accepted', 'entity.bounced')
          order by l.seq desc limit 1))
    union all
    (select case when e.body::jsonb ->> 'waitsFor' = 'reporter' then 'reporter' else 'other' end,
            e.body::jsonb ->> 'waitsFor', k.paused_at, false, true, false
       from clocks k cross join lateral (
         select body from events l where l.case_id = $1 and l.type = 'promise.paused'
            and l.body::jsonb ->> 'clockId' = k.clock_id::text
          order by l.seq desc limit 1) e
      where k.case_id = $1 and k.held and k.paused_at is not null
        and k.met_at is null and k.stopped_at is null
      order by k.paused_at limit 1)
    union all
    (select 'other', e.body::jsonb ->> 'whom', e.at, false, true, true
       from events e
      where e.type = 'waiting.begun'
        and e.event_id = (select l.event_id from events l where l.case_id = $1
          and l.type in ('waiting.begun', 'waiting.ended') order by l.seq desc limit 1))) w)`;
