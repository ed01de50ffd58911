/**
 * Finds cases by the words and references in them, and by what the queue is filtered by. Every word
 * must be there, whole; the wall answers for the reader, so that a word of somebody else's case finds
 * nothing. The latest opened first.
 */
import { readsFew } from "../cases/filter-lookups-reader.ts";
import {
  type Conditions,
  conditionsOf,
  type Filtering,
  fewOf,
  rangeOf,
} from "../cases/queue-conditions.ts";
import {
  type QueueRow,
  type Readers,
  readerArray,
  rowsAndEndOfPage,
  rowsOfPage,
} from "../cases/queue-reader.ts";
import type { Context } from "../context.ts";
import { namesOf } from "../people/reader.ts";
import { namesOfRepeated } from "../statement-names.ts";
import { principalsOf, type SqlValue, type Tx } from "../transaction.ts";
import { byteaArray, tokensOf } from "./tokens.ts";

/** More words than this narrow nothing further. */
const wordsMax = 12;
/** So many of the latest cases that hold a word tell how rare it is. */
const countMax = 100;

const foundMax = 50;
/** Where no word was typed, so many of the reader's cases are looked at. */
const lookMax = 5_000;
/** So many cases that hold the rarest word: each is looked up for the others, through the wall. */
const lookUpMax = 500;
/** More where a filter is asked of each besides: fewer of them fit. */
const lookUpOfFilterMax = 1_500;

export interface CaseQuestion {
  readonly words: string;
  /** Null where only words were typed. */
  readonly filtering: Filtering | null;
  /** The case after which this page begins; null for the first. */
  readonly after: string | null;
  readonly readers: Readers;
  /** As `readsFew` tells; a page asks it beside its other questions. */
  readonly hasFew: boolean;
  /** For tests of where one page ends. */
  readonly look?: number;
}

export interface FoundCases {
  readonly rows: readonly QueueRow[];
  /** What the next page begins after; null on the last. */
  readonly next: string | null;
  /** How many were looked at, where more lie behind them. */
  readonly lookedAt: number | null;
  /** Names of the rows' owners by id. */
  readonly names: ReadonlyMap<string, string>;
}

const nameOf = namesOfRepeated("found");

const nothing: FoundCases = { rows: [], next: null, lookedAt: null, names: new Map() };
const last = "ffffffff-ffff-ffff-ffff-ffffffffffff";

export async function searchCases(
  context: Context,
  tx: Tx,
  question: CaseQuestion,
): Promise<FoundCases> {
  const { words, filtering } = question;
  const tokens = tokensOf(context, words).slice(0, wordsMax);
  // Words that leave no token behind, such as "a", find nothing.
  if (tokens.length === 0 && (words !== "" || !filtering)) return nothing;
  const after = question.after ?? last;
  const rarest = await driverOf(tx, { ...question, after }, tokens);
  if (rarest === undefined) return nothing;
  const look = question.look ?? lookOf(rarest, filtering);
  const asked: Asked = { ...question, tokens, look, after };
  const entries = entriesOf(asked, rarest);
  const others = tokens.filter((token) => rarest === null || !token.equals(rarest));
  const wanted = { ...asked, tokens: others };
  // Of several principals one may end before another: then no page is whole without the end.
  const early = entries.each ? endOf(tx, asked, entries) : null;
  const [{ rows, end }, ended] = await Promise.all([rowsOf(context, tx, wanted, entries), early]);
  const owners = rows.flatMap((row) => row.ownerId ?? []);
  const names = await namesOf(context, tx, owners);
  return { ...pageOf(rows, end ?? ended, look), names };
}

function lookOf(rarest: Buffer | null, filtering: Filtering | null): number {
  if (!rarest) return lookMax;
  return filtering ? lookUpOfFilterMax : lookUpMax;
}

/** The word that a search is driven by; null where it is driven by the reader's cases, undefined where nothing holds it. */
async function driverOf(
  tx: Tx,
  { hasFew, filtering, after }: CaseQuestion & { readonly after: string },
  tokens: readonly Buffer[],
): Promise<Buffer | null | undefined> {
  if (hasFew || (filtering && fewOf(filtering)) || tokens.length === 0) return null;
  return rarestOf(tx, tokens, after);
}

