/**
 * How often a party may ask how its report stands: at the cadence in which the policy says that we
 * tell it, else every 14 days (L-08). The first time is always free.
 */
import type { CountedLength } from "../clocks/length.ts";
import { type PromiseTerms, wordingOf } from "../policy/promise-terms.ts";

const usualDays = 14;
const dayMs = 86_400_000;

/** When it may ask again; undefined where nothing stands against asking now. */
export function asksAgainAt(
  terms: PromiseTerms | undefined,
  askedAt: Date | undefined,
  now: Date,
): Date | undefined {
  if (!askedAt) return undefined;
  const from = new Date(+askedAt + daysBetween(terms) * dayMs);
  return from > now ? from : undefined;
}

/** A target that is nobody's to know is not told by the back door: then the usual number holds. */
function daysBetween(terms: PromiseTerms | undefined): number {
  if (!terms || typeof terms.within === "string") return usualDays;
  return wordingOf(terms) === "unsaid" ? usualDays : daysOf(terms.within);
}

/** Working days and months as the calendar has them on the average; at least one day. */
function daysOf(length: CountedLength): number {
  if ("hours" in length) return Math.max(1, Math.ceil(length.hours / 24));
  if ("days" in length) return length.days;
  if ("months" in length) return length.months * 30;
  return Math.ceil((length.workingDays * 7) / 5);
}
