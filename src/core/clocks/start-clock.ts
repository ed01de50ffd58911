/** Begins clocks for an event, or none where it lacks what a clock needs. */
import type { WorkCalendar } from "./calendar.ts";
import { type Clock, type ClockEvent, isRunning } from "./clock.ts";
import { dueAt } from "./due-at.ts";
import type { Length } from "./length.ts";
import type { PromiseClock } from "./promise-clock.ts";
import { type PromiseId, promiseOf } from "./promises.ts";

/** A kind of promise as it is found in the list. */
export type PromiseKind = PromiseClock & { id: PromiseId };

/** What happened, to a case whose clocks (finished ones too) are these. */
export type ClockFacts = {
  clocks: readonly Clock[];
  event: ClockEvent;
  calendar: WorkCalendar;
  /** Version of the policy by which they run. */
  policyVersion: number;
};

/**
 * The subjects for which the event can start a promise: the one it names, else all that the
 * case knows of that party and of the promise's sort (a reply may answer several reports).
 */
export function subjectsOf(kind: PromiseKind, { clocks, event }: ClockFacts): string[] {
  if (event.subjectId !== undefined) return [event.subjectId];
  const known = clocks.filter(
    (clock) => clock.owedTo === event.owedTo && promiseOf(clock.promise).about === kind.about,
  );
  return [...new Set(known.map((clock) => clock.subjectId))];
}

/**
 * A clock on that subject that starts with the event. None starts without a party, nor an agreed
 * one without its date. It starts standing still where the party owes us an answer already.
 */
export function startClock(
  kind: PromiseKind,
  length: Length,
  subjectId: string,
  facts: ClockFacts,
): Clock | undefined {
  const { event, calendar } = facts;
  const { owedTo, at, agreed } = event;
  if (!owedTo) return undefined;
  if (length === "agreed" && !agreed) return undefined;
  const waits = kind.pausedBy.length > 0 && isWaitedFor(facts.clocks, owedTo);
  return {
    promise: kind.id,
    owedTo,
    subjectId,
    policyVersion: facts.policyVersion,
    startedAt: at,
    dueAt: dueOf(length, at, agreed, calendar),
    formerDues: [],
    pausedMs: 0,
    ...(waits ? { pausedAt: at } : {}),
  };
}

/** Whether we wait for that party: one of its clocks stands still, or a clock of its own runs. */
function isWaitedFor(clocks: readonly Clock[], owedTo: string): boolean {
  return clocks.some(
    (clock) =>
      clock.owedTo === owedTo &&
      isRunning(clock) &&
      (clock.pausedAt !== undefined || promiseOf(clock.promise).owedBy === "them"),
  );
}

function dueOf(
  length: Length,
  from: Date,
  agreed: Date | undefined,
  calendar: WorkCalendar,
): Date | null {
  if (length === "none") return null;
  if (length === "agreed") return agreed ?? null;
  return dueAt(length, from, calendar);
}
