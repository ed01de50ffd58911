/**
 * Which cases without an owner somebody was woken for, as part of one question: for who may be on call now,
 * and for leads. The wall decides which of them the reader sees; core decides who is on call, and whether
 * one is urgent still.
 */
import type { CaseKind } from "../../core/cases/case-facts.ts";
import { type RecordEntry, urgencyTypes } from "../../core/duty/urgency.ts";

export interface UntakenCase {
  readonly caseId: string;
  readonly reference: string;
  readonly kind: CaseKind;
  /** The band that counts: of the scores, or suspected. */
  readonly band: string | null;
  readonly openedAt: Date;
  readonly record: readonly RecordEntry[];
}

export const untakenTypes: readonly string[] = urgencyTypes;

/** So many days after the last time that somebody was woken the lists of duty tell of it, no banner. */
const daysMax = 30;
/** More than a banner counts: core finds some of them not to be urgent any more. */
const casesMax = 50;

/** Whether the rota names that person at all; core says whether they are on call now. */
export function mayBeOnCall(by: { readonly personId: string; readonly now: string }): string {
  return `(exists (
    select 1 from on_call o
     where o.person_id = ${by.personId}::uuid and o.ended_at is null
       and o.from_at <= ${by.now} and o.until_at > ${by.now})
    or exists (select 1 from rota_places t where t.person_id = ${by.personId}::uuid))`;
}

/**
 * One column of JSON; each name is the parameter that holds it. Those for which somebody was woken last,
 * the oldest first.
 */
export function wokenFor(by: {
  readonly personId: string;
  readonly now: string;
  readonly isLead: string;
  readonly types: string;
}): string {
  return `select coalesce(json_agg(u order by u."openedAt", u."caseId"), '[]') from (
    select c.case_id as "caseId", c.reference, c.kind, c.opened_at as "openedAt",
           coalesce(c.severity_band, c.suspected_band) as "band",
           (select coalesce(json_agg(json_build_object('eventId', r.event_id, 'type', r.type,
                     'at', r.at, 'body', r.body) order by r.seq), '[]')
              from events r where r.case_id = c.case_id and r.type = any (${by.types}::text[])) as "record"
      from (select e.case_id, max(e.at) as woken_at from events e
             where e.type = 'duty.woken' and e.at > ${by.now}::timestamptz - interval '${daysMax} days'
               and (${by.isLead}::boolean or ${mayBeOnCall(by)})
             group by e.case_id) w
      join cases c on c.case_id = w.case_id
     where c.owner_id is null and c.closed_at is null and c.erased_at is null
     order by w.woken_at desc, c.case_id limit ${casesMax}) u`;
}
