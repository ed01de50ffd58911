import type { PromiseClock } from "../promise-clock.ts";

/**
 * The day on which an agreed embargo ends. A new agreement moves it; publication ends it early.
 */
export const embargoEnd = {
  id: "embargo-end",
  deed: "keep silent until the embargo ends, and be ready on that day",
  about: "case",
  to: "party",
  owedBy: "us",
  anchors: { agreed: ["embargo.agreed", "embargo.extended"] },
  anchor: "agreed",
  metBy: ["embargo.ended", "advisory.published"],
  pausedBy: [],
  resumedBy: [],
  stoppedBy: ["embargo.withdrawn"],
  recurring: false,
  mayComeEarly: false,
  requirements: ["ALE-43", "TH-14"],
} as const satisfies PromiseClock;