function entriesOf(asked: Asked, rarest: Buffer | null): Entries {
  if (rarest) return byWord(rarest);
  const isOwn = asked.hasFew || (asked.filtering && fewOf(asked.filtering));
  return isOwn ? amongOwn(asked) : byAccess(asked);
}

/** The cases that hold every word of the text, the latest opened first; none for a text without words. */
export async function findCases(context: Context, tx: Tx, text: string): Promise<string[]> {
  const readers = principalsOf(tx.actor);
  const { rows } = await searchCases(context, tx, {
    ...{ words: text, filtering: null, after: null, readers },
    hasFew: await readsFew(tx, readers),
  });
  return rows.map(({ caseId }) => caseId);
}

function pageOf(
  found: readonly QueueRow[],
  end: string | null,
  look: number,
): Omit<FoundCases, "names"> {
  // What lies behind the end of one principal's entries comes on the next page.
  const rows = end === null ? found : found.filter(({ caseId }) => caseId >= end);
  if (rows.length > foundMax) {
    const shown = rows.slice(0, foundMax);
    return { rows: shown, next: shown.at(-1)?.caseId ?? null, lookedAt: null };
  }
  return { rows, next: end, lookedAt: end === null ? null : look };
}

interface Asked extends CaseQuestion {
  readonly tokens: readonly Buffer[];
  readonly after: string;
  readonly look: number;
}

/** Cases to look at, latest first: a query that gives `case_id`, for each principal where `each` is set. */
interface Entries {
  readonly sql: string;
  readonly each: boolean;
  /** Looked at up to a number; else every one. */
  readonly isCut: boolean;
  readonly values: readonly SqlValue[];
  /** Said of the entries themselves; else looked up for each. */
  readonly conditions: "own" | "looked-up";
}

const accessColumns = `a.case_id, a.lane, a.due_at, a.owner_id, a.kind, a.stage, a.severity_band,
  a.waiting_on, a.opened_at, a.policy_version, a.mailbox, a.entities`;

/** $1 is where the page begins, $2 how many entries are looked at. */
function amongOwn({ readers, filtering }: Asked): Entries {
  const ids = filtering && fewOf(filtering);
  const own = `select ${accessColumns} from case_access a
    where a.principal_id = any (${readerArray(readers, 4)}) and a.side_id = staff_side()
      and a.case_id < $1 and $2 > 0`;
  return {
    sql: ids ? `${own} and a.case_id = any ($${4 + readers.length}::uuid[])` : own,
    each: false,
    isCut: false,
    values: [...readers, ...(ids ? [ids] : [])],
    conditions: "own",
  };
}

function byAccess({ readers }: Asked): Entries {
  return {
    sql: `select ${accessColumns} from case_access a
           where a.principal_id = reader.principal_id and a.side_id = staff_side()
             and a.case_id < $1
           order by a.case_id desc limit $2`,
    each: true,
    isCut: true,
    values: readers,
    conditions: "own",
  };
}

function byWord(rarest: Buffer): Entries {
  return {
    // A word may stand on several sides of a case.
    sql: `select distinct t.case_id from case_tokens t
           where t.token = $4 and t.case_id < $1
           order by t.case_id desc limit $2`,
    each: false,
    isCut: true,
    values: [rarest],
    conditions: "looked-up",
  };
}

function fromOf({ sql, each }: Entries, readers: Readers): string {
  return each
    ? `unnest(${readerArray(readers, 4)}) as reader (principal_id) cross join lateral (${sql}) l`
    : `(${sql}) l`;
}

