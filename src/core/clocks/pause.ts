/**
 * Pausing and resuming. Paused time does not count on the clock's own line: real time for
 * hours, local days for days, working days alone for working days. So a pause over a weekend
 * gives a working-day clock nothing, and no pause shortens what was left.
 */
import type { WorkCalendar } from "./calendar.ts";
import type { Clock, ClockEvent } from "./clock.ts";
import { countOf, type Length } from "./length.ts";
import { dueAfterPauses, movedTo } from "./replan.ts";
import { timeOnLine } from "./standing-time.ts";

/**
 * The clock standing still from `at`; one that stands still already stays as it is. One that a person
 * paused waits for whoever they said, so no answer to a question lets it run again.
 */
export function pause(clock: Clock, at: Date, by: "question" | "person" = "question"): Clock {
  if (clock.pausedAt) return clock;
  return { ...clock, pausedAt: at, ...(by === "person" ? { held: true } : {}) };
}

/**
 * The clock running again from the event, due later by what did not count. An agreed date does
 * not move (only a new agreement moves it), and a clock without a number stays without.
 */
export function resume(
  clock: Clock,
  event: Pick<ClockEvent, "id" | "at">,
  length: Length,
  calendar: WorkCalendar,
): Clock {
  const { pausedAt, held: _, ...rest } = clock;
  if (!pausedAt) return clock;
  // A fact from before the pause, recorded later: no time was stood still.
  if (event.at <= pausedAt) return rest;
  const running = { ...rest, ...pausesWith(clock, { from: pausedAt, to: event.at }) };
  if (typeof length === "string") {
    return { ...running, pausedMs: clock.pausedMs + Math.max(0, +event.at - +pausedAt) };
  }
  const pausedMs = clock.pausedMs + timeOnLine(pausedAt, event.at, countOf(length).unit, calendar);
  const due = dueAfterPauses(length, clock.startedAt, pausedMs, calendar);
  return { ...movedTo(running, due, { ...event, because: "resumed" }), pausedMs };
}

/** A clock that stood still before its pauses were kept keeps none: half a list would count short. */
function pausesWith({ pauses, pausedMs }: Clock, last: { from: Date; to: Date }) {
  if (!pauses && pausedMs > 0) return {};
  return { pauses: [...(pauses ?? []), last] };
}
