import type { PromiseClock } from "../promise-clock.ts";

/**
 * The reporter is told whether the report is relevant. Deciding alone does not meet it:
 * ALU-05 owes the telling, in its own message.
 */
export const relevancy = {
  id: "relevancy",
  deed: "tell the reporter whether the report is relevant",
  about: "report",
  to: "reporter",
  owedBy: "us",
  anchors: {
    acknowledged: ["acknowledgement.sent", "redirect.sent"],
    received: ["report.received"],
  },
  anchor: "acknowledged",
  metBy: ["relevancy.told"],
  pausedBy: ["question.asked"],
  resumedBy: ["question.answered", "question.withdrawn"],
  stoppedBy: ["case.closed"],
  recurring: false,
  mayComeEarly: true,
  requirements: ["ALE-30", "ALU-05"],
} as const satisfies PromiseClock;
