import type { PromiseClock } from "../promise-clock.ts";

/**
 * The published key is replaced before it expires (ALE-47). Read from the key itself, for no case
 * holds it.
 */
export const keyExpiry = {
  id: "key-expiry",
  deed: "replace the published key before it expires",
  about: "house",
  to: "public",
  owedBy: "us",
  anchors: { agreed: ["key.published"] },
  anchor: "agreed",
  metBy: ["key.replaced"],
  pausedBy: [],
  resumedBy: [],
  stoppedBy: ["key.revoked"],
  recurring: false,
  mayComeEarly: false,
  requirements: ["ALE-47"],
} as const satisfies PromiseClock;
