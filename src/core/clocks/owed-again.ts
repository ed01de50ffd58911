/**
 * What becomes of a promise that an exception from the policy put off, once that exception holds no more: it is
 * owed again, counted from where it began without the time for which the exception held.
 */
import type { WorkCalendar } from "./calendar.ts";
import {
  areOfOneMatter,
  type Clock,
  type ClockChange,
  type ClockEvent,
  isRunning,
} from "./clock.ts";
import { isPast } from "./clock-state.ts";
import type { Length } from "./length.ts";
import { pause, resume } from "./pause.ts";

/**
 * The clocks that the event lets run again: those that the event which it takes back had ended, and of each
 * matter the last one that an exception had put off which holds no more. None where the same promise runs anew.
 */
export function endedBefore(
  clocks: readonly Clock[],
  event: Pick<ClockEvent, "takesBack" | "exceptions">,
): Clock[] {
  const { takesBack, exceptions = [] } = event;
  const ids = [...(takesBack ? [takesBack] : []), ...exceptions];
  const ended = clocks
    .filter(({ stoppedBy }) => stoppedBy !== undefined && ids.includes(stoppedBy))
    .toSorted((a, b) => +(b.stoppedAt ?? 0) - +(a.stoppedAt ?? 0));
  return ended
    .filter((clock, at) => ended.findIndex((each) => areOfOneMatter(each, clock)) === at)
    .filter((clock) => !clocks.some((other) => isRunning(other) && areOfOneMatter(other, clock)));
}

/**
 * `put` are the clocks of one kind that exceptions had put off (endedBefore). An exception that was withdrawn
 * should never have held, and what was late before it is late: both keep the dates that they had.
 */
export function owedAgain(
  put: readonly Clock[],
  event: ClockEvent,
  by: { readonly length: Length; readonly calendar: WorkCalendar; readonly policyVersion: number },
): ClockChange[] {
  return put.map(({ stoppedAt, stoppedBy: _, ...rest }) => {
    const clock = { ...rest, policyVersion: by.policyVersion };
    const keepsDates =
      !stoppedAt ||
      clock.pausedAt !== undefined ||
      event.type === "exception.withdrawn" ||
      isPast(clock.dueAt, stoppedAt);
    const next = keepsDates
      ? clock
      : resume(pause(clock, stoppedAt), event, by.length, by.calendar);
    return { effect: "reinstate", clock: next };
  });
}
