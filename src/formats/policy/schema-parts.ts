/** Small schemas that several sections of a policy share. */
import { z } from "zod";
import type { Length } from "../../core/clocks/length.ts";

const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, "is not a language code");

export const languages = z.array(language).min(1);

/** One string, or one per language. Blank text is no text. */
export const text = z.union([
  z.string().trim().min(1, "is empty"),
  z
    .record(language, z.string().trim().min(1, "is empty"))
    .refine((texts) => Object.keys(texts).length > 0, "holds no text"),
]);

/** A text that a policy may leave empty, which then is not printed. */
export const optionalText = z.union([text, z.literal("")]).default("");

/** Paragraphs in the policy's own words. */
export const paragraphs = z.array(text).default([]);

export const requirements = z
  .array(z.string().regex(/^[A-Z]{1,4}-\d{2}$/, "is not a requirement id such as ALE-29"))
  .default([]);

const count = z.int().min(1).max(3660);

/** A length: `{ workingDays: 3 }`, `{ days: 45 }`, `{ hours: 72 }`, `{ months: 1 }`, agreed, none. */
export const length: z.ZodType<Length> = z.union(
  [
    z.strictObject({ hours: z.int().min(1).max(87_840) }),
    z.strictObject({ days: count }),
    z.strictObject({ workingDays: count }),
    z.strictObject({ months: z.int().min(1).max(120) }),
    z.literal("agreed"),
    z.literal("none"),
  ],
  {
    error:
      "is not a length; write one such as { workingDays: 3 }, { days: 45 }, { hours: 72 }, { months: 1 }, agreed or none",
  },
);

/** A local time of day such as "09:00". */
export const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "is not a time of day such as 09:00");
