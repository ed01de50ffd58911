/** Instants of publications as text, always in UTC with milliseconds. Never reads the clock. */
import { Temporal } from "temporal-polyfill";
import { Refusal } from "../refusal.ts";

/**
 * An instant such as `2026-03-01T09:30:00.000Z`. UTC because a consumer takes the year folder
 * from the UTC year; exactly three digits, so that text order is time order.
 */
export type UtcInstant = `${number}-${number}-${number}T${number}:${number}:${number}Z`;

const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Whether the text is an instant in the one form used here, and exists in the calendar. */
export function isUtcInstant(text: string): text is UtcInstant {
  if (!shape.test(text)) return false;
  try {
    return writtenInUtc(Temporal.Instant.from(text)) === text;
  } catch {
    return false;
  }
}

/**
 * The instant as text. Takes RFC 3339 text with any offset, or an instant; finer fractions than
 * milliseconds are cut. Refuses text that names no instant (`input.invalid`).
 */
export function utcInstant(from: string | Temporal.Instant): UtcInstant {
  try {
    return writtenInUtc(Temporal.Instant.from(from));
  } catch {
    throw new Refusal("input.invalid", {
      field: "date",
      problem: "not a date and time with its offset, such as 2026-03-01T09:30:00Z",
    });
  }
}

/** The four digits of the instant's UTC year. */
export function utcYear(instant: UtcInstant): string {
  return instant.slice(0, 4);
}

function writtenInUtc(instant: Temporal.Instant): UtcInstant {
  return instant.toString({ fractionalSecondDigits: 3 }) as UtcInstant;
}
