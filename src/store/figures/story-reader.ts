/**
 * Reads the stories that figures are made of, many cases at a time. For the worker alone, which the
 * wall shows every case; instants and codes, nothing that is sealed.
 */
import type { CaseKind } from "../../core/cases/case-facts.ts";
import type { PromiseFact } from "../../core/clocks/figures.ts";
import { missedAt } from "../../core/clocks/missed-date.ts";
import { factsFrom, standing } from "../../core/facts/fact.ts";
import type {
  ArrivalWay,
  CaseStory,
  FindingSource,
  Happening,
} from "../../core/figures/case-story.ts";
import { formerDuesFrom, pausesFrom } from "../clocks/reader.ts";
import type { Context } from "../context.ts";
import { type FactRow, factEntryOf } from "../facts/reader.ts";
import type { Tx } from "../transaction.ts";
import { type CountedComponent, componentsIn } from "./components-reader.ts";

export interface StoredStory {
  readonly caseId: string;
  /** Something was recorded on it at the moment of the count or after. */
  readonly changed: boolean;
  /** Teams and people that are on the case for good. */
  readonly principalIds: readonly string[];
  /** The components of the story, and where their names are read. */
  readonly components: readonly CountedComponent[];
  readonly story: CaseStory;
}

/** Which cases a count reads next. */
export interface StoriesAsked {
  /** Open ones count, and those that were closed since then. */
  readonly closedSince: Date;
  /** The moment of the count. */
  readonly asOf: Date;
  /** The last case that was read. */
  readonly after: string;
  /** So many at most. */
  readonly limit: number;
}

/** By id, from the case after that one; all of one moment, whatever is written meanwhile. */
export async function storiesAfter(
  context: Context,
  tx: Tx,
  asked: StoriesAsked,
): Promise<StoredStory[]> {
  await tx.run("set transaction isolation level repeatable read");
  const heads = await headsAfter(tx, asked);
  const ids = heads.map(({ caseId }) => caseId);
  if (ids.length === 0) return [];
  const [told, dated, promises, named] = await Promise.all([
    toldIn(tx, ids),
    datedIn(tx, ids),
    promisesIn(tx, ids),
    componentsIn(context, tx, ids),
  ]);
  return heads.map(({ caseId, changed, principalIds, cves, ...head }) => {
    const components = named.get(caseId) ?? [];
    const events = told.get(caseId) ?? [];
    return {
      ...{ caseId, changed, principalIds, components },
      story: {
        ...head,
        components: components.map(({ cut }) => cut),
        practices: practicesIn(events),
        happened: [...(dated.get(caseId) ?? []).map(happeningOf), ...fromEvents(events, cves)],
        promises: promises.get(caseId) ?? [],
      },
    };
  });
}

type Head = Omit<CaseStory, "happened" | "promises" | "components" | "practices"> &
  Omit<StoredStory, "story" | "components"> & { readonly cves: number };

