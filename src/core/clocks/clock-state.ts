/**
 * How a clock stands at an instant. The one rule for it: the ledger, the queue, what is due and the
 * house's own clocks all ask here.
 */
import type { Policy } from "../policy/policy.ts";
import type { PromiseTerms } from "../policy/promise-terms.ts";
import type { Clock } from "./clock.ts";

/** What is owed comes first, the most urgent on top. */
export const clockStates = [
  "overdue",
  "due-soon",
  "open",
  "paused",
  "kept",
  "kept-late",
  "stopped",
] as const;

export type ClockState = (typeof clockStates)[number];

type Times = Pick<Clock, "dueAt" | "pausedAt" | "metAt" | "stoppedAt">;

/** Hours before the due time at which a promise counts as due soon, where its terms name none. */
const soonHours = 24;

/**
 * The state of a clock, whoever owes it. Due soon begins with the first warning of its terms, and
 * a due time's own second still keeps the promise.
 */
export function clockStateOf(
  clock: Times,
  terms: Pick<PromiseTerms, "warnHoursBefore"> | undefined,
  now: Date,
): ClockState {
  if (clock.metAt) return isPast(clock.dueAt, clock.metAt) ? "kept-late" : "kept";
  if (clock.stoppedAt) return "stopped";
  // A clock that stands still since it was overdue is overdue: pausing mends nothing.
  if (isPast(clock.dueAt, clock.pausedAt ?? now)) return "overdue";
  if (clock.pausedAt) return "paused";
  const warn = Math.max(...(terms?.warnHoursBefore ?? []), 0) || soonHours;
  const isSoon = clock.dueAt && +clock.dueAt - +now <= warn * 3_600_000;
  return isSoon ? "due-soon" : "open";
}

/**
 * Whether the due time had passed at that instant. Promises count to the second, and a due time's own
 * second still keeps one: a day's last hour ends with 23:59:59, all of it (1182/71 art. 3(2)).
 */
export function isPast(dueAt: Date | null, at: Date | undefined): boolean {
  return dueAt !== null && at !== undefined && dueAt <= latestPast(at);
}

/** The latest due time that has passed at that instant, for lists that ask which have. */
export function latestPast(at: Date): Date {
  return new Date(+at - 1000);
}

/** What the version of the policy by which a clock runs says of its promise, where it makes it. */
export function termsOf<P extends Pick<Policy, "version" | "promises">>(
  policies: readonly P[],
  clock: Pick<Clock, "policyVersion" | "promise">,
): PromiseTerms | undefined {
  const policy = policies.find((each) => each.version === clock.policyVersion);
  return policy?.promises[clock.promise];
}
