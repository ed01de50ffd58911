import type { PromiseClock } from "../promise-clock.ts";

/**
 * Each notice of a flaw in a component of others ends in a decision per product (ALE-51). The policy
 * may set other lengths per severity.
 */
export const thirdPartyAnalysis = {
  id: "third-party-analysis",
  deed: "analyse a published vulnerability of a component",
  about: "case",
  to: "ourselves",
  owedBy: "us",
  anchors: { received: ["notice.received"] },
  anchor: "received",
  metBy: ["notice.decided"],
  pausedBy: [],
  resumedBy: [],
  stoppedBy: ["notice.withdrawn"],
  recurring: false,
  mayComeEarly: false,
  requirements: ["ALE-51"],
} as const satisfies PromiseClock;
