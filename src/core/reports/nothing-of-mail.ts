/** Of an arrival in which nothing of a mail stands: nothing was encrypted, signed, odd or automatic. */
import type { Arrival } from "./arrival.ts";

export const nothingOfMail = {
  encrypted: false,
  decrypted: true,
  signature: "none",
  key: null,
  problems: [],
  automatic: false,
  attemptedAt: null,
} as const satisfies Partial<Arrival>;
