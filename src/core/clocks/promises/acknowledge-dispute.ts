import type { PromiseClock } from "../promise-clock.ts";

/**
 * A dispute about a CVE record is acknowledged. CVE Record Dispute Policy 2.0.0: three business days.
 */
export const acknowledgeDispute = {
  id: "acknowledge-dispute",
  deed: "acknowledge a dispute about a CVE record",
  about: "appeal",
  to: "appellant",
  owedBy: "us",
  anchors: { received: ["dispute.received"] },
  anchor: "received",
  metBy: ["dispute.acknowledged"],
  pausedBy: [],
  resumedBy: [],
  stoppedBy: ["dispute.withdrawn"],
  recurring: false,
  mayComeEarly: false,
  requirements: ["TH-35"],
} as const satisfies PromiseClock;
