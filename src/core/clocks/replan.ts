/**
 * Plans a running clock anew: another severity, a new agreement, a resumption, a later version of
 * the policy. What it was due by before is kept, and it always counts from where it first began.
 */
import type { WorkCalendar } from "./calendar.ts";
import type { Clock, ClockEvent, FormerDue } from "./clock.ts";
import { dueAt } from "./due-at.ts";
import { type CountedLength, countOf, type Length } from "./length.ts";
import { dayMs, stoodStill } from "./standing-time.ts";
import { addWorkingDays, endOfDay, localDay, workingDayFrom } from "./working-days.ts";

/** What moved a date, and its evidence. */
export type Move = Pick<ClockEvent, "id" | "at"> & { because: FormerDue["because"] };

/** The clock with another date; the one that it had is kept. The same date is no move. */
export function movedTo(clock: Clock, due: Date | null, move: Move): Clock {
  if (due?.getTime() === clock.dueAt?.getTime()) return clock;
  const { alarmedAt, ...rest } = clock;
  const former = {
    dueAt: clock.dueAt,
    movedAt: move.at,
    because: move.because,
    eventId: move.id,
  };
  // A date that lies ahead again may pass again, and is then recorded again.
  const stays = alarmedAt && due && due < move.at ? { alarmedAt } : {};
  return { ...rest, ...stays, dueAt: due, formerDues: [...clock.formerDues, former] };
}

/**
 * The clock as this length plans it from its own beginning, less the time that it stood still. An
 * agreed date does not move, since only a new agreement moves one.
 */
export function replanned(clock: Clock, length: Length, calendar: WorkCalendar, move: Move): Clock {
  if (length === "agreed") return clock;
  if (length === "none") return movedTo(clock, null, move);
  const pausedMs = stoodStill(clock, countOf(length).unit, calendar);
  const due = dueAfterPauses(length, clock.startedAt, pausedMs, calendar);
  return { ...movedTo(clock, due, move), pausedMs };
}

/** When a clock falls due that began at `from` and stood still for `pausedMs` of its line. */
export function dueAfterPauses(
  length: CountedLength,
  from: Date,
  pausedMs: number,
  calendar: WorkCalendar,
): Date {
  const due = dueAt(length, from, calendar);
  const { unit } = countOf(length);
  if (unit === "hours") return new Date(+due + pausedMs);
  // Begun days count whole, for a period ends with a day's last hour. Within the due second's
  // own slack (see endOfDay) nothing is added.
  const days = Math.ceil((pausedMs - 1000) / dayMs);
  if (days <= 0) return due;
  const last = localDay(due, calendar);
  if (unit === "workingDays") return endOfDay(addWorkingDays(last, days, calendar), calendar);
  const moved = last.add({ days });
  return endOfDay(
    calendar.endMovesToWorkingDay ? workingDayFrom(moved, calendar) : moved,
    calendar,
  );
}
