/** Which figures are asked for, as an address or a query says it. Pure; what says nothing known is left out. */
import { Temporal } from "temporal-polyfill";
import { type FindingSource, findingSources } from "./case-story.ts";
import { monthIn } from "./cube.ts";

/** Months that are kept: the running one, and two years before. */
export const monthsKept = 25;

export interface AskedFigures {
  /** YYYY-MM, both included. */
  readonly from: string;
  readonly to: string;
  /** A team or the reader; undefined for the first of the reader's own. */
  readonly of?: string;
  /** One of both at most: a product belongs to one entity. */
  readonly entity?: string;
  readonly productId?: string;
  readonly source?: FindingSource;
}

/** As an address brings it: a name that stands twice is a list, and says nothing. */
export type FiguresQuery = Readonly<Partial<Record<string, unknown>>>;

/** The newest twelve months, where the query says nothing that can be. */
export function askedFigures(said: FiguresQuery, now: Date, zone: string): AskedFigures {
  const query = textsOf(said);
  const { oldest, newest } = monthsShown(now, zone);
  const within = (text: string | undefined, usual: string) =>
    text && isMonth(text) && text >= oldest && text <= newest ? text : usual;
  const to = within(query.to, newest);
  const [, usualFrom = oldest] = [monthBefore(to, 11), oldest].sort();
  const from = within(query.from, usualFrom);
  const source = findingSources.find((each) => each === query.source);
  const productId = uuid.test(query.product ?? "") ? query.product : undefined;
  return {
    ...(from <= to ? { from, to } : { from: to, to: from }),
    ...(uuid.test(query.of ?? "") ? { of: query.of ?? "" } : {}),
    ...(productId ? { productId } : query.entity ? { entity: query.entity } : {}),
    ...(source ? { source } : {}),
  };
}

function textsOf(said: FiguresQuery): Partial<Record<string, string>> {
  const texts = Object.entries(said).filter(
    (each): each is [string, string] => typeof each[1] === "string" && each[1].length <= 200,
  );
  return Object.fromEntries(texts);
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

/** The months that can be asked for, by the house's zone. */
export function monthsShown(now: Date, zone: string): { oldest: string; newest: string } {
  const newest = monthIn(zone, now);
  return { oldest: monthBefore(newest, monthsKept - 1), newest };
}

/** YYYY-MM, so many months before. */
export function monthBefore(month: string, months: number): string {
  return Temporal.PlainYearMonth.from(month).subtract({ months }).toString();
}

/** Every month from one to the other, both included; none where they are the wrong way round. */
export function monthsOf({ from, to }: Pick<AskedFigures, "from" | "to">): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = monthBefore(month, -1)) months.push(month);
  return months;
}

/** The names and values of the address that asks for these. */
export function wordsOfFigures(asked: AskedFigures): [string, string][] {
  const { from, to, of, entity, productId, source } = asked;
  return Object.entries({ of, from, to, entity, product: productId, source }).filter(
    (each): each is [string, string] => each[1] !== undefined,
  );
}
