import type { PromiseClock } from "../promise-clock.ts";

/** The reporter learns what the analysis concluded, whichever way it went. */
export const conclusion = {
  id: "conclusion",
  deed: "tell the reporter the conclusion of the analysis",
  about: "report",
  to: "reporter",
  owedBy: "us",
  anchors: { "relevancy-told": ["relevancy.told"], received: ["report.received"] },
  anchor: "relevancy-told",
  metBy: ["conclusion.sent"],
  pausedBy: ["question.asked"],
  resumedBy: ["question.answered", "question.withdrawn"],
  stoppedBy: ["case.closed"],
  recurring: false,
  mayComeEarly: true,
  requirements: ["ALE-32", "ALU-08"],
} as const satisfies PromiseClock;
