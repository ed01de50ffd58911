/** When things happened in the demonstration's history: on working days before its last day. */
import { Temporal } from "temporal-polyfill";
import type { WorkCalendar } from "../../core/clocks/calendar.ts";
import { isWorkingDay, zoned } from "../../core/clocks/working-days.ts";

/** Gives the instant, seen from the moment at which the demonstration began. */
export type StoryTime = (begun: Date, calendar: WorkCalendar) => Date;

/** So many working days before, at that local time of the team's office. */
export function daysAgo(workingDays: number, time: `${number}:${number}`): StoryTime {
  return (begun, calendar) => {
    let day = zoned(begun, calendar).toPlainDate();
    for (let left = workingDays; left > 0; left -= 1) {
      do day = day.subtract({ days: 1 });
      while (!isWorkingDay(day, calendar));
    }
    const plainTime = Temporal.PlainTime.from(time);
    const instant = day.toZonedDateTime({ timeZone: calendar.zone, plainTime });
    return new Date(instant.epochMilliseconds);
  };
}

export function minutesAgo(minutes: number): StoryTime {
  return (begun) => new Date(begun.getTime() - minutes * 60_000);
}
