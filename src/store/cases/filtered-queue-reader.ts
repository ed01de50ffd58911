/**
 * The queue, filtered: driven from case_access in the order of its index. So many entries are looked at
 * and no more, so that a filter that few cases fit costs as little as one that many do; the next page
 * looks on from where this one ended.
 */
import type { Context } from "../context.ts";
import { namesOfRepeated } from "../statement-names.ts";
import type { SqlValue, Tx } from "../transaction.ts";
import {
  casesOfLabel,
  casesOfProduct,
  entitiesOfFilter,
  entityCalled,
  hasLabel,
} from "./filter-lookups-reader.ts";
import {
  conditionsOf,
  type Filtering,
  fewOf,
  havingAny,
  looksUp,
  rangeOf,
} from "./queue-conditions.ts";
import {
  type QueueLane,
  type QueuePage,
  type QueuePlace,
  queueLanes,
  queuePage,
  queuePageRows,
  type Readers,
  readerArray,
  rowsAndEndOfPage,
  rowsOfPage,
  startOf,
} from "./queue-reader.ts";

/** So many entries of a lane are looked at for one page, of each principal of the reader. */
const lookedAtMax = 4_000;
/** Fewer where each is looked up elsewhere: cases of a product or label that many have. */
const lookedUpMax = 2_000;
const nameOf = namesOfRepeated("filtered");

export interface FilteredPage extends QueuePage {
  /** How many were looked at, where more lie behind them: what fits may be there as well. */
  readonly lookedAt: number | null;
}

export interface FilteredQuestion {
  readonly lane: QueueLane;
  readonly after: QueuePlace | null;
  readonly filtering: Filtering;
  readonly count?: number | undefined;
  /** For tests of where one page ends. */
  readonly look?: number | undefined;
}

interface Asked {
  readonly readers: Readers;
  readonly start: readonly SqlValue[];
  readonly than: "<" | ">";
  readonly order: "asc" | "desc";
  readonly filtering: Filtering;
  readonly count: number;
  readonly look: number;
}

export interface QueueAnswer extends FilteredPage {
  /** The part of the filter that names what there is not; nothing is listed then. */
  readonly unknown: "product" | "entity" | null;
}

const nothing = { rows: [], next: null, lookedAt: null };

/** The page of the queue that an address asks for. */
export async function queueFor(
  context: Context,
  tx: Tx,
  readers: Readers,
  asked: Omit<FilteredQuestion, "filtering"> & Pick<Filtering, "filter" | "personId" | "now">,
): Promise<QueueAnswer> {
  const { filter, personId, now, ...question } = asked;
  if (Object.keys(filter).length === 0) {
    const page = await queuePage(context, tx, readers, question);
    return { ...page, lookedAt: null, unknown: null };
  }
  const [product, label, entities] = await Promise.all([
    filter.product ? casesOfProduct(tx, filter.product) : null,
    filter.label ? casesOfLabel(context, tx, filter.label, readers) : null,
    filter.entity ? entitiesOfFilter(context, tx) : [],
  ]);
  if (product === undefined) return { ...nothing, unknown: "product" };
  const entity = filter.entity && entityCalled(entities, filter.entity);
  if (filter.entity && !entity) return { ...nothing, unknown: "entity" };
  const meant = { ...filter, ...(entity ? { entity } : {}) };
  const filtering = { filter: meant, personId, now, product, label };
  const page = await filteredPage(context, tx, readers, { ...question, filtering });
  return { ...page, rows: page.rows.filter(hasLabel(filter.label)), unknown: null };
}

export async function filteredPage(
  context: Context,
  tx: Tx,
  readers: Readers,
  question: FilteredQuestion,
): Promise<FilteredPage> {
  const { lane, after, filtering, count = queuePageRows } = question;
  const closed = lane === "closed";
  const asked: Asked = {
    ...{ readers, filtering, count },
    start: [queueLanes[lane], ...startOf(lane, after)],
    ...(closed ? { than: "<", order: "desc" } : { than: ">", order: "asc" }),
    look: question.look ?? (looksUp(filtering) ? lookedUpMax : lookedAtMax),
  };
  const few = fewOf(filtering);
  const { rows: found, end } = few
    ? { rows: await rowsAmong(context, tx, asked, few), end: null }
    : await rowsLookedAt(context, tx, asked);
  // Behind the end of one principal's entries another's may hide: they come on the next page.
  const rows = end ? found.filter(({ place }) => !isBehind(place, end, closed)) : found;
  const shown = rows.slice(0, count);
  const last = shown.at(-1);
  if (rows.length > count && last) return { rows: shown, next: last.place, lookedAt: null };
  return { rows: shown, next: end, lookedAt: end && asked.look };
}

