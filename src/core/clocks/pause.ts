/**
 * Pausing and resuming. Paused time does not count on the clock's own line: real time for
 * hours, local days for days, working days alone for working days. So a pause over a weekend
 * gives a working-day clock nothing, and no pause shortens what was left.
 */
import type { Temporal } from "temporal-polyfill";
import type { WorkCalendar } from "./calendar.ts";
import type { Clock } from "./clock.ts";
import { dueAt } from "./due-at.ts";
import { type CountedLength, countOf, type Length, type LengthUnit } from "./length.ts";
import { addWorkingDays, endOfDay, isWorkingDay, localDay, zoned } from "./working-days.ts";

const dayMs = 86_400_000;

/** The clock standing still from `at`; one that stands still already stays as it is. */
export function pause(clock: Clock, at: Date): Clock {
  return clock.pausedAt ? clock : { ...clock, pausedAt: at };
}

/**
 * The clock running again from `at`, due later by what did not count. An agreed date does not
 * move (only a new agreement moves it), and a clock without a number stays without.
 */
export function resume(clock: Clock, at: Date, length: Length, calendar: WorkCalendar): Clock {
  const { pausedAt, ...running } = clock;
  if (!pausedAt) return clock;
  if (typeof length === "string") {
    return { ...running, pausedMs: clock.pausedMs + Math.max(0, +at - +pausedAt) };
  }
  const pausedMs = clock.pausedMs + uncounted(pausedAt, at, countOf(length).unit, calendar);
  return {
    ...running,
    pausedMs,
    dueAt: dueAfterPauses(length, clock.startedAt, pausedMs, calendar),
  };
}

/** When a clock falls due that began at `from` and stood still for `pausedMs` of its line. */
function dueAfterPauses(
  length: CountedLength,
  from: Date,
  pausedMs: number,
  calendar: WorkCalendar,
): Date {
  const due = dueAt(length, from, calendar);
  const { unit } = countOf(length);
  if (unit === "hours") return new Date(+due + pausedMs);
  // Begun days count whole, for a period ends with a day's last hour. Within the due second's
  // own slack (see endOfDay) nothing is added.
  const days = Math.ceil((pausedMs - 1000) / dayMs);
  if (days <= 0) return due;
  const last = localDay(due, calendar);
  const moved = unit === "workingDays" ? addWorkingDays(last, days, calendar) : last.add({ days });
  return endOfDay(moved, calendar);
}

/** The time between two instants on a line, in milliseconds; each counted day is 24 hours long. */
export function uncounted(from: Date, to: Date, unit: LengthUnit, calendar: WorkCalendar): number {
  if (to <= from) return 0;
  if (unit === "hours") return +to - +from;
  const last = localDay(to, calendar);
  let total = 0;
  for (let day = localDay(from, calendar); day.since(last).sign <= 0; day = day.add({ days: 1 })) {
    if (unit === "workingDays" && !isWorkingDay(day, calendar)) continue;
    total += shareOf(day, from, to, calendar);
  }
  return Math.round(total * dayMs);
}

/** How much of a local day (0 to 1) lies between two instants: days of 23 or 25 hours count one. */
function shareOf(day: Temporal.PlainDate, from: Date, to: Date, calendar: WorkCalendar): number {
  const start = day.toZonedDateTime(calendar.zone).epochMilliseconds;
  const end = day.add({ days: 1 }).toZonedDateTime(calendar.zone).epochMilliseconds;
  const lower = Math.max(start, zoned(from, calendar).epochMilliseconds);
  const upper = Math.min(end, zoned(to, calendar).epochMilliseconds);
  return Math.max(0, upper - lower) / (end - start);
}
