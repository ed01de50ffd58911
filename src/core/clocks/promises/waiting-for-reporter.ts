import type { PromiseClock } from "../promise-clock.ts";

/**
 * We asked and wait. Silence closes the question, never a confirmed vulnerability: running out
 * only offers the documented close (ALU-07).
 */
export const waitingForReporter = {
  id: "waiting-for-reporter",
  deed: "hear the reporter's answer",
  about: "question",
  to: "ourselves",
  owedBy: "them",
  anchors: { asked: ["question.asked"] },
  anchor: "asked",
  metBy: ["question.answered"],
  pausedBy: [],
  resumedBy: [],
  stoppedBy: ["question.withdrawn", "case.closed"],
  recurring: false,
  mayComeEarly: false,
  requirements: ["ALU-07"],
} as const satisfies PromiseClock;
