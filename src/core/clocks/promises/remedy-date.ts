import type { PromiseClock } from "../promise-clock.ts";

/**
 * A remedy is available by the date that was told. A new date moves the clock; a question to
 * the reporter does not pause a date that others plan by.
 */
export const remedyDate = {
  id: "remedy-date",
  deed: "make the remedy available by the date that was told",
  about: "remedy",
  to: "reporter",
  owedBy: "us",
  anchors: { agreed: ["remedy.promised"] },
  anchor: "agreed",
  metBy: ["remedy.delivered"],
  pausedBy: [],
  resumedBy: [],
  stoppedBy: ["remedy.withdrawn", "case.closed"],
  recurring: false,
  mayComeEarly: false,
  requirements: ["ALE-35", "ALU-10"],
} as const satisfies PromiseClock;
