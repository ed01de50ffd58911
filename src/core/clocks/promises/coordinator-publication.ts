import type { PromiseClock } from "../promise-clock.ts";

/**
 * The day on which a coordinator means to publish. It runs from the first contact attempt, not
 * from our reading (CC-06), so that mail which lay unread gives nobody more time.
 */
export const coordinatorPublication = {
  id: "coordinator-publication",
  deed: "be ready for the coordinator's publication",
  about: "case",
  to: "coordinator",
  owedBy: "us",
  anchors: { "first-contact-attempt": ["coordinator.contact-attempted"] },
  anchor: "first-contact-attempt",
  metBy: ["advisory.published"],
  pausedBy: [],
  resumedBy: [],
  stoppedBy: ["coordinator.withdrew"],
  recurring: false,
  mayComeEarly: false,
  requirements: ["CC-05", "CC-06"],
} as const satisfies PromiseClock;
