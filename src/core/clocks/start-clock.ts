/** Begins a clock for an event, or says why none begins (by returning undefined). */
import type { WorkCalendar } from "./calendar.ts";
import { type Clock, type ClockEvent, isRunning } from "./clock.ts";
import { dueAt } from "./due-at.ts";
import type { Length } from "./length.ts";
import type { PromiseClock } from "./promise-clock.ts";
import type { PromiseId } from "./promises.ts";

/** A kind of promise as it is found in the list. */
export type PromiseKind = PromiseClock & { id: PromiseId };

/** What happened, to a case whose clocks (finished ones too) are these. */
export type ClockFacts = {
  clocks: readonly Clock[];
  event: ClockEvent;
  calendar: WorkCalendar;
};

/**
 * A clock that starts with the event. None starts without a party and a subject, nor an agreed
 * one without its date. It starts standing still where the party already owes us an answer.
 */
export function startClock(
  kind: PromiseKind,
  length: Length,
  facts: ClockFacts,
): Clock | undefined {
  const { event, calendar } = facts;
  const { owedTo, subjectId, at, agreed } = event;
  if (!owedTo || !subjectId) return undefined;
  if (length === "agreed" && !agreed) return undefined;
  const waits = kind.pausedBy.length > 0 && isWaitedFor(facts.clocks, owedTo, subjectId);
  return {
    promise: kind.id,
    owedTo,
    subjectId,
    startedAt: at,
    dueAt: dueOf(length, at, agreed, calendar),
    pausedMs: 0,
    ...(waits ? { pausedAt: at } : {}),
  };
}

function isWaitedFor(clocks: readonly Clock[], owedTo: string, subjectId: string): boolean {
  return clocks.some(
    (clock) =>
      clock.owedTo === owedTo &&
      clock.subjectId === subjectId &&
      isRunning(clock) &&
      clock.pausedAt !== undefined,
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
