import type { PromiseClock } from "../promise-clock.ts";

/** A Root answers an appeal with an acknowledgement by a person (TH-42). */
export const acknowledgeAppeal = {
  id: "acknowledge-appeal",
  deed: "acknowledge an appeal",
  about: "appeal",
  to: "appellant",
  owedBy: "us",
  anchors: { received: ["appeal.received"] },
  anchor: "received",
  metBy: ["appeal.acknowledged"],
  pausedBy: [],
  resumedBy: [],
  stoppedBy: ["appeal.withdrawn"],
  recurring: false,
  mayComeEarly: false,
  requirements: ["TH-42"],
} as const satisfies PromiseClock;
