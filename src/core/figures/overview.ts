/** The figures that a page, an export or a question of the API tells, and their rows. Types and pure rules. */
import type { Measure, SpanMeasure } from "./measures.ts";

export interface FigureSum {
  readonly measure: Measure;
  /** A month, a cut, a source, an entity, a product's id or a band, by what it is grouped. */
  readonly key: string;
  /** A second key; "" unless grouped by two. */
  readonly second: string;
  readonly count: number;
}

export interface FigureSpan {
  readonly measure: SpanMeasure;
  /** "" for the whole period, else a month. */
  readonly key: string;
  readonly count: number;
  /** In whole hours: half of them took no longer, and nine of ten. */
  readonly medianHours: number;
  readonly nineTenthsHours: number;
}

export interface FiguresOverview {
  readonly months: readonly FigureSum[];
  readonly sources: readonly FigureSum[];
  readonly entities: readonly FigureSum[];
  readonly products: readonly FigureSum[];
  /** Promises, kinds, weaknesses, practices, approaches and ways, by the cut of their measure. */
  readonly cuts: readonly FigureSum[];
  /** By the component's name; "" where the reader may not read it, or nobody can any more. */
  readonly components: readonly FigureSum[];
  /** On the day of the count: open flaws by age and severity, and what is late, whatever the period. */
  readonly stands: readonly FigureSum[];
  readonly spans: readonly FigureSpan[];
}

/** One line of an export. */
export interface FigureRow {
  readonly by: "month" | "source" | "entity" | "product" | "cut" | "stand" | "span";
  readonly measure: Measure;
  readonly key: string;
  /** The severity of what stands open; "" in all other rows. */
  readonly band: string;
  readonly count: number;
  readonly medianHours: number | null;
  readonly nineTenthsHours: number | null;
}

/** Every figure of the overview, one row each. */
export function rowsOf(overview: FiguresOverview): FigureRow[] {
  const { months, sources, entities, products, cuts, components, stands, spans } = overview;
  const sums = (by: FigureRow["by"], found: readonly FigureSum[]) =>
    found.map(({ measure, key, second: band, count }) => {
      return { by, measure, key, band, count, medianHours: null, nineTenthsHours: null };
    });
  return [
    ...sums("month", months),
    ...sums("source", sources),
    ...sums("entity", entities),
    ...sums("product", products),
    ...sums("cut", cuts),
    ...sums("cut", components),
    ...sums("stand", stands),
    ...spans.map((span) => ({ by: "span" as const, band: "", ...span })),
  ];
}

/** A row with what people call it where its key is an id; "" elsewhere. */
export type NamedFigureRow = FigureRow & { readonly name: string };

/** `names`: of products, by id. */
export function withNames(
  rows: readonly FigureRow[],
  names: ReadonlyMap<string, string>,
): NamedFigureRow[] {
  return rows.map((row) => {
    return { ...row, name: row.by === "product" ? (names.get(row.key) ?? "") : "" };
  });
}

/** Under their names; those without one are one. The largest first. */
export function underNames(
  sums: readonly FigureSum[],
  names: ReadonlyMap<string, string>,
): FigureSum[] {
  const byName = new Map<string, FigureSum>();
  for (const sum of sums) {
    const key = names.get(sum.key) ?? "";
    byName.set(key, { ...sum, key, count: sum.count + (byName.get(key)?.count ?? 0) });
  }
  return [...byName.values()].toSorted((a, b) => b.count - a.count);
}

/** Adds up the counts of a measure, of one key or of all. */
export function countIn(sums: readonly FigureSum[], measure: Measure, key?: string): number {
  return sums
    .filter((sum) => sum.measure === measure && (key === undefined || sum.key === key))
    .reduce((total, { count }) => total + count, 0);
}

/** Keys of a measure, or of several, the largest count first, then by name. */
export function keysByCount(sums: readonly FigureSum[], ...measures: readonly Measure[]): string[] {
  const mine = sums.filter(({ measure }) => measures.includes(measure));
  const totals = new Map<string, number>();
  for (const { key, count } of mine) totals.set(key, (totals.get(key) ?? 0) + count);
  return [...totals]
    .toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .map(([key]) => key);
}
