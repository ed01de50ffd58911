/** Where a due time stands in the list of what is due: before now, today, or within the week. */

import { Temporal } from "temporal-polyfill";
import { isPast } from "./clock-state.ts";

export const dueSections = ["overdue", "today", "week"] as const;

export type DueSection = (typeof dueSections)[number];

/** How far the list of what is due looks ahead. */
const dueDays = 7;

/** The last instant of that list: the end of the seventh day from today, in the zone. */
export function dueUntil(now: Date, zone: string): Date {
  return endOfLocalDay(now, zone, dueDays);
}

/** The section of a due time that is not after `dueUntil`. */
export function dueSection(dueAt: Date, now: Date, zone: string): DueSection {
  if (isPast(dueAt, now)) return "overdue";
  return dueAt <= endOfLocalDay(now, zone, 0) ? "today" : "week";
}

/** The last millisecond of the local day that is `days` after today. */
function endOfLocalDay(now: Date, zone: string, days: number): Date {
  const today = Temporal.Instant.fromEpochMilliseconds(+now).toZonedDateTimeISO(zone).toPlainDate();
  const next = today.add({ days: days + 1 }).toZonedDateTime(zone);
  return new Date(next.epochMilliseconds - 1);
}
