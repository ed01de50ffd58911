/**
 * An instant in words: date, hour and zone, always all three, because promises are kept in a
 * zone. Reads no clock and no locale of the machine.
 */

/** A point in time as the code holds it: ISO text with offset, a Date, or a Temporal.Instant. */
export type InstantLike = string | Date | { readonly epochMilliseconds: number };

export type WhenProps = {
  at: InstantLike;
  /** IANA zone name; "UTC" unless told. */
  zone?: string | undefined;
  /** "day" leaves the hour out, and the zone too while it is UTC: the date of a publication. */
  precision?: "day" | "minute" | "second" | undefined;
  /** BCP 47 tag of the month's name; British English unless told. */
  language?: string | undefined;
};

/** `<time>` with the exact instant for machines and date, hour and zone for people. */
export function When(props: WhenProps) {
  const instant = instantOf(props.at);
  return <time dateTime={instant.toISOString().replace(".000Z", "Z")}>{whenText(props)}</time>;
}

/** The words of `<When>` as plain text, for titles, letters and labels: "4 May 2026, 09:30 UTC". */
export function whenText(props: WhenProps): string {
  const zone = props.zone ?? "UTC";
  const precision = props.precision ?? "minute";
  const parts = partsOf(instantOf(props.at), zone, props.language ?? "en-GB");
  const date = `${parts.day} ${parts.month} ${parts.year}`;
  const seconds = precision === "second" ? `:${parts.second}` : "";
  const hour = precision === "day" ? "" : `, ${parts.hour}:${parts.minute}${seconds}`;
  if (precision === "day" && zone === "UTC") return date;
  return `${date}${hour} ${zoneText(zone, parts.timeZoneName)}`;
}

/** The `Date` of any of the three shapes; throws RangeError on text that names no instant. */
export function instantOf(at: InstantLike): Date {
  if (at instanceof Date) return at;
  if (typeof at === "object") return new Date(at.epochMilliseconds);
  // Text without an offset would be read in the machine's own zone: two servers, two deadlines.
  if (!/(?:Z|[+-]\d\d:\d\d)$/.test(at)) throw new RangeError(`no offset in instant: ${at}`);
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) throw new RangeError(`not an instant: ${at}`);
  return date;
}

type Parts = Partial<Record<Intl.DateTimeFormatPartTypes, string>>;

// A quarter of the time of a list is spent on instants that it showed a moment ago.
const knownParts = new Map<string, Parts>();
const knownPartsMax = 5_000;

function partsOf(instant: Date, timeZone: string, language: string): Parts {
  const key = `${Math.floor(+instant / 1000)} ${timeZone} ${language}`;
  const known = knownParts.get(key);
  if (known) return known;
  const spoken = formatOf(timeZone, language).formatToParts(instant);
  const parts: Parts = Object.fromEntries(spoken.map(({ type, value }) => [type, value]));
  if (knownParts.size >= knownPartsMax) knownParts.clear();
  knownParts.set(key, parts);
  return parts;
}

// Making a format takes thirteen times as long as using one, and a list shows hundreds of instants.
const formats = new Map<string, Intl.DateTimeFormat>();
// Bounded, because a reader may choose their zone.
const formatsMax = 200;

function formatOf(timeZone: string, language: string): Intl.DateTimeFormat {
  const key = `${timeZone} ${language}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(language, {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "longOffset",
  });
  if (formats.size >= formatsMax) formats.clear();
  formats.set(key, format);
  return format;
}

/** "UTC", or the zone's name with its offset on that day: "Europe/Paris (UTC+02:00)". */
function zoneText(zone: string, longOffset: string | undefined): string {
  if (zone === "UTC") return "UTC";
  return `${zone} (${(longOffset ?? "").replace(/^(?:GMT|UTC)/, "UTC")})`;
}
