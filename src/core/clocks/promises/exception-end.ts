import type { PromiseClock } from "../promise-clock.ts";

/**
 * An exception from the policy holds until its date, and is then looked at again (ALE-64).
 */
export const exceptionEnd = {
  id: "exception-end",
  deed: "end an exception from the policy, or decide it anew",
  about: "case",
  to: "ourselves",
  owedBy: "us",
  anchors: { agreed: ["exception.recorded"] },
  anchor: "agreed",
  metBy: ["exception.ended"],
  pausedBy: [],
  resumedBy: [],
  stoppedBy: ["exception.withdrawn"],
  recurring: false,
  mayComeEarly: false,
  requirements: ["ALE-64"],
} as const satisfies PromiseClock;
