/**
 * What an event does to a case's clocks by its policy: starts, meets, pauses, resumes, stops, plans
 * anew. Decides only; the caller saves the changes with the event, in one transaction.
 */
import type { Policy } from "../policy/policy.ts";
import { lengthFor, type PromiseTerms } from "../policy/promise-terms.ts";
import { calendarOf, type HolidaysOf } from "./calendar-of.ts";
import { type Clock, type ClockChange, type ClockEvent, isRunning } from "./clock.ts";
import { isPast } from "./clock-state.ts";
import { allEnded, endsAll, endsNoMore, reinstated } from "./end-all.ts";
import { type Length, sameLength } from "./length.ts";
import { endedBefore, owedAgain } from "./owed-again.ts";
import { pause, resume } from "./pause.ts";
import { promiseOf, promises } from "./promises.ts";
import { movedTo, replanned } from "./replan.ts";
import {
  type ClockFacts,
  type PromiseKind,
  seenBy,
  startClock,
  subjectsOf,
  takesDate,
} from "./start-clock.ts";

/** What of a policy its clocks are planned by. */
export type ClockPolicy = Pick<Policy, "promises" | "version" | "channels" | "counting">;

/** The changes that the event brings, in order: a cadence is met, then starts anew. */
export function clocksOwed(
  policy: ClockPolicy,
  happened: { clocks: readonly Clock[]; event: ClockEvent; holidaysOf: HolidaysOf },
): ClockChange[] {
  const { clocks, event, holidaysOf } = happened;
  if (endsAll(event.type)) return allEnded(clocks, event);
  if (endsNoMore(event.type)) return reinstated(clocks, event);
  return promises.flatMap((kind) => {
    const terms = policy.promises[kind.id];
    if (!terms) return [];
    const calendar = calendarOf(policy, holidaysOf, terms);
    const facts = seenBy(kind, { clocks, event, calendar, policyVersion: policy.version });
    return [...ofOtherSeverity(kind, terms, facts), ...changesOf(kind, terms, facts)];
  });
}

/**
 * Running clocks whose length the new severity changes, planned anew from where they began. An
 * event that changes the severity does nothing else to a clock.
 */
function ofOtherSeverity(kind: PromiseKind, terms: PromiseTerms, facts: ClockFacts): ClockChange[] {
  const { clocks, event, calendar } = facts;
  if (event.severityBefore === undefined) return [];
  const length = lengthFor(terms, event.severity);
  if (sameLength(length, lengthFor(terms, event.severityBefore ?? undefined))) return [];
  return clocks
    .filter((clock) => clock.promise === kind.id && isRunning(clock))
    .map((clock) => ({
      clock,
      next: replanned(clock, length, calendar, because(event, "severity")),
    }))
    .filter(({ clock, next }) => clock !== next)
    .map(({ next }) => ({ effect: "replan", clock: next }));
}

const because = <B extends "severity" | "agreed" | "attempt">(
  { id, at }: ClockEvent,
  reason: B,
) => ({
  id,
  at,
  because: reason,
});

function changesOf(kind: PromiseKind, terms: PromiseTerms, facts: ClockFacts): ClockChange[] {
  const { clocks, event } = facts;
  const mine = clocks.filter((clock) => clock.promise === kind.id);
  if (kind.anchors[terms.from]?.includes(event.type)) {
    return subjectsOf(kind, facts).flatMap((subject) => started(kind, terms, facts, subject));
  }
  if (kind.metBy.includes(event.type)) return met(kind, terms, facts, mine);
  const running = mine.filter(isRunning);
  if (kind.stoppedBy.includes(event.type)) {
    if (event.toldAnew && !beginsWith(kind, event.toldAnew)) return [];
    return running
      .filter((clock) => concerns(event, clock))
      .map((clock) => ({
        effect: "stop",
        clock: { ...clock, stoppedAt: event.at, stoppedBy: event.id },
      }));
  }
  if (kind.owedAgainBy?.includes(event.type)) {
    const put = endedBefore(clocks, event).filter((clock) => mine.includes(clock));
    const { calendar, policyVersion } = facts;
    return owedAgain(put, event, {
      length: lengthFor(terms, event.severity),
      calendar,
      policyVersion,
    });
  }
  const ofParty = running.filter((clock) => isOwedTo(event, clock));
  if (kind.pausedBy.includes(event.type)) return paused(ofParty, event);
  if (kind.resumedBy.includes(event.type)) return resumed(ofParty, terms, facts);
  return [];
}

function beginsWith({ anchors }: PromiseKind, types: readonly string[]): boolean {
  return Object.values(anchors)
    .flat()
    .some((type) => types.includes(type));
}

function isOwedTo(event: ClockEvent, clock: Clock): boolean {
  return event.owedTo === undefined || event.owedTo === clock.owedTo;
}

function concerns(event: ClockEvent, clock: Clock): boolean {
  const isSubject = event.subjectId === undefined || event.subjectId === clock.subjectId;
  return isSubject && isOwedTo(event, clock);
}

