import type { PromiseClock } from "../promise-clock.ts";

/**
 * The notification that follows the early warning. Regulation (EU) 2024/2847 art. 14(2)(b) and
 * 14(4)(b): 72 hours from becoming aware.
 */
export const regulatorNotification = {
  id: "regulator-notification",
  deed: "send the authority the notification",
  about: "case",
  to: "regulator",
  owedBy: "us",
  anchors: { "becoming-aware": ["exploitation.known"] },
  anchor: "becoming-aware",
  metBy: ["regulator.notification-sent"],
  pausedBy: [],
  resumedBy: [],
  stoppedBy: ["exploitation.refuted"],
  recurring: false,
  mayComeEarly: true,
  requirements: ["ALE-59"],
} as const satisfies PromiseClock;
