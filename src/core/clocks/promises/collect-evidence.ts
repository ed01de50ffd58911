import type { PromiseClock } from "../promise-clock.ts";

/**
 * A Root asks both sides, the CNA and the requestor, for what they know (TH-43). The source gives no
 * number.
 */
export const collectEvidence = {
  id: "collect-evidence",
  deed: "collect evidence from the CNA and the requestor",
  about: "appeal",
  to: "appellant",
  owedBy: "us",
  anchors: { acknowledged: ["appeal.acknowledged"], received: ["appeal.received"] },
  anchor: "acknowledged",
  metBy: ["appeal.evidence-complete"],
  pausedBy: [],
  resumedBy: [],
  stoppedBy: ["appeal.withdrawn"],
  recurring: false,
  mayComeEarly: false,
  requirements: ["TH-43"],
} as const satisfies PromiseClock;
