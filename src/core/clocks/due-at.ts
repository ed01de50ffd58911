/** When a promise falls due. Pure: the calendar comes in, holidays and all. */
import type { Temporal } from "temporal-polyfill";
import { Refusal } from "../refusal.ts";
import type { WorkCalendar } from "./calendar.ts";
import { type CountedLength, countOf } from "./length.ts";
import { addWorkingDays, endOfDay, localDay, workingDayFrom, zoned } from "./working-days.ts";

const hour = 3_600_000;

/**
 * The instant at which a length that began at `from` ends. Hours count to the second; days,
 * working days and months leave out the day of the event and end with their last day
 * (Regulation 1182/71 art. 3). A due time past what a date can hold is refused (input.invalid).
 */
export function dueAt(length: CountedLength, from: Date, calendar: WorkCalendar): Date {
  const { count, unit } = countOf(length);
  try {
    if (unit === "hours") return new Date(zoned(from, calendar).epochMilliseconds + count * hour);
    return endOfDay(lastDay(unit, count, localDay(from, calendar), calendar), calendar);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Refusal("input.invalid", { field: "date", problem: "this date is out of range" });
  }
}

function lastDay(
  unit: "days" | "workingDays" | "months",
  count: number,
  start: Temporal.PlainDate,
  calendar: WorkCalendar,
): Temporal.PlainDate {
  if (unit === "workingDays") return addWorkingDays(start, count, calendar);
  const plain = start.add(unit === "days" ? { days: count } : { months: count });
  const moved = calendar.endMovesToWorkingDay ? workingDayFrom(plain, calendar) : plain;
  if (!calendar.atLeastTwoWorkingDays || (unit === "days" && count < 2)) return moved;
  const second = addWorkingDays(start, 2, calendar);
  return moved.since(second).sign < 0 ? second : moved;
}