function started(
  kind: PromiseKind,
  terms: PromiseTerms,
  facts: ClockFacts,
  subjectId: string,
): ClockChange[] {
  const { event, clocks } = facts;
  const length = lengthFor(terms, event.severity);
  const before = clocks.filter(
    (clock) => clock.promise === kind.id && concerns({ ...event, subjectId }, clock),
  );
  const running = before.filter(isRunning);
  if (running.length > 0) {
    const { agreed } = event;
    if (!agreed && kind.to === "coordinator") return begunEarlier(length, facts, running);
    // A new agreement moves the date; anything else that starts twice goes on as it was, so that
    // nobody gains time by doing a thing again.
    if (!agreed || !takesDate(kind, length)) return [];
    return running
      .map((clock) => ({ clock, next: movedTo(clock, agreed, because(event, "agreed")) }))
      .filter(({ clock, next }) => clock !== next)
      .map(({ next }) => ({ effect: "replan", clock: next }));
  }
  if (kind.mayComeEarly && before.some((clock) => clock.metAt)) return [];
  const { tellsAnew } = event;
  const isEnded = before.length > 0 && !before.some((clock) => clock.stoppedBy === tellsAnew);
  if (tellsAnew && isEnded) return [];
  const clock = startClock(kind, length, subjectId, facts);
  return clock ? [{ effect: "start", clock }] : [];
}

/** A first attempt that we learn of later takes time from us (CC-06); a later one gives none. */
function begunEarlier(
  length: Length,
  { event, calendar }: ClockFacts,
  running: readonly Clock[],
): ClockChange[] {
  return running
    .filter((clock) => event.at < clock.startedAt)
    .map((clock) => {
      const move = because(event, "attempt");
      const earlier = { ...clock, startedAt: event.at };
      // A date that the coordinator stated stays: only the number of days counts from the attempt.
      const isCounted = replanned(clock, length, calendar, move).dueAt === clock.dueAt;
      const next = isCounted ? replanned(earlier, length, calendar, move) : earlier;
      return { effect: "replan" as const, clock: next };
    });
}

function met(
  kind: PromiseKind,
  terms: PromiseTerms,
  facts: ClockFacts,
  mine: readonly Clock[],
): ClockChange[] {
  const { event } = facts;
  if (terms.satisfiedBy === "person" && event.by === "automatic") return [];
  const concerned = mine.filter((clock) => concerns(event, clock));
  if (concerned.length === 0) return kind.mayComeEarly ? doneEarly(kind, facts) : [];
  const length = lengthFor(terms, event.severity);
  return concerned.filter(isRunning).flatMap((clock): ClockChange[] => {
    // What is kept while we wait for others is not late by the time that did not count.
    const ticking = resume(clock, event, length, facts.calendar);
    const kept = { ...ticking, metAt: event.at, metBy: event.id };
    const next = kind.recurring ? nextStretch(kind, terms, facts, clock) : undefined;
    return [
      { effect: "meet", clock: kept },
      ...(next ? [{ effect: "start" as const, clock: next }] : []),
    ];
  });
}

/** The next stretch of a cadence; it stands still if the one before did, for we still wait. */
function nextStretch(
  kind: PromiseKind,
  terms: PromiseTerms,
  facts: ClockFacts,
  { owedTo, subjectId }: Clock,
): Clock | undefined {
  const event = { ...facts.event, owedTo };
  return startClock(kind, lengthFor(terms, event.severity), subjectId, { ...facts, event });
}

/** Rows for what was done before it was owed, so that it cannot fall due afterwards. */
function doneEarly(kind: PromiseKind, facts: ClockFacts): ClockChange[] {
  const { at, id } = facts.event;
  return subjectsOf(kind, facts).flatMap((subject): ClockChange[] => {
    const clock = startClock(kind, "none", subject, facts);
    if (!clock) return [];
    const { pausedAt: _pausedAt, ...done } = clock;
    return [{ effect: "meet", clock: { ...done, metAt: at, metBy: id } }];
  });
}

/** What is overdue goes on: a question asked too late would give a broken promise another date. */
function paused(ofParty: readonly Clock[], event: ClockEvent): ClockChange[] {
  return ofParty
    .filter((clock) => !clock.pausedAt && !isPast(clock.dueAt, event.at))
    .map((clock) => ({ effect: "pause", clock: pause(clock, event.at) }));
}

/**
 * Clocks run again once the last question to the party is answered, not the first; never those that a
 * person paused, who wait for somebody else.
 */
function resumed(
  ofParty: readonly Clock[],
  terms: PromiseTerms,
  { clocks, event, calendar }: ClockFacts,
): ClockChange[] {
  const length = lengthFor(terms, event.severity);
  const open = clocks.filter(
    (clock) =>
      isRunning(clock) && promiseOf(clock.promise).owedBy === "them" && !concerns(event, clock),
  );
  return ofParty
    .filter((clock) => clock.pausedAt && !clock.held)
    .filter((clock) => !open.some((other) => other.owedTo === clock.owedTo))
    .map((clock) => ({ effect: "resume", clock: resume(clock, event, length, calendar) }));
}
