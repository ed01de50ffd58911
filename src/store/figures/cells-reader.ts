/**
 * Reads the figures that were counted. The wall shows a reader the cells of their own teams and of
 * themselves alone; no case is looked at.
 */
import type { AskedFigures } from "../../core/figures/asked-figures.ts";
import { anyProduct } from "../../core/figures/cube.ts";
import {
  type CountMeasure,
  countWords,
  cutMeasures,
  type Measure,
  type PromiseMeasure,
  promiseWords,
  type StandMeasure,
  standWords,
} from "../../core/figures/measures.ts";
import {
  type FigureSpan,
  type FigureSum,
  type FiguresOverview,
  underNames,
} from "../../core/figures/overview.ts";
import type { FiguresCount, FiguresProgress, FiguresRound } from "../../core/figures/round.ts";
import type { Context } from "../context.ts";
import type { SqlValue, Tx } from "../transaction.ts";
import { componentNames } from "./components-reader.ts";

/** The last count that is whole; undefined before the first. */
export async function figuresCount(tx: Tx): Promise<FiguresCount | undefined> {
  return tx.first<FiguresCount>(
    `select round, day, zone, as_of as "asOf" from figure_counts limit 1`,
  );
}

/** The count that is under way. For the worker alone: where it has come to tells of cases. */
export async function roundUnderWay(tx: Tx): Promise<FiguresRound | undefined> {
  return tx.first<FiguresRound>(
    `select round, day, zone, as_of as "asOf", since, after_case as "afterCase"
       from figure_rounds limit 1`,
  );
}

/** How far it has come in the cases of the reader's teams and of the reader; at most 200 rows. */
export async function figuresProgress(tx: Tx): Promise<FiguresProgress[]> {
  return tx.query<FiguresProgress>(
    `select principal_id::text as "principalId", to_go as "toGo", counted_to as "countedTo"
       from figure_progress where principal_id = any (current_principals()) limit 200`,
  );
}

/** Teams and people of whom the reader can see figures; at most 200. */
export async function figureHolders(tx: Tx, principalIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select p.id::text as "id" from unnest($1::uuid[]) as p (id)
      where exists (select 1 from figure_cells f
                     where f.round = (select c.round from figure_counts c) and f.principal_id = p.id)
      limit 200`,
    [principalIds],
  );
  return rows.map(({ id }) => id);
}

/** Of whom, and which: everything that narrows the cells down. */
export type CellsAsked = AskedFigures & { readonly of: string };

/** What counts are grouped by, besides their measure. */
export type FiguresBy = "month" | "cut" | "source" | "entity" | "product" | "band";

const columns: Readonly<Record<FiguresBy, string>> = {
  month: "month",
  cut: "cut",
  source: "source",
  entity: "entity",
  product: "product_id::text",
  band: "band",
};

/** Sums by measure and key, at most 5,000; `second` cuts them once more. */
export async function figureSums(
  tx: Tx,
  asked: CellsAsked,
  measures: readonly Measure[],
  by: FiguresBy,
  second?: FiguresBy,
): Promise<FigureSum[]> {
  const also = second ? columns[second] : "''";
  const { where, values } = conditionOf(asked, by);
  return tx.query<FigureSum>(
    `select measure, ${columns[by]} as "key", ${also} as "second", sum(count)::int as "count"
       from figure_cells where ${where} and measure = any ($7::text[])
      group by 1, 2, 3 order by 1, 4 desc, 2, 3 limit 5000`,
    [...values, [...measures]],
  );
}

/** The spans of the period, and those of each month. */
export async function figureSpans(tx: Tx, asked: CellsAsked): Promise<FigureSpan[]> {
  const { where, values } = conditionOf(asked);
  return tx.query<FigureSpan>(
    `select measure, coalesce(month, '') as "key", count(*)::int as "count",
            round(percentile_cont(0.5) within group (order by h))::int as "medianHours",
            round(percentile_cont(0.9) within group (order by h))::int as "nineTenthsHours"
       from figure_cells cross join lateral unnest(hours) as h
      where ${where} and measure like 'time-to-%'
      group by grouping sets ((measure), (measure, month)) order by 1, 2 limit 1000`,
    values,
  );
}

/** Six values; grouped by entity or product, the cells are those of each. */
function conditionOf(
  { of, from, to, entity, productId, source }: CellsAsked,
  by?: FiguresBy,
): { where: string; values: SqlValue[] } {
  const isScope = by === "entity" || by === "product";
  const scope = {
    entity: "entity <> '' and product_id = $5::uuid and ($4 = '' or entity = $4)",
    product: `entity = '' and product_id <> $5::uuid and ($4 = ''
      or product_id in (select p.product_id from products p where p.entity = $4))`,
    one: "entity = $4 and product_id = $5::uuid",
  }[isScope ? by : "one"];
  return {
    where: `round = (select c.round from figure_counts c)
              and principal_id = $1::uuid and month between $2 and $3 and ${scope}
              and ($6 = '' or source = $6)`,
    values: [
      of,
      from,
      to,
      entity ?? "",
      isScope ? anyProduct : (productId ?? anyProduct),
      source ?? "",
    ],
  };
}

const keysOf = <Key extends string>(words: Readonly<Record<Key, unknown>>) =>
  Object.keys(words) as Key[];
const counts = keysOf<CountMeasure>(countWords);
const promised = keysOf<PromiseMeasure>(promiseWords);
const stands = keysOf<StandMeasure>(standWords);

/** Everything that a page of figures shows, with the components' names. */
export async function figuresOverview(
  context: Context,
  tx: Tx,
  asked: CellsAsked,
  { day }: FiguresCount,
): Promise<FiguresOverview> {
  // What stands open was counted on one day, and lies in its month.
  const month = day.slice(0, 7);
  const today = { ...asked, from: month, to: month };
  const each = ["discovered", "confirmed", "promise-late", "promise-broken"] as const;
  const [months, sources, entities, late, products, found, standing, spans] = await Promise.all([
    figureSums(tx, asked, counts, "month"),
    figureSums(tx, asked, ["discovered", "confirmed"], "source"),
    figureSums(tx, asked, each, "entity"),
    figureSums(tx, today, ["open", "overdue"], "entity"),
    figureSums(tx, asked, ["discovered", "confirmed"], "product"),
    figureSums(tx, asked, [...promised, ...cutMeasures, "received"], "cut"),
    figureSums(tx, today, stands, "cut", "band"),
    figureSpans(tx, asked),
  ]);
  const isComponent = ({ measure }: FigureSum) => measure === "confirmed-by-component";
  const hashed = found.filter(isComponent);
  const hashes = hashed.map(({ key }) => key);
  const names = await componentNames(context, tx, asked.of, hashes);
  return {
    ...{ months, sources, products, spans },
    cuts: found.filter((sum) => !isComponent(sum)),
    components: underNames(hashed, names),
    entities: [...entities, ...late],
    stands: standing,
  };
}
