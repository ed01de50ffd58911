import type { PromiseClock } from "../promise-clock.ts";

/**
 * The security.txt is renewed before the date after which RFC 9116 tells readers to distrust it. Read
 * from the file itself, for no case holds it.
 */
export const securityTxtExpiry = {
  id: "security-txt-expiry",
  deed: "renew the security.txt before it expires",
  about: "house",
  to: "public",
  owedBy: "us",
  anchors: { agreed: ["security-txt.published"] },
  anchor: "agreed",
  metBy: ["security-txt.renewed"],
  pausedBy: [],
  resumedBy: [],
  stoppedBy: [],
  recurring: false,
  mayComeEarly: false,
  requirements: ["VEN-24"],
} as const satisfies PromiseClock;
