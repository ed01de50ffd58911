import type { PromiseClock } from "../promise-clock.ts";

/**
 * An advisory is owed from the moment that one of the policy's disclosure conditions was judged
 * true. Closing the case does not end it: only publication, a recorded exception, or a condition
 * that proved untrue does. Once the exception holds no more it is owed again (ALE-64).
 */
export const advisory = {
  id: "advisory",
  deed: "publish the advisory that a disclosure condition calls for",
  about: "case",
  to: "public",
  owedBy: "us",
  anchors: { "condition-true": ["disclosure.owed"] },
  anchor: "condition-true",
  metBy: ["advisory.published"],
  pausedBy: [],
  resumedBy: [],
  stoppedBy: ["exception.recorded", "disclosure.not-owed"],
  owedAgainBy: ["exception.ended", "exception.expired", "exception.withdrawn"],
  recurring: false,
  mayComeEarly: false,
  requirements: ["ALE-56", "ALE-64", "ALU-14"],
} as const satisfies PromiseClock;
