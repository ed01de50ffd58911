/** How a promise stands, as the Due component shows it: its state and the distance in words. */
import { type Clock, isRunning } from "../../core/clocks/clock.ts";
import { laneOf } from "../../core/clocks/lanes.ts";
import { promiseOf } from "../../core/clocks/promises.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { OwedNext } from "../../store/cases/queue-reader.ts";
import type { DueProps } from "../../ui/due.tsx";
import { partyWord, promiseWords } from "./case-words.ts";

const minute = 60_000;
const units = [
  ["week", 14 * 1_440 * minute, 7 * 1_440 * minute],
  ["day", 2 * 1_440 * minute, 1_440 * minute],
  ["hour", 2 * 60 * minute, 60 * minute],
  ["minute", 2 * minute, minute],
] as const;

/** "in 3 days", "by 2 hours" once it is past; whole units, rounded down. */
export function distanceWords(now: Date, at: Date): string {
  const length = Math.abs(+at - +now);
  const unit = units.find(([, from]) => length >= from);
  const count = unit ? Math.floor(length / unit[2]) : 1;
  const name = unit?.[0] ?? "minute";
  const words = `${count} ${name}${count === 1 ? "" : "s"}`;
  return at < now ? `by ${words}` : `in ${words}`;
}

/** A clock of a case, running or finished; undefined for one that ended without being owed any more. */
export function dueOf(
  clock: Clock,
  at: { now: Date; policy: Policy; owedTo: string },
): DueProps | undefined {
  if (clock.stoppedAt) return undefined;
  const theirs = promiseOf(clock.promise).owedBy === "them";
  const basics = {
    promise: promiseWords[clock.promise],
    owedTo: theirs ? undefined : at.owedTo,
    zone: at.policy.channels.officeHours.zone,
  };
  if (clock.metAt) {
    const late = clock.dueAt !== null && clock.metAt > clock.dueAt;
    return { ...basics, state: late ? "late" : "met", at: clock.metAt };
  }
  const warn = at.policy.promises[clock.promise]?.warnHoursBefore.at(-1);
  return { ...basics, ...running(clock, at.now, theirs, warn) };
}

function running(clock: Clock, now: Date, theirs: boolean, warn: number | undefined) {
  const { dueAt } = clock;
  if (clock.pausedAt) return { state: "paused" as const };
  if (!dueAt) return { state: "open" as const, word: "Owed, no date set" };
  const distance = { at: dueAt, relative: distanceWords(now, dueAt) };
  if (theirs) return { state: "open" as const, word: "Waited for until", ...distance };
  const lane = laneOf(clock, now, warn);
  const state = lane === "overdue" ? "overdue" : lane === "due-soon" ? "soon" : "open";
  return { state: state as DueProps["state"], ...distance };
}

/** What a row of the queue owes next. */
export function dueOfRow(owed: OwedNext, now: Date, zone: string): DueProps {
  const theirs = promiseOf(owed.promise).owedBy === "them";
  const clock: Clock = {
    promise: owed.promise,
    owedTo: "",
    subjectId: "",
    startedAt: now,
    dueAt: owed.dueAt,
    pausedMs: 0,
    policyVersion: 1,
    formerDues: [],
    ...(owed.paused ? { pausedAt: now } : {}),
  };
  return {
    promise: promiseWords[owed.promise],
    owedTo: !theirs && owed.owedTo ? partyWord(owed.owedTo) : undefined,
    zone,
    ...running(clock, now, theirs, undefined),
  };
}

/** The running clock that is due first; paused ones and those without a date come after. */
export function nextOwed(clocks: readonly Clock[]): Clock | undefined {
  const rank = (clock: Clock) =>
    clock.pausedAt ? Number.MAX_VALUE : (clock.dueAt?.getTime() ?? Number.MAX_SAFE_INTEGER);
  return clocks.filter(isRunning).sort((a, b) => rank(a) - rank(b))[0];
}
