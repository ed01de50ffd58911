/** Reads the rota: patterns and single shifts. Core says who is on call by it, and nothing else does. */
import type { Order, Pattern } from "../../core/duty/pattern.ts";
import { type OnDuty, onCallAt, type Rota, type SingleShift } from "../../core/duty/rota.ts";
import { rotasMax } from "../../core/duty/rota-rules.ts";
import type { Span } from "../../core/duty/spans.ts";
import { ruleOf } from "../../core/people/deeds.ts";
import type { Tx } from "../transaction.ts";

export interface PatternRow extends Pattern {
  readonly setBy: string;
  readonly setAt: Date;
  readonly changedAt: Date;
}

export interface RotaRows extends Rota {
  readonly patterns: readonly PatternRow[];
}

/** As JSON has it: instants are text there. */
export interface RotaJson {
  readonly patterns: readonly (Omit<PatternRow, "endsAt" | "setAt" | "changedAt"> & {
    endsAt: string | null;
    setAt: string;
    changedAt: string;
    orders: readonly Order[];
  })[];
  readonly singles: readonly (Omit<SingleShift, "from" | "until" | "setAt"> & {
    from: string;
    until: string;
    setAt: string;
  })[];
}

/** SQL: that person's account is closed, or has no role any more of those who may be on call. */
const isGone = `(a.disabled_at is not null
  or not exists (select 1 from person_roles o where o.person_id = a.person_id
                  and o.role = any ('{${ruleOf("break-glass").by.join(",")}}'))
  or exists (select 1 from person_roles o
              where o.person_id = a.person_id and o.role = 'administrator'))`;

/** Two thousand single shifts that meet a span are more than any rota of so many patterns has. */
const singlesMax = 2_000;

/** SQL: patterns in which that person has turns, or covers a shift: by no other are they on call. */
export function patternsWith(person: string, now: string): string {
  return `(exists (select 1 from rota_places t
             where t.pattern_id = p.pattern_id and t.person_id = ${person}::uuid)
           or exists (select 1 from on_call c
             where c.pattern_id = p.pattern_id and c.person_id = ${person}::uuid
               and c.ended_at is null and c.until_at > ${now}))`;
}

/**
 * One value of JSON for `rotaFrom`; `from` and `until` are the parameters that hold instants. Every pattern
 * that has not ended, which add-rota-pattern keeps to `rotasMax`; with `which`, SQL on p, only those.
 */
export function rotaJson(from: string, until: string, which = "true"): string {
  const time = (column: string) => `to_char(${column}, 'HH24:MI')`;
  return `json_build_object(
    'patterns', (select coalesce(json_agg(r order by r.line, r."setAt", r."patternId"), '[]') from (
      select p.pattern_id as "patternId", p.team_id as "teamId", p.line, p.zone,
             ${time("p.hand_over_at")} as "handOverAt", p.turn_days as "turnDays",
             case when p.hours_from is not null then json_build_object(
               'from', ${time("p.hours_from")}, 'until', ${time("p.hours_until")}) end as "hours",
             p.weekends, p.ends_at as "endsAt", p.set_by as "setBy", p.set_at as "setAt",
             p.changed_at as "changedAt",
             (select json_agg(json_build_object('startsOn', o.starts_on, 'people', o.people)
                        order by o.starts_on)
                from (select t.starts_on, json_agg(t.person_id order by t.place) as people
                        from rota_places t where t.pattern_id = p.pattern_id
                       group by t.starts_on) o) as "orders",
             (select coalesce(json_agg(distinct t.person_id), '[]')
                from rota_places t join people a on a.person_id = t.person_id
               where t.pattern_id = p.pattern_id and (${isGone}
                 or p.team_id is not null and not exists (
                   select 1 from team_members m
                    where m.team_id = p.team_id and m.person_id = t.person_id))) as "away"
        from rota_patterns p
       where (p.ends_at is null or p.ends_at > ${from}) and ${which}
       order by p.set_at, p.pattern_id limit ${2 * rotasMax}) r),
    'singles', (select coalesce(json_agg(s order by s."from", s."onCallId"), '[]') from (
      select o.on_call_id as "onCallId", o.person_id as "personId", o.line,
             o.pattern_id as "patternId", o.from_at as "from", o.until_at as "until",
             o.set_at as "setAt", ${isGone} as "isAway"
        from on_call o join people a on a.person_id = o.person_id
       where o.ended_at is null and o.until_at > ${from} and o.from_at <= ${until}
       order by o.from_at, o.on_call_id limit ${singlesMax}) s))`;
}

export function rotaFrom({ patterns, singles }: RotaJson): RotaRows {
  return {
    patterns: patterns.map((row) => ({
      ...row,
      endsAt: row.endsAt === null ? null : new Date(row.endsAt),
      setAt: new Date(row.setAt),
      changedAt: new Date(row.changedAt),
    })),
    singles: singles.map((row) => ({
      ...row,
      from: new Date(row.from),
      until: new Date(row.until),
      setAt: new Date(row.setAt),
    })),
  };
}

/** The rota as far as it decides who is on call within that time. */
export async function rotaOf(tx: Tx, { from, until }: Span): Promise<RotaRows> {
  const row = await tx.first<{ rota: RotaJson }>(
    `select ${rotaJson("$1::timestamptz", "$2::timestamptz")} as "rota"`,
    [from, until],
    "rota",
  );
  return rotaFrom(row?.rota ?? { patterns: [], singles: [] });
}

/** How many patterns have not ended at that instant. */
export async function runningRotas(tx: Tx, now: Date): Promise<number> {
  const row = await tx.first<{ count: number }>(
    `select count(*)::int as "count" from rota_patterns where ends_at is null or ends_at > $1`,
    [now],
  );
  return row?.count ?? 0;
}

/** Who is on call at that instant, for the house or for a team. */
async function rotaAt(tx: Tx, at: Date): Promise<OnDuty[]> {
  return onCallAt(await rotaOf(tx, { from: at, until: at }), at);
}

/** Who is on call now for a case: by the rota of the house, and by that of each team that is on it. */
export async function rotaFor(tx: Tx, caseId: string, now: Date): Promise<OnDuty[]> {
  const rota = await rotaAt(tx, now);
  if (rota.every(({ teamId }) => teamId === null)) return rota;
  const rows = await tx.query<{ teamId: string }>(
    `select m.principal_id as "teamId" from case_members m join teams t on t.team_id = m.principal_id
      where m.case_id = $1 and m.side_id = staff_side() and m.expires_at is null limit 200`,
    [caseId],
  );
  const teams = rows.map(({ teamId }) => teamId);
  return rota.filter(({ teamId }) => teamId === null || teams.includes(teamId));
}

/** Whether somebody is on call for the whole house. A team's rota is for the cases that its people read. */
export async function isOnCall(tx: Tx, personId: string, now: Date): Promise<boolean> {
  const rota = await rotaAt(tx, now);
  return rota.some((each) => each.personId === personId && each.teamId === null);
}
