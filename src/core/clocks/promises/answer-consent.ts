import type { PromiseClock } from "../promise-clock.ts";

/**
 * A reporter asks whether they may publish; we say yes, or not yet and why (TH-18).
 */
export const answerConsent = {
  id: "answer-consent",
  deed: "answer the reporter who asks for consent to publish",
  about: "case",
  to: "reporter",
  owedBy: "us",
  anchors: { asked: ["consent.asked"] },
  anchor: "asked",
  metBy: ["consent.answered"],
  pausedBy: [],
  resumedBy: [],
  stoppedBy: ["consent.withdrawn", "case.closed"],
  recurring: false,
  mayComeEarly: false,
  requirements: ["TH-18"],
} as const satisfies PromiseClock;
