/**
 * Probes of our ways in by mail: when one is owed, how it is known again, when a channel counts as down,
 * and for how long it was. Never decides by anything that a sender could guess.
 */

export interface ProbeRules {
  /** A probe leaves so long after the one before. */
  readonly everyHours: number;
  /** One that is not back by then is late, and its channel down. Until then its token holds. */
  readonly alarmMinutes: number;
}

/** The report address, or a mailbox of the settings by its name. */
export type ProbeChannel = "mail" | `mail:${string}`;

export interface ProbeState {
  readonly sentAt: Date;
  /** Whether the newest probe is still on its way. */
  readonly pending: boolean;
  readonly downSince: Date | null;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** What is shown of the past. */
export const downtimeDays = 90;

export function channelOf(mailbox: string | null): ProbeChannel {
  return mailbox === null ? "mail" : `mail:${mailbox}`;
}

/** While a channel is down it is tried as often as a probe may be late: who mends it sees that soon. */
export function isProbeDue(state: ProbeState | undefined, rules: ProbeRules, now: Date): boolean {
  if (!state) return true;
  const waited = +now - +state.sentAt;
  if (state.downSince !== null) return waited >= rules.alarmMinutes * minuteMs;
  // One that is awaited is judged first: probes faster than their alarm would never be late.
  if (state.pending) return false;
  return waited >= rules.everyHours * 60 * minuteMs;
}

export function isProbeLate(state: ProbeState, rules: ProbeRules, now: Date): boolean {
  return state.pending && +now - +state.sentAt >= rules.alarmMinutes * minuteMs;
}

/** The line of the mail that holds the token: 128 random bits under the master key, in hexadecimal. */
export function probeLine(token: string): string {
  return `Parley-Probe: ${token}`;
}

/** The token of a mail's text; null in a mail that is no probe. */
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
