import type { PromiseClock } from "../promise-clock.ts";

/**
 * The final report on a severe incident. Regulation (EU) 2024/2847 art. 14(4)(c): one month after the
 * notification.
 */
export const regulatorIncidentReport = {
  id: "regulator-incident-report",
  deed: "send the authority the final report on a severe incident",
  about: "case",
  to: "regulator",
  owedBy: "us",
  anchors: { notified: ["regulator.incident-notified"] },
  anchor: "notified",
  metBy: ["regulator.incident-report-sent"],
  pausedBy: [],
  resumedBy: [],
  stoppedBy: ["exploitation.refuted"],
  recurring: false,
  mayComeEarly: true,
  requirements: ["ALE-59"],
} as const satisfies PromiseClock;
