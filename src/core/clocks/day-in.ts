/** The calendar day of an instant in a zone. Never reads the clock. */
import { Temporal } from "temporal-polyfill";

/** YYYY-MM-DD in that IANA zone. */
export function dayIn(zone: string, instant: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
}
