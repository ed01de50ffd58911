import type { PromiseClock } from "../promise-clock.ts";

/**
 * The reporter learns that the report arrived. Nothing pauses it: whatever we still have to
 * ask, we can say at once that we have it.
 */
export const acknowledgeReport = {
  id: "acknowledge-report",
  deed: "acknowledge a report",
  about: "report",
  to: "reporter",
  owedBy: "us",
  anchors: { received: ["report.received"] },
  anchor: "received",
  metBy: ["acknowledgement.sent", "redirect.sent"],
  pausedBy: [],
  resumedBy: [],
  stoppedBy: ["case.closed"],
  recurring: false,
  mayComeEarly: false,
  requirements: ["ALE-29", "ALU-04"],
} as const satisfies PromiseClock;
