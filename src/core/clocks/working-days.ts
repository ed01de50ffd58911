/** Walks days of a calendar. Never reads the clock; asks the calendar for each year's holidays. */
import { Temporal } from "temporal-polyfill";
import { Refusal } from "../refusal.ts";
import type { WorkCalendar } from "./calendar.ts";

/** The local day of an instant. Refuses with input.invalid a date that is none. */
export function localDay(instant: Date, calendar: WorkCalendar): Temporal.PlainDate {
  return zoned(instant, calendar).toPlainDate();
}

/** An instant in the calendar's zone. Refuses with input.invalid a date that is none. */
export function zoned(instant: Date, calendar: WorkCalendar): Temporal.ZonedDateTime {
  const milliseconds = instant.getTime();
  if (Number.isNaN(milliseconds)) {
    throw new Refusal("input.invalid", { field: "date", problem: "this is not a date" });
  }
  return Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(calendar.zone);
}

/** Whether people work on that day: neither a free weekday nor a public holiday. */
export function isWorkingDay(day: Temporal.PlainDate, calendar: WorkCalendar): boolean {
  return (
    calendar.workingWeekdays.includes(day.dayOfWeek) &&
    !calendar.holidaysIn(day.year).includes(day.toString())
  );
}

/** That day if people work on it, else the next on which they do. */
export function workingDayFrom(
  day: Temporal.PlainDate,
  calendar: WorkCalendar,
): Temporal.PlainDate {
  let found = day;
  // A calendar that never works would loop for ever; a year without a working day is none.
  for (let steps = 0; !isWorkingDay(found, calendar); steps++) {
    if (steps > 366) throw new RangeError("this calendar has no working day in a year");
    found = found.add({ days: 1 });
  }
  return found;
}

/** The day that is `count` working days after `day`, which itself is not counted. */
export function addWorkingDays(
  day: Temporal.PlainDate,
  count: number,
  calendar: WorkCalendar,
): Temporal.PlainDate {
  let found = day;
  for (let left = count; left > 0; left--) {
    found = workingDayFrom(found.add({ days: 1 }), calendar);
  }
  return found;
}

/**
 * The last second of a period that ends on that day: 23:59:59, or the second before closing
 * time. The second belongs to the day, so that nobody reads "Saturday" for a Friday's midnight.
 */
export function endOfDay(day: Temporal.PlainDate, calendar: WorkCalendar): Date {
  const end =
    calendar.dayEndsAt === "24:00"
      ? day.add({ days: 1 }).toZonedDateTime(calendar.zone)
      : day.toZonedDateTime({ timeZone: calendar.zone, plainTime: calendar.dayEndsAt });
  return new Date(end.subtract({ seconds: 1 }).epochMilliseconds);
}
