/**
 * Probes of our ways in (TH-09): when one is owed, how it is known again, when a channel counts as down,
 * and for how long it was. Never decides by anything that a sender could guess.
 */

export interface ProbeRules {
  /** A probe leaves so long after the one before. */
  readonly everyHours: number;
  /** One that is not back by then is late, and its channel down. Until then its token holds. */
  readonly alarmMinutes: number;
}

export const usualProbeRules: ProbeRules = { everyHours: 24, alarmMinutes: 60 };

/** The report address, or a mailbox of the settings by its name. */
export type MailChannel = "mail" | `mail:${string}`;

/** The public report form, and the API's operation that takes a report. */
export type SiteChannel = "form" | "api";

export type ProbeChannel = MailChannel | SiteChannel;

export interface ProbeState {
  readonly sentAt: Date;
  /** When the first probe left since which none came back; null while none is awaited. */
  readonly awaitedSince: Date | null;
  /** Whether the way in said that it did not take the newest one. */
  readonly refused: boolean;
  readonly downSince: Date | null;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** What is shown of the past. */
export const downtimeDays = 90;
/** So long a probe that a newer one overtook is known again: longer than any mail server keeps trying. */
export const overtakenDays = 30;

export function channelOf(mailbox: string | null): MailChannel {
  return mailbox === null ? "mail" : `mail:${mailbox}`;
}

export function isSiteChannel(name: string): name is SiteChannel {
  return name === "form" || name === "api";
}

/** As people call it. */
export function channelName(channel: string): string {
  if (channel === "form") return "Report form";
  if (channel === "api") return "API";
  return channel === "mail" ? "Report address" : `Mailbox ${channel.replace(/^mail:/, "")}`;
}

/** While a channel is down it is tried as often as a probe may be late: who mends it sees that soon. */
export function isProbeDue(state: ProbeState | undefined, rules: ProbeRules, now: Date): boolean {
  // Nothing is on its way that could be awaited: a proxy that restarts must not look like an outage.
  if (!state || state.refused) return true;
  const waited = +now - +state.sentAt;
  if (state.downSince !== null) return waited >= rules.alarmMinutes * minuteMs;
  // One that is awaited is judged first: probes faster than their alarm would never be late.
  if (state.awaitedSince !== null) return false;
  return waited >= rules.everyHours * 60 * minuteMs;
}

export function isProbeLate(state: ProbeState, rules: ProbeRules, now: Date): boolean {
  const since = state.awaitedSince;
  return since !== null && +now - +since >= rules.alarmMinutes * minuteMs;
}

/** The line of a probe's text that holds its token: 256 random bits in hexadecimal. */
export function probeLine(token: string): string {
  return `Parley-Probe: ${token}`;
}

/** What a probe says, by whichever way it goes. */
export function probeText(token: string): string {
  return `A probe of this way in. It makes no case.\n\n${probeLine(token)}\n`;
}

/** The token in what somebody wrote; null where it holds none, as in all that strangers write. */
export function probeTokenIn(text: string): string | null {
  return /^Parley-Probe: ([0-9a-f]{64})$/m.exec(text.slice(0, 2_000))?.[1] ?? null;
}

interface Span {
  readonly beganAt: Date;
  /** Null while it lasts. */
  readonly endedAt: Date | null;
}

/** Milliseconds within the last 90 days in which a channel was down. */
export function downtimeMs(spans: readonly Span[], now: Date): number {
  const from = +now - downtimeDays * dayMs;
  return spans.reduce((sum, { beganAt, endedAt }) => {
    const length = +(endedAt ?? now) - Math.max(+beganAt, from);
    return sum + Math.max(0, length);
  }, 0);
}
