import type { PromiseClock } from "../promise-clock.ts";

/**
 * The reporter hears from us regularly. Every message that tells them something counts as an
 * update and starts the next stretch; a question to them pauses it until they answer.
 */
export const statusUpdate = {
  id: "status-update",
  deed: "tell the reporter how the investigation stands",
  about: "case",
  to: "reporter",
  owedBy: "us",
  anchors: { "last-update": ["report.received", "case.reopened"] },
  anchor: "last-update",
  metBy: [
    "acknowledgement.sent",
    "redirect.sent",
    "relevancy.told",
    "message.sent",
    "conclusion.sent",
  ],
  pausedBy: ["question.asked"],
  resumedBy: ["question.answered", "question.withdrawn"],
  stoppedBy: ["case.closed"],
  recurring: true,
  mayComeEarly: false,
  requirements: ["ALE-18", "ALE-31", "ALU-06", "VEN-11"],
} as const satisfies PromiseClock;
