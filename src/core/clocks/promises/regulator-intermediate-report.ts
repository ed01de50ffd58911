import type { PromiseClock } from "../promise-clock.ts";

/**
 * What the authority asks for between notification and final report, by the date that it states.
 * Regulation (EU) 2024/2847 art. 14(6).
 */
export const regulatorIntermediateReport = {
  id: "regulator-intermediate-report",
  deed: "send the authority the intermediate report that it asked for",
  about: "case",
  to: "regulator",
  owedBy: "us",
  anchors: { agreed: ["regulator.intermediate-asked"] },
  anchor: "agreed",
  metBy: ["regulator.intermediate-sent"],
  pausedBy: [],
  resumedBy: [],
  stoppedBy: ["exploitation.refuted"],
  recurring: false,
  mayComeEarly: false,
  requirements: ["ALE-59"],
} as const satisfies PromiseClock;