async function rowsOf(
  context: Context,
  tx: Tx,
  asked: Asked,
  entries: Entries,
): Promise<{ rows: readonly QueueRow[]; end: string | null }> {
  const { readers, tokens, filtering, after, look } = asked;
  const values: SqlValue[] = [after, look, foundMax + 1, ...entries.values];
  const wanted: string[] = [];
  wanted.push(...tokens.map((token) => holds(values.push(token))));
  if (filtering && entries.conditions === "own") {
    const fit = fitting(filtering, "l", values.length + 1);
    values.push(...fit.values);
    wanted.push(fit.sql);
  } else if (filtering) {
    const own = readerArray(readers, values.length + 1);
    values.push(...readers);
    const fit = fitting(filtering, "a", values.length + 1);
    values.push(...fit.values);
    wanted.push(lookedUp(own, fit.sql));
  }
  const page = pageSql(entries, readers, ["true", ...wanted].join(" and "));
  const how = `${entries.conditions}-${readers.length}-${tokens.length}`;
  const name = filtering ? nameOf(page) : `search-${how}`;
  const of = { page, order: "desc", values, name } as const;
  if (entries.conditions === "looked-up") {
    const { rows, end } = await rowsAndEndOfPage(context, tx, of);
    return { rows, end: end?.caseId ?? null };
  }
  return { rows: await rowsOfPage(context, tx, of), end: null };
}

/**
 * Stops at the page's end: nothing is asked of entries behind it. Where each is looked up, the last one
 * that is looked at comes along whether it fits or not: who looks for it afterwards looks twice.
 */
function pageSql({ sql, each, conditions }: Entries, readers: Readers, wanted: string): string {
  if (conditions === "looked-up") {
    return `select null::timestamptz as due_at, l.case_id, l.fits, l.place = $2 as is_end
       from (select l.case_id, l.place, (${wanted}) as fits
               from (select e.case_id, row_number() over (order by e.case_id desc) as place
                       from (${sql}) e) l
              order by l.case_id desc offset 0) l
      where l.fits or l.place = $2
      order by l.case_id desc limit $3`;
  }
  const fitting = `select l.case_id from (${sql}) l where ${wanted}
    order by l.case_id desc limit $3`;
  const from = each
    ? `unnest(${readerArray(readers, 4)}) as reader (principal_id) cross join lateral (${fitting}) x`
    : `(select l.case_id from (${sql}) l where ${wanted}) x`;
  return `select distinct null::timestamptz as due_at, x.case_id from ${from}
    order by x.case_id desc limit $3`;
}

/** "offset 0" keeps each a look at one row of the index. */
const holds = (place: number) => `exists (
  select 1 from case_tokens o where o.token = $${place} and o.case_id = l.case_id offset 0)`;

/** "offset 0" keeps the planner from reading all that a lead is on, so as to look nothing up. */
const lookedUp = (own: string, fit: string) => `exists (
  select 1 from case_access a
   where a.case_id = l.case_id and a.principal_id = any (${own})
     and a.side_id = staff_side() and ${fit} offset 0)`;

function fitting(filtering: Filtering, alias: string, first: number): Conditions {
  const range = rangeOf(filtering, alias, first);
  const rest = conditionsOf(filtering, alias, first + range.values.length);
  return { sql: `${range.sql} and ${rest.sql}`, values: [...range.values, ...rest.values] };
}

/** The case at which looking ended; null where all were looked at. */
async function endOf(
  tx: Tx,
  { readers, after, look }: Asked,
  entries: Entries,
): Promise<string | null> {
  const ending: Entries = {
    ...entries,
    sql: `select e.case_id from (${entries.sql}) e offset $2 - 1`,
  };
  const row = await tx.first<{ caseId: string }>(
    `select l.case_id as "caseId" from ${fromOf(ending, readers)} where $3 > 0
      order by l.case_id desc limit 1`,
    [after, look, 1, ...entries.values],
  );
  return row?.caseId ?? null;
}

/**
 * The token in the fewest cases, among many the one whose hundredth case lies furthest back from where
 * the page begins; undefined where one of them is in none.
 */
async function rarestOf(
  tx: Tx,
  tokens: readonly Buffer[],
  after: string,
): Promise<Buffer | undefined> {
  const rows = await tx.query<{ token: Buffer; count: number }>(
    `select word.token, latest.count
       from unnest($1::bytea[]) as word (token)
      cross join lateral (
        select count(*)::int as count, min(l.case_id::text) as back from (
          select t.case_id from case_tokens t
           where t.token = word.token and t.case_id < $3
           order by t.case_id desc limit $2) l) latest
      order by latest.count, latest.back limit 1`,
    [byteaArray(tokens), countMax, after],
    "rarest-word",
  );
  const [first] = rows;
  return first && first.count > 0 ? first.token : undefined;
}