async function headsAfter(
  tx: Tx,
  { closedSince, asOf, after, limit }: StoriesAsked,
): Promise<Head[]> {
  return tx.query<
    Head & { readonly kind: CaseKind; readonly source: FindingSource; readonly way: ArrivalWay }
  >(
    `select c.case_id as "caseId", c.kind, coalesce(r.since, c.opened_at) as "since",
            c.closed_at as "closedAt", c.close_reason as "closeReason", c.severity_band as "band",
            case when c.kind = 'own-finding' then 'ourselves'
                 when r.way = 'support' then 'customer'
                 when c.kind = 'third-party-notice' or exists (select 1 from parties p
                   where p.case_id = c.case_id and p.kind = 'coordinator') then 'coordinator'
                 when r.way is null then 'ourselves' else 'finder' end as "source",
            coalesce(r.way, 'desk') as "way",
            exists (select 1 from events e
                     where e.case_id = c.case_id and e.at >= $3) as "changed",
            array(select m.principal_id::text from case_members m
                   where m.case_id = c.case_id and m.side_id = staff_side()
                     and m.expires_at is null) as "principalIds",
            array(select distinct entity from (
                    select p.entity from affected_products a join products p using (product_id)
                     where a.case_id = c.case_id and a.status <> 'not-affected'
                    union all
                    select e.body::jsonb ->> 'entity' from events e
                     where e.event_id = (select l.event_id from events l where l.case_id = c.case_id
                       and l.type in ('entity.assigned', 'entity.accepted', 'entity.bounced')
                       order by l.seq desc limit 1) and e.type <> 'entity.bounced') found
                   where entity is not null) as "entities",
            array(select distinct a.product_id::text from affected_products a
                   where a.case_id = c.case_id and a.status <> 'not-affected') as "productIds",
            array(select distinct v.cwe_id from case_vulnerabilities l
                    join vulnerabilities v using (vulnerability_id)
                   where l.case_id = c.case_id and v.cwe_id is not null and v.withdrawn_at is null) as "cwes",
            (select count(distinct v.cve_id)::int from case_vulnerabilities l
               join vulnerabilities v using (vulnerability_id)
              where l.case_id = c.case_id and v.withdrawn_at is null) as "cves"
       from cases c
       left join lateral (select r.received_at as since, r.channel as way from reports r
              where r.case_id = c.case_id order by r.received_at, r.report_id limit 1) r on true
      where c.case_id > $1 and (c.closed_at is null or c.closed_at >= $2)
      order by c.case_id limit $4`,
    [after, closedSince, asOf, limit],
  );
}

type Dated = { readonly caseId: string; readonly at: Date } & (
  | {
      readonly what: "decided";
      readonly on: "relevancy" | "reproduction" | "conclusion";
      readonly outcome: string;
    }
  | {
      readonly what: "resolved" | "answered" | "objected";
      readonly on: null;
      readonly outcome: null;
    }
);

function happeningOf({ caseId: _, ...dated }: Dated): Happening {
  const { what, at } = dated;
  return what === "decided" ? dated : { what, at };
}

/** What stands in rows of its own. */
async function datedIn(tx: Tx, ids: readonly string[]): Promise<Map<string, Dated[]>> {
  const rows = await tx.query<Dated>(
    `select case_id as "caseId", 'decided' as "what", kind as "on",
            -- One that another case has already was not turned away.
            case when reasons = 'duplicate' then reasons else outcome end as "outcome",
            decided_at as "at"
       from decisions
      where case_id = any ($1::uuid[]) and standing is null
        and kind in ('relevancy', 'reproduction', 'conclusion')
     union all
     select case_id, 'resolved', null, null, available_at from remedies
      where case_id = any ($1::uuid[]) and available_at is not null and withdrawn_at is null
     union all
     select case_id, 'objected', null, null, min(at) from objections
      where case_id = any ($1::uuid[]) and state = 'raised' group by case_id
     union all
     select case_id, 'answered', null, null, min(at) from messages
      where case_id = any ($1::uuid[]) and direction = 'out' and author_kind = 'staff'
      group by case_id`,
    [ids],
  );
  return Map.groupBy(rows, ({ caseId }) => caseId);
}

type Told = FactRow & { readonly caseId: string };

const factTypes = ["fact.recorded", "fact.corrected", "fact.withdrawn"];
/** What takes back what was recorded by hand. */
const taken = {
  "exploitation.known": "exploitation.refuted",
  "disclosure.seen": "disclosure.refuted",
} as const;
const planned = ["remedy.planned", "remedy.promised"];
/** A letter that told what a person of ours decided; the alarm of duty asks for the same. */
const decisionsTold = ["relevancy.told", "conclusion.sent"];
const toldTypes = [
  ...factTypes,
  ...decisionsTold,
  ...Object.entries(taken).flat(),
  ...planned,
  "case.resolved",
  "advisory.published",
  "root-cause.recorded",
];

