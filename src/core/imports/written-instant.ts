/** Reads a day or an instant as another program wrote it. Never guesses which number is the month. */
import { Temporal } from "temporal-polyfill";

export const dateOrders = ["year-first", "day-first", "month-first"] as const;
export type DateOrder = (typeof dateOrders)[number];

export interface DateForm {
  readonly order: DateOrder;
  /** IANA zone of an instant that names none. */
  readonly zone: string;
}

const date = {
  "year-first": /^(?<y>\d{4})([-/.])(?<m>\d{1,2})\2(?<d>\d{1,2})/,
  "day-first": /^(?<d>\d{1,2})([-/.])(?<m>\d{1,2})\2(?<y>\d{4})/,
  "month-first": /^(?<m>\d{1,2})([-/.])(?<d>\d{1,2})\2(?<y>\d{4})/,
} as const satisfies Record<DateOrder, RegExp>;

const time =
  /^(?:T|,? +)(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d{1,9})?)?(?: ?(?<half>[AP]M))?(?: ?(?<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}))?$/i;

/**
 * Undefined where it is neither. A day is its beginning, and seconds are kept no finer. ISO 8601 is read
 * in every order, for a year of four digits stands nowhere else.
 */
export function writtenInstant(text: string, { order, zone }: DateForm): Date | undefined {
  const found = date["year-first"].exec(text) ?? date[order].exec(text);
  if (!found?.groups) return undefined;
  const rest = text.slice(found[0].length);
  const clock = rest === "" ? { hour: "0", minute: "0" } : time.exec(rest)?.groups;
  if (!clock) return undefined;
  const { y, m, d } = found.groups;
  try {
    const plain = Temporal.PlainDateTime.from(
      { year: Number(y), month: Number(m), day: Number(d), ...hourOf(clock) },
      { overflow: "reject" },
    );
    const at = plain.toZonedDateTime(clock.zone ? offsetOf(clock.zone) : zone);
    return new Date(at.epochMilliseconds);
  } catch (error) {
    // No such day, hour or zone.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function hourOf(clock: Record<string, string | undefined>) {
  const { hour = "0", minute = "0", second = "0", half } = clock;
  const said = Number(hour);
  if (half && (said < 1 || said > 12)) throw new RangeError("no such hour");
  const isLater = half?.toUpperCase() === "PM";
  const full = half ? (said % 12) + (isLater ? 12 : 0) : said;
  return { hour: full, minute: Number(minute), second: Number(second) };
}

function offsetOf(zone: string): string {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  return sign ? `${sign}${hours}:${minutes}` : "UTC";
}

/** Whether there is a zone of that name. */
export function isZone(name: string): boolean {
  try {
    return (
      name !== "" &&
      Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name) !== undefined
    );
  } catch {
    return false;
  }
}
