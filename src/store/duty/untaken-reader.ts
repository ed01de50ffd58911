/** Reads cases that nobody answers for, and what of their record decides who is woken. */
import { type RecordEntry, urgencyTypes } from "../../core/duty/urgency.ts";
import type { Tx } from "../transaction.ts";

/** Kinds of events that say what was done about it. */
const dutyTypes = ["duty.woken", "duty.unowned", "duty.unanswered", "duty.silent-entity"] as const;

/** Open and unowned; mail that nobody has sorted yet may be nothing for us. */
const unowned = `c.owner_id is null and c.closed_at is null and c.erased_at is null`;

/** SQL: case c may be urgent; $1 are the bands that may make it so. */
export const isMaybeUrgent = `(c.kind = 'live-incident'
  or coalesce(c.severity_band, c.suspected_band) = any ($1::text[])
  or exists (
    select 1 from events e
     where e.case_id = c.case_id
       and ((e.type = 'report.received' and e.body::jsonb ->> 'urgent' is not null)
            or (e.type in ('fact.recorded', 'fact.corrected')
                and e.body::jsonb ->> 'kind' = 'attack-observed'))))`;

export interface MaybeUrgent {
  readonly caseId: string;
  readonly openedAt: Date;
}

/**
 * Cases without an owner that may be urgent: by their band, their kind, or what a report or a fact
 * says. Core decides which are. A page of them, the oldest first, behind the one that the last ended with.
 */
export async function maybeUrgent(
  tx: Tx,
  bands: readonly string[],
  { after, count }: { readonly after: MaybeUrgent | undefined; readonly count: number },
): Promise<MaybeUrgent[]> {
  return tx.query<MaybeUrgent>(
    `select c.case_id as "caseId", c.opened_at as "openedAt" from cases c
      where ${unowned}
        and ($2::timestamptz is null or (c.opened_at, c.case_id) > ($2, $3::uuid))
        and ${isMaybeUrgent}
      order by c.opened_at, c.case_id limit $4`,
    [bands, after?.openedAt ?? null, after?.caseId ?? null, count],
  );
}

/**
 * Open cases whose owner's account is closed, or who has become an administrator and reads no case: nobody
 * answers for them. At most 500 of each owner.
 */
export async function casesOfGone(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ caseId: string }>(
    `select distinct x.case_id as "caseId"
       from people p
      cross join (values (1), (2)) as lanes (lane)
      cross join lateral (
        select a.case_id from case_access a
         where a.principal_id = p.person_id and a.lane = lanes.lane and a.side_id = staff_side()
           and a.owner_id = p.person_id
         limit 500) x
      where p.disabled_at is not null or exists (
        select 1 from person_roles r where r.person_id = p.person_id and r.role = 'administrator')`,
  );
  return rows.map(({ caseId }) => caseId);
}

/** A case that nobody takes or answers, and where a page of them goes on. */
export type NeglectedCase = MaybeUrgent;

export interface Place {
  readonly after: NeglectedCase | undefined;
  readonly count: number;
}

const behind = "($2::timestamptz is null or (c.opened_at, c.case_id) > ($2, $3::uuid))";

/**
 * Cases without an owner since before that instant, of which nobody was alarmed since then. A page of
 * them, the oldest first.
 */
export async function longUnowned(
  tx: Tx,
  before: Date,
  { after, count }: Place,
): Promise<NeglectedCase[]> {
  return tx.query<NeglectedCase>(
    `select c.case_id as "caseId", c.opened_at as "openedAt" from cases c
       cross join lateral (
         select coalesce(max(e.at), c.opened_at) as since from events e
          where e.case_id = c.case_id and e.type in ('case.released', 'case.reopened')) free
      where ${unowned} and ${behind} and c.tray is distinct from 'new' and c.opened_at <= $1 and free.since <= $1
        and not exists (
          select 1 from events e
           where e.case_id = c.case_id and e.type = 'duty.unowned' and e.at >= free.since offset 0)
      order by c.opened_at, c.case_id limit $4`,
    [before, after?.openedAt ?? null, after?.caseId ?? null, count],
  );
}

