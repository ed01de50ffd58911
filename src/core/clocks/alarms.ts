/**
 * When a clock speaks up: some hours before it is due, as often as the policy says, and once when
 * its time has passed. Pure: the sweep asks, and records what comes of it.
 */
import type { PromiseTerms } from "../policy/promise-terms.ts";
import { type Clock, isRunning } from "./clock.ts";
import { isPast } from "./clock-state.ts";

type Terms = Pick<PromiseTerms, "warnHoursBefore">;
type Ticking = Pick<Clock, "dueAt" | "pausedAt" | "metAt" | "stoppedAt" | "alarmedAt">;

/** A moment at which a clock speaks up; `hoursBefore` is 0 for the due time itself. */
export type Alarm = { at: Date; hoursBefore: number };

const hour = 3_600_000;

/** Every alarm of a due time, the earliest first; the last one is the due time. */
export function alarmsOf(dueAt: Date, { warnHoursBefore }: Terms): Alarm[] {
  const hours = [...new Set(warnHoursBefore)].filter((each) => each > 0);
  return [...hours.toSorted((a, b) => b - a), 0].map((hoursBefore) => ({
    at: new Date(+dueAt - hoursBefore * hour),
    hoursBefore,
  }));
}

/**
 * The next alarm after that instant, undefined where none comes: a clock that stands still, was kept
 * or ended, has no date, or has had its last alarm. Warnings whose time had passed already are left
 * out, so that a short promise does not begin with one; the due time never is.
 */
export function nextAlarmAt(clock: Ticking, terms: Terms, after: Date): Date | undefined {
  if (!clock.dueAt || !isRunning(clock) || clock.pausedAt || clock.alarmedAt) return undefined;
  const alarms = alarmsOf(clock.dueAt, terms);
  return alarms.find(({ at, hoursBefore }) => hoursBefore === 0 || at > after)?.at;
}

/** What an alarm that has come says. Warnings that were missed meanwhile are one, and none once due. */
export type Said = { type: "clock.overdue" } | { type: "clock.warned"; hoursBefore: number };

/**
 * What is to be recorded now of a clock whose next alarm was due at `alarmAt`; undefined where it
 * has not come, or the clock ticks no more. A due time's own second still keeps the promise.
 */
export function alarmNow(
  clock: Ticking,
  terms: Terms,
  { alarmAt, now }: { alarmAt: Date; now: Date },
): Said | undefined {
  if (!clock.dueAt || !isRunning(clock) || clock.pausedAt || clock.alarmedAt) return undefined;
  if (isPast(clock.dueAt, now)) return { type: "clock.overdue" };
  if (alarmAt >= now || alarmAt >= clock.dueAt) return undefined;
  const warnings = alarmsOf(clock.dueAt, terms).filter(({ hoursBefore }) => hoursBefore > 0);
  const passed = warnings.filter(({ at }) => at < now);
  const last = passed.at(-1);
  return last && { type: "clock.warned", hoursBefore: last.hoursBefore };
}
