/** By which way a party likes to be spoken with, and in which hours of its own day. Codes alone, no number. */
import { Refusal } from "../refusal.ts";

export const channels = ["mail", "portal", "telephone", "conference-call", "messenger"] as const;
export type Channel = (typeof channels)[number];

export const channelWords: Readonly<Record<Channel, string>> = {
  mail: "mail",
  portal: "the portal",
  telephone: "telephone",
  "conference-call": "conference calls",
  messenger: "a messenger, such as Signal",
};

export type PreferredChannel = {
  readonly channel: Channel;
  /** "09:00" and "17:30" of the zone; null where any hour is fine. */
  readonly hours: { readonly from: string; readonly until: string; readonly zone: string } | null;
};

const hour = /^([01]\d|2[0-3]):[0-5]\d$/;

/** The hours as "9:00" to "17:30" were typed; all three stand or none. Refuses halves and unknown zones. */
export function hoursOf(from: string, until: string, zone: string): PreferredChannel["hours"] {
  if (!from && !until) return null;
  const [begin, end] = [from.padStart(5, "0"), until.padStart(5, "0")];
  if (!hour.test(begin) || !hour.test(end) || begin === end) throw new Refusal("channel.hours");
  if (!isZone(zone)) throw new Refusal("channel.zone");
  return { from: begin, until: end, zone };
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** "telephone, 09:00 to 17:30 (Europe/Paris)". */
export function preferenceText({ channel, hours }: PreferredChannel): string {
  const when = hours ? `, ${hours.from} to ${hours.until} (${hours.zone})` : "";
  return `${channelWords[channel]}${when}`;
}
