import type { PromiseClock } from "../promise-clock.ts";

/**
 * A dispute about a CVE record is decided. CVE Record Dispute Policy 2.0.0: five business days more,
 * counted from the acknowledgement; an extension over fifteen may be escalated.
 */
export const decideDispute = {
  id: "decide-dispute",
  deed: "decide a dispute about a CVE record",
  about: "appeal",
  to: "appellant",
  owedBy: "us",
  anchors: { acknowledged: ["dispute.acknowledged"], received: ["dispute.received"] },
  anchor: "acknowledged",
  metBy: ["dispute.decided"],
  pausedBy: [],
  resumedBy: [],
  stoppedBy: ["dispute.withdrawn"],
  recurring: false,
  mayComeEarly: true,
  requirements: ["TH-35"],
} as const satisfies PromiseClock;