/** The parts of the record that urgency and escalation are computed from, the oldest first. */
export async function dutyRecord(tx: Tx, caseId: string): Promise<RecordEntry[]> {
  return (await dutyRecords(tx, [caseId])).get(caseId) ?? [];
}

/** The same of many cases; nothing stands there of one without such events. */
export async function dutyRecords(
  tx: Tx,
  caseIds: readonly string[],
): Promise<Map<string, RecordEntry[]>> {
  const rows = await tx.query<Omit<RecordEntry, "body"> & { caseId: string; body: string }>(
    `select c.case_id as "caseId", e.event_id as "eventId", e.type, e.at, e.body
       from unnest($1::uuid[]) as c (case_id)
      cross join lateral (
        select event_id, type, at, body, seq from events
         where case_id = c.case_id and type = any ($2::text[]) order by seq limit 2000) e
      order by c.case_id, e.seq`,
    [caseIds, [...urgencyTypes, ...dutyTypes]],
  );
  const records = new Map<string, RecordEntry[]>();
  for (const { caseId, body, ...entry } of rows) {
    const record = records.get(caseId) ?? [];
    record.push({ ...entry, body: JSON.parse(body) as RecordEntry["body"] });
    records.set(caseId, record);
  }
  return records;
}

/** A person of ours wrote to somebody who takes part in the case, or decided what a letter then told. */
export const answered = `(exists (
    select 1 from messages m
     where m.case_id = c.case_id and m.direction = 'out' and m.author_kind = 'staff')
  or exists (
    select 1 from events e
     where e.case_id = c.case_id and e.type in ('relevancy.told', 'conclusion.sent')))`;

// `offset 0`: each is asked of one case by its index. The planner, who knows of few or none, would else hold
// every case against a list of all.

/** Who reported, asked or objected; old cases of another tool were answered there. */
export const hasParty = `exists (
  select 1 from parties p where p.case_id = c.case_id and p.kind <> 'support' offset 0)
  and not exists (
    select 1 from events e where e.case_id = c.case_id and e.type = 'report.imported' offset 0)`;

/**
 * Open cases of any kind since before that instant whose parties no person answered, and of which
 * nobody was alarmed. A page of them, the oldest first.
 */
export async function longUnanswered(
  tx: Tx,
  before: Date,
  { after, count }: Place,
): Promise<NeglectedCase[]> {
  return tx.query<NeglectedCase>(
    // The open cases without an answer first, which are few: what else is asked, is asked of those.
    `select c.case_id as "caseId", c.opened_at as "openedAt" from (
       select c.case_id, c.opened_at from cases c
        where ${behind} and c.closed_at is null and c.erased_at is null
          and c.tray is distinct from 'new' and c.opened_at <= $1 and not ${answered}
        order by c.opened_at, c.case_id offset 0) c
      where ${hasParty}
        and not exists (
          select 1 from events e
           where e.case_id = c.case_id and e.type = 'duty.unanswered' offset 0)
      order by c.opened_at, c.case_id limit $4`,
    [before, after?.openedAt ?? null, after?.caseId ?? null, count],
  );
}

/** Whether that case still has a party whom no person of ours answered. */
export async function isUnanswered(tx: Tx, caseId: string): Promise<boolean> {
  const row = await tx.first(
    `select 1 from cases c where c.case_id = $1 and ${hasParty} and not ${answered}`,
    [caseId],
  );
  return row !== undefined;
}

/** Whether an entity still owes whether it takes that case. */
export async function isEntitySilent(tx: Tx, caseId: string): Promise<boolean> {
  const row = await tx.first(
    `select 1 from clocks
      where case_id = $1 and promise = 'entity-accepts' and met_at is null and stopped_at is null
      limit 1`,
    [caseId],
  );
  return row !== undefined;
}
