/**
 * A recurring rota: people take turns at a local wall time. Its turns are computed, never stored. A wall
 * time that a zone leaves out is the later one, and one that it has twice the first (RFC 5545, 3.3.5).
 */
import { Temporal } from "temporal-polyfill";
import { clip, earliest, merged, type Span } from "./spans.ts";

/** Who takes turns from a day on, until the next order begins. */
export interface Order {
  /** YYYY-MM-DD in the pattern's zone; the first turn begins at that day's hand-over. */
  readonly startsOn: string;
  /** The first has the first turn; each person once. */
  readonly people: readonly string[];
}

export interface Pattern {
  readonly patternId: string;
  /** The team for whose cases it is; null for the whole house. */
  readonly teamId: string | null;
  readonly line: number;
  /** An IANA name. */
  readonly zone: string;
  /** HH:MM on the zone's clocks. */
  readonly handOverAt: string;
  readonly turnDays: number;
  /** HH:MM; until is on the next day where it is not after `from`. Null: at any hour. */
  readonly hours: { readonly from: string; readonly until: string } | null;
  /** All of Saturday and Sunday: beside the hours, or alone where there are none. */
  readonly weekends: boolean;
  readonly endsAt: Date | null;
  /** The oldest first; at least one. */
  readonly orders: readonly Order[];
  /** Of its people: whose account is closed, whose roles are not of those on call, or who left its team. They are skipped. */
  readonly away: readonly string[];
}

export interface Turn extends Span {
  /** Null where everybody of the order is away. */
  readonly personId: string | null;
  /** Whose turn it would be, where they are away. */
  readonly skipped: string | null;
}

/** The instant of a wall time on a day (YYYY-MM-DD) in that zone. */
export function wallTime(day: string | Temporal.PlainDate, time: string, zone: string): Date {
  const plainTime = Temporal.PlainTime.from(time);
  const at = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime });
  return new Date(at.epochMilliseconds);
}

/** When the pattern begins: the hand-over of its first day. */
export function beginOf({ orders, handOverAt, zone }: Pattern): Date | undefined {
  const [first] = orders;
  return first && wallTime(first.startsOn, handOverAt, zone);
}

/**
 * The turns that meet `within`, whole, the first on top: one follows the other without gap or overlap.
 * A person who is away is skipped: the next of the order who is not takes their turn, too.
 */
export function turnsOf(pattern: Pattern, within: Span): Turn[] {
  const { orders, handOverAt, zone, endsAt } = pattern;
  return orders.flatMap((order, index) => {
    const next = orders[index + 1];
    const ends = [endsAt, next ? wallTime(next.startsOn, handOverAt, zone) : null].flatMap(
      (each) => each ?? [],
    );
    const last = earliest([within.until, ...ends]);
    return turnsIn(pattern, order, { from: within.from, until: last }, ends);
  });
}

function turnsIn(pattern: Pattern, order: Order, within: Span, ends: readonly Date[]): Turn[] {
  const { handOverAt, zone, turnDays, away } = pattern;
  const start = Temporal.PlainDate.from(order.startsOn);
  const turns: Turn[] = [];
  const begin = (count: number) =>
    wallTime(start.add({ days: count * turnDays }), handOverAt, zone);
  for (let count = firstCount(pattern, start, within.from); ; count += 1) {
    const from = begin(count);
    if (from >= within.until) return turns;
    const until = earliest([begin(count + 1), ...ends]);
    // A zone that leaves out a whole day makes a turn of no length.
    if (until <= within.from || until <= from) continue;
    turns.push({ from, until, ...personOf(order.people, count, away) });
  }
}

/** The turn that runs at that instant, or one before it. */
function firstCount({ zone, turnDays }: Pattern, start: Temporal.PlainDate, at: Date): number {
  const day = Temporal.Instant.fromEpochMilliseconds(+at).toZonedDateTimeISO(zone).toPlainDate();
  const days = day.since(start, { largestUnit: "days" }).days;
  return Math.max(0, Math.floor((days - 1) / turnDays) - 1);
}

function personOf(
  people: readonly string[],
  count: number,
  away: readonly string[],
): Pick<Turn, "personId" | "skipped"> {
  const first = count % people.length;
  const inTurn = [...people.slice(first), ...people.slice(0, first)];
  const personId = inTurn.find((id) => !away.includes(id)) ?? null;
  const own = inTurn[0] ?? null;
  return { personId, skipped: personId === own ? null : own };
}

/** When within that time somebody is to be on call by the pattern's hours, whether it runs or not. */
export function hoursOf({ hours, weekends, zone }: Pattern, within: Span): Span[] {
  if (!hours && !weekends) return [within];
  const zoned = (at: Date) =>
    Temporal.Instant.fromEpochMilliseconds(+at).toZonedDateTimeISO(zone).toPlainDate();
  const spans: Span[] = [];
  const last = zoned(within.until);
  for (
    let day = zoned(within.from).subtract({ days: 1 });
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  ) {
    const next = day.add({ days: 1 });
    if (hours) {
      const until = wallTime(hours.until > hours.from ? day : next, hours.until, zone);
      spans.push({ from: wallTime(day, hours.from, zone), until });
    }
    if (weekends && day.dayOfWeek >= 6) {
      spans.push({ from: wallTime(day, "00:00", zone), until: wallTime(next, "00:00", zone) });
    }
  }
  return merged(spans.flatMap((span) => clip(span, within)));
}
