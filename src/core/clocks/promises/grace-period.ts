import type { PromiseClock } from "../promise-clock.ts";

/**
 * The time that customers are given between a remedy and the details (ALU-21).
 */
export const gracePeriod = {
  id: "grace-period",
  deed: "keep details back until the grace period ends",
  about: "case",
  to: "party",
  owedBy: "us",
  anchors: { agreed: ["grace-period.agreed"] },
  anchor: "agreed",
  metBy: ["grace-period.ended"],
  pausedBy: [],
  resumedBy: [],
  stoppedBy: ["grace-period.withdrawn"],
  recurring: false,
  mayComeEarly: false,
  requirements: ["ALU-21"],
} as const satisfies PromiseClock;
