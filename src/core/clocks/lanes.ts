/** The lane in which a clock, and a case with its clocks, waits for us; the first is the worst. */
import type { Clock } from "./clock.ts";
import { isRunning } from "./clock.ts";
import { promiseOf } from "./promises.ts";

export const lanes = ["overdue", "due-soon", "on-time", "waiting"] as const;

export type Lane = (typeof lanes)[number];

/** Hours before the due time at which a promise counts as due soon, where no policy is at hand. */
const warnHours = 24;

/** The lane of a running clock: paused clocks and clocks of others wait. */
export function laneOf(
  clock: Pick<Clock, "promise" | "dueAt" | "pausedAt">,
  now: Date,
  warnHoursBefore: number = warnHours,
): Lane {
  if (clock.pausedAt || promiseOf(clock.promise).owedBy === "them") return "waiting";
  if (!clock.dueAt) return "on-time";
  if (clock.dueAt < now) return "overdue";
  return +clock.dueAt - +now <= warnHoursBefore * 3_600_000 ? "due-soon" : "on-time";
}

/** Where a case stands: its worst lane and the earliest due time in it; waiting if nothing is owed. */
export function laneOfCase(
  clocks: readonly Clock[],
  now: Date,
  warnHoursBefore: number = warnHours,
): { lane: Lane; dueAt: Date | null } {
  const placed = clocks
    .filter(isRunning)
    .map((clock) => ({ lane: laneOf(clock, now, warnHoursBefore), dueAt: clock.dueAt }));
  const lane = lanes.find((each) => placed.some((clock) => clock.lane === each)) ?? "waiting";
  const dues = placed.flatMap((clock) =>
    clock.lane === lane && clock.dueAt ? [+clock.dueAt] : [],
  );
  return { lane, dueAt: dues.length > 0 ? new Date(Math.min(...dues)) : null };
}
