import type { PromiseClock } from "../promise-clock.ts";

/**
 * An actively exploited vulnerability or a severe incident is announced to the authority. Regulation
 * (EU) 2024/2847 art. 14(2)(a) and 14(4)(a): 24 hours from becoming aware, wherever in the house.
 */
export const regulatorEarlyWarning = {
  id: "regulator-early-warning",
  deed: "send the authority an early warning",
  about: "case",
  to: "regulator",
  owedBy: "us",
  anchors: { "becoming-aware": ["exploitation.known"] },
  anchor: "becoming-aware",
  metBy: ["regulator.early-warning-sent"],
  pausedBy: [],
  resumedBy: [],
  stoppedBy: ["exploitation.refuted"],
  recurring: false,
  mayComeEarly: true,
  requirements: ["ALE-59"],
} as const satisfies PromiseClock;
