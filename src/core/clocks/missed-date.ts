/**
 * Whether a date passed before it was moved: another policy, another severity or a new agreement
 * gives a promise another date, and leaves what was broken broken.
 */
import type { Clock, FormerDue } from "./clock.ts";
import { isPast } from "./clock-state.ts";

/** What of a clock tells the dates that it had, and when it stood still. */
export type Moves = Pick<Clock, "formerDues" | "pausedAt"> & { pauses?: Clock["pauses"] };

/** The first date of the clock that had passed when it was moved; undefined where none had. */
export function missedAt(clock: Moves): Date | undefined {
  const missed = clock.formerDues.find((former) => {
    return isPast(former.dueAt, ranUntil(clock, former));
  });
  return missed?.dueAt ?? undefined;
}

/** The last instant before the move at which the clock ran: no date passes while it stands still. */
function ranUntil({ pauses, pausedAt }: Moves, { movedAt, because }: FormerDue): Date | undefined {
  if (pausedAt && pausedAt <= movedAt) return pausedAt;
  const around = pauses?.find(({ from, to }) => from <= movedAt && movedAt <= to);
  if (around) return around.from;
  // Its pauses were not kept yet, so nobody knows when it began to stand still.
  return because === "resumed" ? undefined : movedAt;
}
