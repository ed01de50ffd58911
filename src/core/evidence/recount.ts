/**
 * Counts a promise's date anew from its clause, its anchor and its pauses, by the calendar that the
 * pack itself carries. Knows no policy but the pack's own.
 */
import type { WorkCalendar } from "../clocks/calendar.ts";
import { countOf, type Length } from "../clocks/length.ts";
import { dueAfterPauses } from "../clocks/replan.ts";
import { dayMs, stoodStill } from "../clocks/standing-time.ts";
import type { CalendarOfPack, Clause, ClockOfPack } from "./pack.ts";

/** What counting looks at. */
export type Counted = Pick<ClockOfPack, "startedAt" | "pausedMs" | "pauses">;

/**
 * The dates that the clause can give such a clock, one for each of its lengths (a severity band may
 * have its own). Undefined where it ends on an agreed date, which nobody can count; none for what no
 * calendar can count.
 */
export function datesOf(
  clause: Pick<Clause, "within" | "bySeverity" | "endMovesToWorkingDay">,
  clock: Counted,
  calendar: WorkCalendar,
): (Date | null)[] | undefined {
  const lengths = [clause.within, ...Object.values(clause.bySeverity)];
  if (lengths.includes("agreed")) return undefined;
  const { endMovesToWorkingDay } = clause;
  const counting = endMovesToWorkingDay === null ? calendar : { ...calendar, endMovesToWorkingDay };
  try {
    return lengths.map((length) => dateOf(length, clock, counting));
  } catch {
    // A calendar that never works, a date beyond all dates, a pause of a lifetime.
    return [];
  }
}

function dateOf(length: Length, clock: Counted, calendar: WorkCalendar): Date | null {
  if (typeof length === "string") return null;
  const stood = stoodStill(believable(clock), countOf(length).unit, calendar);
  return dueAfterPauses(length, new Date(clock.startedAt), stood, calendar);
}

/** Pauses are walked day by day: one of many years is none that a clock had. */
const pauseMsMax = 50 * 366 * dayMs;

/** Clocks from before their pauses were kept have the sum alone. */
function believable({ pauses, pausedMs }: Counted) {
  if (pauses.length === 0) return { pausedMs };
  const spans = pauses.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }));
  const whole = spans.reduce((sum, { from, to }) => sum + Math.abs(+to - +from), 0);
  if (whole > pauseMsMax) throw new RangeError("these pauses are longer than any case");
  return { pausedMs, pauses: spans };
}

/** The calendar as core counts by it; a year that the pack does not carry has no holidays. */
export function workCalendarOf(calendar: CalendarOfPack): WorkCalendar {
  return {
    zone: calendar.zone,
    workingWeekdays: calendar.weekdays,
    holidaysIn: (year) => calendar.holidays[String(year)] ?? [],
    dayEndsAt: calendar.dayEndsAt,
    endMovesToWorkingDay: calendar.endMovesToWorkingDay,
    atLeastTwoWorkingDays: calendar.atLeastTwoWorkingDays,
  };
}
