/**
 * The analysts' queue: one lane, a page at a time, each case with the promise that is owed next.
 * Driven from case_access by its index, so that a page costs the same at ten cases and a million.
 */
import type { Stage } from "../../core/cases/stage.ts";
import { latestPast } from "../../core/clocks/clock-state.ts";
import type { PromiseId } from "../../core/clocks/promises.ts";
import type { Context } from "../context.ts";
import { unwrapKey, type WrappedKey } from "../sealing/object-keys.ts";
import type { SqlValue, Tx } from "../transaction.ts";
import type { CaseHead } from "./head-reader.ts";
import { labelsOf } from "./labels-reader.ts";
import { titleOf } from "./title-reader.ts";

/** As in cases.lane. */
export const queueLanes = { ours: 1, waiting: 2, closed: 3 } as const;
export type QueueLane = keyof typeof queueLanes;

/** What a screen shows: a page costs by its rows. */
export const queuePageRows = 25;
/** Counts end here: "99+" costs the same at a hundred and at a million. */
const countMax = 100;

export interface QueueRow
  extends Pick<
    CaseHead,
    | "caseId"
    | "reference"
    | "tray"
    | "severityBand"
    | "ownerId"
    | "waitingOn"
    | "waitingFor"
    | "waitingSince"
    | "openedAt"
    | "closedAt"
  > {
  readonly stage: Stage;
  readonly title: string;
  readonly labels: readonly string[];
  /** The running promise that falls due first; null where none runs. */
  readonly owed: OwedNext | null;
  readonly place: QueuePlace;
}

export interface OwedNext {
  readonly promise: PromiseId;
  /** The version of the policy by which it runs. */
  readonly policyVersion: number;
  readonly dueAt: Date | null;
  readonly pausedAt: Date | null;
  /** The party's pseudonym, such as "Reporter". */
  readonly owedTo: string | null;
}

/** Where a row stands in its lane: what the next page begins after. */
export interface QueuePlace {
  /** Null where no promise with a date runs: after all dates. */
  readonly dueAt: Date | null;
  readonly caseId: string;
}

export interface QueuePage {
  readonly rows: readonly QueueRow[];
  /** Null on the last page. */
  readonly next: QueuePlace | null;
}

/** Whose cases: every one that these principals belong to. */
export type Readers = readonly string[];

/**
 * So many parameters as an array, from `$first` on. A statement that is planned once plans well when
 * its text tells how many readers there are: name it with their number.
 */
export function readerArray(readers: Readers, first: number): string {
  return `array[${readers.map((_, index) => `$${first + index}::uuid`).join(", ")}]::uuid[]`;
}

const listed = `c.case_id as "caseId", c.reference, c.tray, c.stage, c.severity_band as "severityBand",
  c.owner_id as "ownerId", c.waiting_on as "waitingOn", c.waiting_for as "waitingFor", c.waiting_since as "waitingSince",
  c.labels_sealed as "labelsSealed", c.opened_at as "openedAt",
  c.closed_at as "closedAt", c.title_sealed as "titleSealed", c.erased_at as "erasedAt", c.due_at as "placeDueAt",
  k.promise, k.due_at as "dueAt", k.paused_at as "pausedAt", t.pseudonym as "owedTo",
  coalesce(k.policy_version, c.policy_version) as "policyVersion",
  w.master_key_id as "masterKeyId", w.wrapped`;

/** The key of the case's title, where the reader's wall shows it. */
const titleKey = `left join lateral (
    select master_key_id, wrapped from key_wraps
     where object_id = c.case_id and case_id = c.case_id limit 1) w on true`;

/** What is owed next: a paused clock or one without a date only where nothing else runs. */
const owedNext = `left join lateral (
    select promise, owed_to, due_at, paused_at, policy_version from clocks
     where case_id = c.case_id and met_at is null and stopped_at is null
     order by paused_at is not null, due_at nulls last, clock_id limit 1) k on true
  left join parties t on t.party_id = k.owed_to`;

export interface QueueQuestion {
  readonly lane: QueueLane;
  readonly after: QueuePlace | null;
  /** How many rows; `queuePageRows` unless told. */
  readonly count?: number | undefined;
}

/** Most urgent first; of closed cases the latest opened first. */
export async function queuePage(
  context: Context,
  tx: Tx,
  readers: Readers,
  { lane, after, count = queuePageRows }: QueueQuestion,
): Promise<QueuePage> {
  const [than, order] = lane === "closed" ? (["<", "desc"] as const) : ([">", "asc"] as const);
  const page = `select distinct x.due_at, x.case_id
         from unnest(${readerArray(readers, 5)}) as reader (principal_id)
        cross join lateral (
          select a.due_at, a.case_id from case_access a
           where a.principal_id = reader.principal_id and a.lane = $1
             and a.side_id = staff_side()
             and (a.due_at, a.case_id) ${than} ($2::timestamptz, $3::uuid)
           order by a.due_at ${order}, a.case_id ${order} limit $4) x
        order by x.due_at ${order}, x.case_id ${order} limit $4`;
  const values = [queueLanes[lane], ...startOf(lane, after), count + 1, ...readers];
  const name = `queue-page-${order}-${readers.length}`;
  const rows = await rowsOfPage(context, tx, { page, order, values, name });
  const shown = rows.slice(0, count);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > count && last ? last.place : null };
}

interface PageOf {
  readonly page: string;
  readonly order: "asc" | "desc";
  readonly values: readonly SqlValue[];
  readonly name?: string | undefined;
}

