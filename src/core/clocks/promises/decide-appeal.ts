import type { PromiseClock } from "../promise-clock.ts";

/**
 * The decision goes to all relevant parties once everything is collected and considered (TH-44). The
 * source gives no number.
 */
export const decideAppeal = {
  id: "decide-appeal",
  deed: "decide an appeal and tell all parties",
  about: "appeal",
  to: "appellant",
  owedBy: "us",
  anchors: { "evidence-complete": ["appeal.evidence-complete"], received: ["appeal.received"] },
  anchor: "evidence-complete",
  metBy: ["appeal.decided"],
  pausedBy: [],
  resumedBy: [],
  stoppedBy: ["appeal.withdrawn"],
  recurring: false,
  mayComeEarly: true,
  requirements: ["TH-44"],
} as const satisfies PromiseClock;
