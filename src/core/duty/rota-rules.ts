/** What a pattern of the rota and a cover of a turn must be. Pure. */
import { Refusal } from "../refusal.ts";
import { beginOf, type Order, type Pattern, wallTime } from "./pattern.ts";
import { type Rota, type Shift, shiftsOfPattern } from "./rota.ts";
import type { Span } from "./spans.ts";

const dayMs = 86_400_000;

/** So long ahead the page shows who is on call: four weeks. */
export const plannedDays = 28;

/** So many days before nobody is on call every page tells leads of it. */
export const warnedDays = 2;

/** So many recurring rotas run at a time: all of them are read wherever it is asked who is on call. */
export const rotasMax = 200;

/** Refuses with rota.too-many where so many run already. */
export function mustHaveRoom(running: number): void {
  if (running >= rotasMax) throw new Refusal("rota.too-many", { most: rotasMax });
}

/** The time that the page plans: from now on. */
export function plannedFrom(now: Date): Span {
  return { from: now, until: new Date(+now + plannedDays * dayMs) };
}

/**
 * When a pattern ends that ends on a day: at that day's hand-over, or with `on` left out now. Refuses with
 * rota.ends an end that is not after the begin, or lies in the past.
 */
export function endOf(
  pattern: Pick<Pattern, "zone" | "handOverAt" | "orders">,
  on: string | undefined,
  now: Date,
): Date {
  if (on === undefined) return now;
  const { handOverAt, zone, orders } = pattern;
  const endsAt = wallTime(on, handOverAt, zone);
  const begin = wallTime(orders[0]?.startsOn ?? on, handOverAt, zone);
  if (endsAt < now || endsAt <= begin) throw new Refusal("rota.ends");
  return endsAt;
}

/**
 * On call is a way into every case, so nobody adds themselves; who is in the pattern already may stay.
 * Refuses with on-call.self.
 */
export function mustNotAddSelf(
  people: readonly string[],
  setBy: string,
  orders: readonly Order[] = [],
): void {
  const isIn = orders.some((order) => order.people.includes(setBy));
  if (people.includes(setBy) && !isIn) throw new Refusal("on-call.self");
}

/**
 * A new order begins today, in the pattern's zone, or later, and before the pattern ends. Refuses with
 * rota.order-day; with rota.order-first a day that is not after the pattern's own first one and not it.
 */
export function mustBeOrderDay(pattern: Pattern, startsOn: string, now: Date): void {
  const { handOverAt, zone, endsAt } = pattern;
  const begin = wallTime(startsOn, handOverAt, zone);
  const first = beginOf(pattern);
  const isPast = wallTime(startsOn, "23:59", zone) < now;
  if (isPast || (first && begin < first) || (endsAt && begin >= endsAt)) {
    throw new Refusal("rota.order-day");
  }
}

/** Whom the order names that holds at that instant, or is to come. */
export function peopleNow({ orders, handOverAt, zone }: Pattern, now: Date): readonly string[] {
  const begun = orders.filter(({ startsOn }) => wallTime(startsOn, handOverAt, zone) <= now);
  return [...begun.slice(-1), ...orders.slice(begun.length)].flatMap(({ people }) => people);
}

/** The shift of the pattern that runs at that instant, whole. */
export function shiftAt(rota: Rota, pattern: Pattern, at: Date): Shift | undefined {
  return shiftsOfPattern(rota, pattern, { from: at, until: new Date(+at + 1) })[0];
}

/**
 * The instant whose shift is covered: `from`, or now where that is past. Refuses with rota.no-shift one
 * that is more than a year ahead.
 */
export function coveredAt(from: Date, now: Date): Date {
  if (+from - +now > 366 * dayMs) throw new Refusal("rota.no-shift");
  return from < now ? now : from;
}

/**
 * What somebody covers: from `from`, or now where that is past, until `until`, or the end of the shift.
 * Refuses with rota.no-shift a time in which nobody has a turn, and with on-call.period one that ends
 * before it begins, is over, or is longer than 62 days.
 */
export function coverOf(
  shift: Shift | undefined,
  { from, until }: { from: Date; until: Date | undefined },
  now: Date,
): Span {
  if (!shift) throw new Refusal("rota.no-shift");
  const span = { from: coveredAt(from, now), until: until ?? shift.until };
  const length = +span.until - +span.from;
  if (length <= 0 || length > 62 * dayMs) throw new Refusal("on-call.period");
  return span;
}

/**
 * Whom the pattern names takes over turns in it; a lead names others. Refuses with rota.cover-others, and
 * with on-call.self a lead whom the pattern does not name.
 */
export function mustMayCover(
  people: readonly string[],
  { personId, setBy, isLead }: { personId: string; setBy: string; isLead: boolean },
): void {
  if (personId === setBy && !people.includes(setBy)) {
    throw new Refusal(isLead ? "on-call.self" : "rota.cover-others");
  }
  if (personId !== setBy && !isLead) throw new Refusal("rota.cover-others");
}
