/** The calendar of a policy. Knows no holiday itself: they come in as an argument. */
import type { Policy } from "../policy/policy.ts";
import type { PromiseTerms } from "../policy/promise-terms.ts";
import type { WorkCalendar } from "./calendar.ts";

/** Public holidays of a country in a year, as "YYYY-MM-DD". */
export type HolidaysOf = (country: string, year: number) => readonly string[];

/**
 * The calendar by which a policy counts: its zone, weekdays, holidays and rules of counting. With a
 * promise's terms, whether a period's end moves is theirs to say first.
 */
export function calendarOf(
  policy: Pick<Policy, "channels" | "counting">,
  holidaysOf: HolidaysOf,
  terms: Pick<PromiseTerms, "endMovesToWorkingDay"> = {},
): WorkCalendar {
  const { zone, holidays, weekdays, closes } = policy.channels.officeHours;
  return {
    zone,
    workingWeekdays: weekdays,
    holidaysIn: (year) => holidaysOf(holidays, year),
    dayEndsAt: policy.counting.lastDayEnds === "closing-time" ? closes : "24:00",
    endMovesToWorkingDay: terms.endMovesToWorkingDay ?? policy.counting.endMovesToWorkingDay,
    atLeastTwoWorkingDays: policy.counting.atLeastTwoWorkingDays,
  };
}
