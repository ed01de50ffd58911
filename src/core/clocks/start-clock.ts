/** Begins clocks for an event, or none where it lacks what a clock needs. */
import { staffSide } from "../cases/sides.ts";
import type { WorkCalendar } from "./calendar.ts";
import { type Clock, type ClockEvent, isRunning } from "./clock.ts";
import { dueAt } from "./due-at.ts";
import type { Length } from "./length.ts";
import type { PromiseClock } from "./promise-clock.ts";
import { type PromiseId, promiseOf } from "./promises.ts";

/** A kind of promise as it is found in the list. */
export type PromiseKind = PromiseClock & { id: PromiseId };

/** What happened, to a case whose clocks (finished ones too) are these, counted by this calendar. */
export type ClockFacts = {
  clocks: readonly Clock[];
  event: ClockEvent;
  calendar: WorkCalendar;
  /** Version of the policy by which they run. */
  policyVersion: number;
};

/**
 * What happened as a kind of promise sees it. Promises to nobody on the case (the public, an
 * authority, the CVE programme, ourselves) are kept on the staff side and about the case, whoever
 * the event names: a party must not read on its side what we owe to others.
 */
export function seenBy(kind: PromiseKind, facts: ClockFacts): ClockFacts {
  const { event } = facts;
  const isNobodys = kind.owedBy === "us" && kind.about === "case" && nobodys.includes(kind.to);
  if (!isNobodys) return facts;
  const subjectId = event.caseId ?? event.subjectId;
  const seen = { ...event, owedTo: staffSide, ...(subjectId ? { subjectId } : {}) };
  return { ...facts, event: seen };
}

const nobodys: readonly PromiseClock["to"][] = ["public", "regulator", "cve-program", "ourselves"];

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
    dueAt: agreed && takesDate(kind, length) ? agreed : dueOf(length, at, calendar),
    formerDues: [],
    pausedMs: 0,
    ...(waits ? { pausedAt: at } : {}),
  };
}

/**
 * Whether we wait for that party: a clock that questions stop stands still, or one of its own runs.
 * A promise that a person paused for another reason says nothing of the party.
 */
function isWaitedFor(clocks: readonly Clock[], owedTo: string): boolean {
  return clocks.some((clock) => {
    if (clock.owedTo !== owedTo || !isRunning(clock)) return false;
    const { owedBy, pausedBy } = promiseOf(clock.promise);
    const standsStill = clock.pausedAt !== undefined && !clock.held;
    return owedBy === "them" || (standsStill && pausedBy.length > 0);
  });
}

function dueOf(length: Length, from: Date, calendar: WorkCalendar): Date | null {
  return typeof length === "string" ? null : dueAt(length, from, calendar);
}

/**
 * Whether an event's date is the clock's: what was agreed, and the date that a coordinator states,
 * which goes before the number that a policy takes for coordinators who state none (CC-05).
 */
export function takesDate(kind: PromiseKind, length: Length): boolean {
  return length === "agreed" || kind.to === "coordinator";
}