/** Later in the order of the lane. */
function isBehind(place: QueuePlace, end: QueuePlace, closed: boolean): boolean {
  const key = ({ dueAt }: QueuePlace) => (dueAt ? +dueAt : Number.POSITIVE_INFINITY);
  const [one, other] = closed ? [end, place] : [place, end];
  if (key(one) !== key(other)) return key(one) > key(other);
  return one.caseId > other.caseId;
}

const columns = `a.due_at, a.case_id, a.owner_id, a.kind, a.stage, a.severity_band, a.waiting_on,
  a.opened_at, a.policy_version, a.mailbox, a.entities`;

/** Entries of one principal in the order of the index, from where the page begins. */
const entries = (
  { than, order, filtering }: Asked,
  range: string,
) => `select ${columns} from case_access a
  where a.principal_id = reader.principal_id and a.lane = $1 and a.side_id = staff_side()
    and (a.due_at, a.case_id) ${than} ($2::timestamptz, $3::uuid) and ${range}
    and ${havingAny(filtering, "a")}
  order by a.due_at ${order}, a.case_id ${order}`;

/**
 * Stops at the page's end. The last entry that is looked at comes along whether it fits or not: who asks
 * for it besides looks twice. A principal whose end is not among so many rows has it behind all of them.
 */
function rowsLookedAt(context: Context, tx: Tx, asked: Asked) {
  const { readers, start, order, filtering, count, look } = asked;
  const range = rangeOf(filtering, "a", 6 + readers.length);
  const rest = conditionsOf(filtering, "e", 6 + readers.length + range.values.length);
  const page = `select x.due_at, x.case_id, bool_or(x.fits) as fits, bool_or(x.is_end) as is_end
      from unnest(${readerArray(readers, 6)}) as reader (principal_id)
     cross join lateral (
       select l.due_at, l.case_id, l.fits, l.place = $5 as is_end
         from (select e.due_at, e.case_id, (${rest.sql}) as fits,
                      row_number() over (order by e.due_at ${order}, e.case_id ${order}) as place
                 from (${entries(asked, range.sql)} limit $5) e) l
        where l.fits or l.place = $5
        order by l.due_at ${order}, l.case_id ${order} limit $4) x
     group by x.due_at, x.case_id
     order by x.due_at ${order}, x.case_id ${order} limit $4`;
  const values = [...start, count + 1, look, ...readers, ...range.values, ...rest.values];
  return rowsAndEndOfPage(context, tx, { page, order, values, name: nameOf(page) });
}

/**
 * Where a product or label has few cases they are looked up, and none is left out. Each by its id:
 * "offset 0" keeps the planner from reading the whole lane to find them in it.
 */
function rowsAmong(context: Context, tx: Tx, asked: Asked, caseIds: readonly string[]) {
  const { readers, start, than, order, filtering, count } = asked;
  const range = rangeOf(filtering, "a", 6 + readers.length);
  const rest = conditionsOf(filtering, "a", 6 + readers.length + range.values.length);
  const page = `select distinct x.due_at, x.case_id
      from unnest($5::uuid[]) as wanted (case_id)
     cross join lateral (
       select a.due_at, a.case_id from case_access a
        where a.case_id = wanted.case_id and a.principal_id = any (${readerArray(readers, 6)})
          and a.lane = $1 and a.side_id = staff_side()
          and (a.due_at, a.case_id) ${than} ($2::timestamptz, $3::uuid)
          and ${range.sql} and ${rest.sql} offset 0) x
     order by x.due_at ${order}, x.case_id ${order} limit $4`;
  const values = [...start, count + 1, caseIds, ...readers, ...range.values, ...rest.values];
  return rowsOfPage(context, tx, { page, order, values, name: nameOf(page) });
}
