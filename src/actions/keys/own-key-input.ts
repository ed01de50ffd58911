/** Fields that several deeds on our own keys ask for. */
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { keyKinds } from "../../core/keys/own-key-tools.ts";

export const keyField = z.uuid().meta({ title: "Key" });

export const kindField = z
  .enum(keyKinds)
  .default("curve25519")
  .meta({
    title: "Kind",
    description: "Curve25519 is the usual choice; RSA for correspondents with very old programs.",
    words: { curve25519: "Curve25519", "rsa-4096": "RSA, 4096 bits" },
  });

export const monthsField = z.coerce
  .number()
  .int("Say it in whole months.")
  .min(1, "At least one month.")
  .max(60, "At most five years.")
  .default(24)
  .meta({
    title: "Lasts for so many months",
    description: "Counted from now; it can be extended.",
  });

/** The instant so many months on, counted in UTC. */
export function monthsOn(from: Date, months: number): Date {
  const start = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO("UTC");
  return new Date(start.add({ months }).epochMilliseconds);
}
