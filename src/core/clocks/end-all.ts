/**
 * What becomes of all clocks of a case whose message is not for us, and what when it is for us after
 * all: they run on as if nothing had been. Nobody gains time by it, and nobody loses any.
 */
import { type Clock, type ClockChange, type ClockEvent, isRunning } from "./clock.ts";
import { endedBefore } from "./owed-again.ts";

/** Whatever was owed to its sender is owed no more. */
export const notForUsEvent = "message.not-for-us";
/** Takes back that a message was kept, or was not for us. */
export const recalledEvent = "message.recalled";

/** It was put into the case where it belongs, and taken out of it again. */
export const movedEvent = "message.moved";
export const movedBackEvent = "message.moved-back";

/** Whether the event ends whatever the case owes. */
export function endsAll(type: string): boolean {
  return type === notForUsEvent || type === movedEvent;
}

/** Whether it lets run again what such an event had ended. */
export function endsNoMore(type: string): boolean {
  return type === recalledEvent || type === movedBackEvent;
}

/** Every running clock ends, whatever it is about. */
export function allEnded(clocks: readonly Clock[], { at, id }: ClockEvent): ClockChange[] {
  return clocks
    .filter(isRunning)
    .map((clock) => ({ effect: "stop", clock: { ...clock, stoppedAt: at, stoppedBy: id } }));
}

/**
 * Clocks that the event which is taken back had ended, with the dates that they had: one whose time
 * passed meanwhile is overdue. Where the same promise was begun anew since, that one stays alone.
 */
export function reinstated(
  clocks: readonly Clock[],
  { takesBack }: Pick<ClockEvent, "takesBack">,
): ClockChange[] {
  if (takesBack === undefined) return [];
  return endedBefore(clocks, { takesBack }).map(({ stoppedAt: _at, stoppedBy: _by, ...clock }) => ({
    effect: "reinstate",
    clock,
  }));
}