/** What only the record tells. */
async function toldIn(tx: Tx, ids: readonly string[]): Promise<Map<string, Told[]>> {
  const rows = await tx.query<Told>(
    `select case_id as "caseId", event_id as "eventId", type, at, actor_id as "actorId", body,
            null as "sealed"
       from events where case_id = any ($1::uuid[]) and type = any ($2::text[])
      order by case_id, seq`,
    [ids, toldTypes],
  );
  return Map.groupBy(rows, ({ caseId }) => caseId);
}

function fromEvents(rows: readonly Told[], cves: number): Happening[] {
  const of = (type: string) => rows.filter((row) => row.type === type);
  const [published] = of("advisory.published");
  const [plan] = rows.filter(({ type }) => planned.includes(type));
  const [told] = rows.filter(({ type }) => decisionsTold.includes(type));
  const entries = rows.filter(({ type }) => factTypes.includes(type)).map(factEntryOf);
  return [
    ...standing(factsFrom(entries)).map(
      ({ kind, source, occurredAt, awareAt }): Happening => ({
        what: "fact",
        fact: kind,
        source,
        at: occurredAt ?? awareAt,
      }),
    ),
    ...byHand(rows, "exploitation.known", "exploited"),
    ...byHand(rows, "disclosure.seen", "disclosed"),
    ...of("case.resolved").map((row): Happening => ({ what: "resolved", at: momentOf(row) })),
    ...(plan ? [{ what: "planned", at: plan.at } as const] : []),
    ...(told ? [{ what: "answered", at: told.at } as const] : []),
    ...(published ? [{ what: "published", at: published.at, cves } as const] : []),
  ];
}

/** What a fact brought counts as that fact; a person's own entry until it is taken back. */
function byHand(
  rows: readonly Told[],
  known: keyof typeof taken,
  what: "exploited" | "disclosed",
): Happening[] {
  const refutedAt = rows.findLastIndex(({ type }) => type === taken[known]);
  return rows
    .slice(refutedAt + 1)
    .filter((row) => row.type === known && bodyOf(row).fact === undefined)
    .map((row) => ({ what, at: momentOf(row) }));
}

function practicesIn(rows: readonly Told[]): string[] {
  const named = rows
    .filter(({ type }) => type === "root-cause.recorded")
    .map((row) => bodyOf(row).practice ?? "other");
  return [...new Set(named)];
}

interface ToldBody {
  readonly happenedAt?: string | null;
  readonly fact?: string;
  readonly practice?: string;
}

function bodyOf({ body }: Told): ToldBody {
  return JSON.parse(body) as ToldBody;
}

function momentOf(row: Told): Date {
  const { happenedAt } = bodyOf(row);
  return happenedAt ? new Date(happenedAt) : row.at;
}

type StoredPromise = PromiseFact & { readonly promise: string };

async function promisesIn(tx: Tx, ids: readonly string[]): Promise<Map<string, StoredPromise[]>> {
  const rows = await tx.query<
    StoredPromise & { caseId: string; formerDues: string | null; pauses: string | null }
  >(
    `select case_id as "caseId", promise, started_at as "startedAt", due_at as "dueAt",
            paused_at as "pausedAt", met_at as "metAt", stopped_at as "stoppedAt",
            former_dues as "formerDues", pauses
       from clocks where case_id = any ($1::uuid[])`,
    [ids],
  );
  const grouped = new Map<string, StoredPromise[]>();
  for (const { caseId, formerDues, pauses, ...fact } of rows) {
    const { pausedAt } = fact;
    const moved = { formerDues: formerDuesFrom(formerDues), pauses: pausesFrom(pauses) };
    const missed = missedAt({ ...moved, ...(pausedAt ? { pausedAt } : {}) }) ?? null;
    grouped.set(caseId, [...(grouped.get(caseId) ?? []), { ...fact, missedAt: missed }]);
  }
  return grouped;
}
