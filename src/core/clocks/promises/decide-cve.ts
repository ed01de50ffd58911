import type { PromiseClock } from "../promise-clock.ts";

/**
 * At resolution somebody decides whether a CVE id is assigned, and why (VEN-13).
 */
export const decideCve = {
  id: "decide-cve",
  deed: "decide whether a CVE id is assigned",
  about: "case",
  to: "ourselves",
  owedBy: "us",
  anchors: { resolved: ["case.resolved"], confirmed: ["vulnerability.confirmed"] },
  anchor: "resolved",
  metBy: ["cve.decided"],
  pausedBy: [],
  resumedBy: [],
  stoppedBy: ["case.closed"],
  recurring: false,
  mayComeEarly: true,
  requirements: ["VEN-13"],
} as const satisfies PromiseClock;
