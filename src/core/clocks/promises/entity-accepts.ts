import type { PromiseClock } from "../promise-clock.ts";

/**
 * The entity that a case was routed to takes it, or sends it back with a reason (TH-10).
 */
export const entityAccepts = {
  id: "entity-accepts",
  deed: "take over the case, or send it back with a reason",
  about: "case",
  to: "ourselves",
  owedBy: "us",
  anchors: { assigned: ["entity.assigned"] },
  anchor: "assigned",
  metBy: ["entity.accepted", "entity.bounced"],
  pausedBy: [],
  resumedBy: [],
  stoppedBy: ["case.closed"],
  recurring: false,
  mayComeEarly: false,
  requirements: ["TH-10"],
} as const satisfies PromiseClock;
