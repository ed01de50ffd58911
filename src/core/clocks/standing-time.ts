/**
 * Time on a clock's own line: real time for hours, local days for days, working days alone for
 * working days. Never reads the clock.
 */
import type { Temporal } from "temporal-polyfill";
import type { WorkCalendar } from "./calendar.ts";
import type { Clock } from "./clock.ts";
import type { LengthUnit } from "./length.ts";
import { isWorkingDay, localDay, zoned } from "./working-days.ts";

/** Milliseconds of a counted day, however long the local day is. */
export const dayMs = 86_400_000;

/** The time between two instants on a line, in milliseconds; each counted day is 24 hours long. */
export function timeOnLine(from: Date, to: Date, unit: LengthUnit, calendar: WorkCalendar): number {
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

/** How long a clock stood still on that line: measured anew where its pauses are known. */
export function stoodStill(
  { pauses, pausedMs }: Pick<Clock, "pauses" | "pausedMs">,
  unit: LengthUnit,
  calendar: WorkCalendar,
): number {
  if (!pauses) return pausedMs;
  return pauses.reduce((sum, { from, to }) => sum + timeOnLine(from, to, unit, calendar), 0);
}

/** How much of a local day (0 to 1) lies between two instants: days of 23 or 25 hours count one. */
function shareOf(day: Temporal.PlainDate, from: Date, to: Date, calendar: WorkCalendar): number {
  const start = day.toZonedDateTime(calendar.zone).epochMilliseconds;
  const end = day.add({ days: 1 }).toZonedDateTime(calendar.zone).epochMilliseconds;
  const lower = Math.max(start, zoned(from, calendar).epochMilliseconds);
  const upper = Math.min(end, zoned(to, calendar).epochMilliseconds);
  return Math.max(0, upper - lower) / (end - start);
}
