import type { PromiseClock } from "../promise-clock.ts";

/**
 * Once a vulnerability is confirmed, an embargo is put to the reporter (TH-14). An embargo that was
 * agreed without a proposal of ours settles it too.
 */
export const proposeEmbargo = {
  id: "propose-embargo",
  deed: "propose an embargo to the reporter",
  about: "case",
  to: "reporter",
  owedBy: "us",
  anchors: { confirmed: ["vulnerability.confirmed"] },
  anchor: "confirmed",
  metBy: ["embargo.proposed", "embargo.agreed"],
  pausedBy: [],
  resumedBy: [],
  stoppedBy: ["case.closed"],
  recurring: false,
  mayComeEarly: true,
  requirements: ["TH-14"],
} as const satisfies PromiseClock;
