import type { PromiseClock } from "../promise-clock.ts";

/**
 * The final report on an exploited vulnerability. Regulation (EU) 2024/2847 art. 14(2)(c): 14 days
 * after a corrective or mitigating measure is available.
 */
export const regulatorFinalReport = {
  id: "regulator-final-report",
  deed: "send the authority the final report on an exploited vulnerability",
  about: "case",
  to: "regulator",
  owedBy: "us",
  anchors: { "measure-available": ["measure.available"] },
  anchor: "measure-available",
  metBy: ["regulator.final-report-sent"],
  pausedBy: [],
  resumedBy: [],
  stoppedBy: ["exploitation.refuted", "measure.withdrawn"],
  recurring: false,
  mayComeEarly: true,
  requirements: ["ALE-59"],
} as const satisfies PromiseClock;
