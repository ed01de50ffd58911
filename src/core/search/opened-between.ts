/** When cases were opened that a search means: days of the organisation's zone as instants. Pure. */
import { Temporal } from "temporal-polyfill";
import type { SearchTerms } from "./query.ts";

/**
 * After the first instant and until the second, to the millisecond in which instants are kept; null
 * where that end is open. A day without its midnight begins with the first moment it has.
 */
export function openedBetween(
  { after, before }: Pick<SearchTerms, "after" | "before">,
  zone: string,
): [Date | null, Date | null] {
  return [lastBefore(after, zone), lastBefore(before, zone)];
}

/** The last millisecond before that day begins. */
function lastBefore(day: string | undefined, zone: string): Date | null {
  if (day === undefined) return null;
  const begins = Temporal.PlainDate.from(day).toZonedDateTime(zone);
  return new Date(begins.epochMilliseconds - 1);
}