/** The rows of a statement that gives `due_at` and `case_id` of a page in its order. */
export async function rowsOfPage(context: Context, tx: Tx, of: PageOf): Promise<QueueRow[]> {
  const rows = await tx.query<Stored>(
    `with page as (${of.page})
     select ${listed}
       from page join cases c on c.case_id = page.case_id ${owedNext} ${titleKey}
      order by page.due_at ${of.order}, page.case_id ${of.order}`,
    of.values,
    of.name,
  );
  return opened(context, rows);
}

/**
 * The same of a statement whose rows say besides whether they fit (`fits`) and whether looking ended
 * there (`is_end`); and the first place at which it ended, null where it did not.
 */
export async function rowsAndEndOfPage(
  context: Context,
  tx: Tx,
  of: PageOf,
): Promise<{ readonly rows: QueueRow[]; readonly end: QueuePlace | null }> {
  const rows = await tx.query<Stored & { fits: boolean; endId: string | null; endDue: unknown }>(
    `with page as (${of.page})
     select ${listed}, page.fits, page.due_at as "endDue",
            case when page.is_end then page.case_id end as "endId"
       from page left join cases c on c.case_id = page.case_id ${owedNext} ${titleKey}
      order by page.due_at ${of.order}, page.case_id ${of.order}`,
    of.values,
    of.name,
  );
  const fitting = rows.flatMap(({ fits, endId: _id, endDue: _due, ...row }) =>
    fits && row.caseId ? [row as Stored] : [],
  );
  const last = rows.find(({ endId }) => endId);
  const dueAt = last?.endDue instanceof Date ? last.endDue : null;
  return {
    rows: opened(context, fitting),
    end: last?.endId ? { dueAt, caseId: last.endId } : null,
  };
}

/** The same rows for cases found otherwise, in the order given. */
export async function queueRowsOf(
  context: Context,
  tx: Tx,
  caseIds: readonly string[],
): Promise<QueueRow[]> {
  if (caseIds.length === 0) return [];
  const rows = await tx.query<Stored>(
    `select ${listed} from unnest($1::uuid[]) with ordinality as wanted (case_id, position)
       join cases c on c.case_id = wanted.case_id ${owedNext} ${titleKey}
      order by wanted.position limit 200`,
    [caseIds],
  );
  return opened(context, rows);
}

/** What the first entry of a page lies behind. */
export function startOf(lane: QueueLane, after: QueuePlace | null): [SqlValue, string] {
  if (after) return [after.dueAt ?? "infinity", after.caseId];
  return lane === "closed"
    ? ["infinity", "ffffffff-ffff-ffff-ffff-ffffffffffff"]
    : ["-infinity", "00000000-0000-0000-0000-000000000000"];
}

export type QueueCounts = Readonly<Record<QueueLane | "overdue" | "withinDay", number>>;

/** How many cases wait in each lane, and of ours how many are overdue or due by `tomorrow`; capped at 100. */
export async function queueCounts(
  tx: Tx,
  readers: Readers,
  times: { now: Date; tomorrow: Date },
): Promise<QueueCounts> {
  const past = latestPast(times.now);
  const next = new Date(+past + 1);
  const rows = await tx.query<{ name: keyof QueueCounts; count: number }>(
    `select part.name, (
       select count(*)::int from (
         select distinct x.case_id
           from unnest(${readerArray(readers, 5)}) as reader (principal_id)
          cross join lateral (
            select a.case_id from case_access a
             where a.principal_id = reader.principal_id and a.lane = part.lane
               and a.side_id = staff_side()
               and a.due_at >= part.since::timestamptz and a.due_at <= part.till::timestamptz
             order by a.due_at, a.case_id limit $3) x limit $3) counted) as "count"
       from (values
         ('ours', 1, '-infinity', 'infinity'), ('waiting', 2, '-infinity', 'infinity'),
         ('closed', 3, '-infinity', 'infinity'),
         ('overdue', 1, '-infinity', $1), ('withinDay', 1, $2, $4)
       ) as part (name, lane, since, till)`,
    [past.toISOString(), next.toISOString(), countMax, times.tomorrow.toISOString(), ...readers],
    `queue-counts-${readers.length}`,
  );
  const counts = { ours: 0, waiting: 0, closed: 0, overdue: 0, withinDay: 0 };
  return { ...counts, ...Object.fromEntries(rows.map((row) => [row.name, row.count])) };
}

type Stored = Omit<QueueRow, "title" | "labels" | "owed" | "place"> & {
  readonly titleSealed: Buffer;
  readonly labelsSealed: Buffer | null;
  readonly erasedAt: Date | null;
  readonly placeDueAt: Date | number;
  readonly promise: PromiseId | null;
  readonly dueAt: Date | null;
  readonly policyVersion: number;
  readonly pausedAt: Date | null;
  readonly owedTo: string | null;
} & (WrappedKey | { readonly masterKeyId: null; readonly wrapped: null });

function opened(context: Context, rows: readonly Stored[]): QueueRow[] {
  const keys = new Map(
    rows.flatMap((row) =>
      row.wrapped ? [[row.caseId, unwrapKey(context, row.caseId, row.caseId, row)]] : [],
    ),
  );
  return rows.map(
    ({
      titleSealed,
      labelsSealed,
      erasedAt,
      placeDueAt,
      promise,
      policyVersion,
      dueAt,
      pausedAt,
      owedTo,
      masterKeyId: _id,
      wrapped: _key,
      ...row
    }) => {
      const { caseId } = row;
      return {
        ...row,
        title: titleOf({ caseId, titleSealed, erasedAt }, keys),
        labels: labelsOf(labelsSealed, keys.get(caseId)),
        owed: promise ? { promise, policyVersion, dueAt, pausedAt, owedTo } : null,
        // The driver gives PostgreSQL's infinity as a number.
        place: { dueAt: placeDueAt instanceof Date ? placeDueAt : null, caseId: row.caseId },
      };
    },
  );
}
