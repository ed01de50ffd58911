/**
 * What becomes of a case's clocks when the case moves to another version of the policy: they are
 * counted by its terms and calendar from where they began, with the dates they had kept.
 */
import { lengthFor } from "../policy/promise-terms.ts";
import { calendarOf, type HolidaysOf } from "./calendar-of.ts";
import {
  areOfOneMatter,
  type Clock,
  type ClockChange,
  type ClockEvent,
  isRunning,
} from "./clock.ts";
import { type ClockPolicy, clocksOwed } from "./clocks-owed.ts";
import { endedBefore } from "./owed-again.ts";
import { type PromiseId, promiseOf } from "./promises.ts";
import { replanned } from "./replan.ts";
import { takesDate } from "./start-clock.ts";

/** The move itself, and what the case knows. */
export type PolicyMove = {
  clocks: readonly Clock[];
  /** The version that the case leaves; without it no date is known for an agreed one. */
  from?: Pick<ClockPolicy, "promises">;
  /** The recorded deed that moves the case. */
  event: Pick<ClockEvent, "id" | "at" | "severity">;
  /** What happened on the case so far, oldest first; without it nothing that is added begins. */
  history?: readonly ClockEvent[];
  holidaysOf: HolidaysOf;
};

/**
 * The changes: a promise that the version does not make is stopped by the event; one that it makes
 * runs by its terms; one that it adds starts from the event that begins it, if that is in the
 * history. No added promise is broken before it was made: one whose time would have passed by then
 * counts from the move.
 */
export function movedToPolicy(to: ClockPolicy, move: PolicyMove): ClockChange[] {
  const known = new Set(move.clocks.map((clock) => clock.promise));
  const running = move.clocks.filter(isRunning);
  return [...running.map((clock) => moved(clock, to, move)), ...added(known, to, move)];
}

function moved(clock: Clock, to: ClockPolicy, move: PolicyMove): ClockChange {
  const { event, holidaysOf } = move;
  const terms = to.promises[clock.promise];
  if (!terms) {
    return { effect: "stop", clock: { ...clock, stoppedAt: event.at, stoppedBy: event.id } };
  }
  const length = lengthFor(terms, event.severity);
  const calendar = calendarOf(to, holidaysOf, terms);
  const why = { id: event.id, at: event.at, because: "policy" } as const;
  // What was agreed with a party moves by a new agreement alone: where the later version has a number
  // of its own, it is told by the version under which it was agreed.
  if (wasAgreed(clock, move) && length !== "agreed") return { effect: "replan", clock };
  // A coordinator's date is not ours to move, stated or not.
  const next = takesDate(promiseOf(clock.promise), length)
    ? clock
    : replanned(clock, length, calendar, why);
  return { effect: "replan", clock: { ...next, policyVersion: to.version } };
}

function wasAgreed({ promise, dueAt }: Clock, { from, event }: PolicyMove): boolean {
  const terms = from?.promises[promise];
  return dueAt !== null && terms !== undefined && lengthFor(terms, event.severity) === "agreed";
}

/** Clocks of promises of which the case knows none, as the history would have turned them. */
function added(
  known: ReadonlySet<PromiseId>,
  to: ClockPolicy,
  { clocks, event, history = [], holidaysOf }: PolicyMove,
): ClockChange[] {
  const isAdded = (clock: Clock) => !known.has(clock.promise);
  // What we ask others is lived through again, since it makes our own clocks stand still; all other
  // clocks only tell which subjects there are.
  const isReplayed = (promise: PromiseId) =>
    !known.has(promise) || promiseOf(promise).owedBy === "them";
  const replayed = Object.entries(to.promises).filter(([id]) => isReplayed(id as PromiseId));
  const policy = { ...to, promises: Object.fromEntries(replayed) as ClockPolicy["promises"] };
  const before = clocks
    .filter((clock) => !isReplayed(clock.promise))
    .map((clock) => ({ ...clock, stoppedAt: event.at }));
  return history
    .reduce<Clock[]>((sofar, each) => after(sofar, policy, each, holidaysOf), before)
    .filter(isAdded)
    .filter((clock) => isRunning(clock) || isSettled(clock))
    .map((clock) => ({ effect: "start", clock: notBrokenYet(clock, to, event, holidaysOf) }));
}

/** Done already, so that it cannot fall due later (see mayComeEarly). */
function isSettled(clock: Clock): boolean {
  return clock.metAt !== undefined && promiseOf(clock.promise).mayComeEarly;
}

function after(
  clocks: readonly Clock[],
  policy: ClockPolicy,
  event: ClockEvent,
  holidaysOf: HolidaysOf,
): Clock[] {
  const next = [...clocks];
  for (const { effect, clock } of clocksOwed(policy, { clocks, event, holidaysOf })) {
    const ended = endedBefore(next, event);
    const isMeant = (each: Clock) =>
      effect === "reinstate" ? ended.includes(each) : isRunning(each);
    const place = next.findIndex((each) => isMeant(each) && areOfOneMatter(each, clock));
    if (effect === "start" || place < 0) next.push(clock);
    else next[place] = clock;
  }
  return next;
}

function notBrokenYet(
  clock: Clock,
  to: ClockPolicy,
  event: PolicyMove["event"],
  holidaysOf: HolidaysOf,
): Clock {
  const terms = to.promises[clock.promise];
  if (!terms || !isRunning(clock) || !clock.dueAt || clock.dueAt >= event.at) return clock;
  const length = lengthFor(terms, event.severity);
  const fresh = { ...clock, startedAt: event.at, pausedMs: 0, pauses: [], formerDues: [] };
  const why = { id: event.id, at: event.at, because: "policy" } as const;
  const next = replanned(fresh, length, calendarOf(to, holidaysOf, terms), why);
  return { ...next, formerDues: [] };
}
