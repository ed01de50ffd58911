/** Whether a version of a product is in support on a day. Dates win over the state set by hand. */

/** How far a version is supported while it is: everything, or security fixes only. */
export const supportStates = ["full", "security", "ended"] as const;
export type SupportState = (typeof supportStates)[number];

export interface Supported {
  readonly support: SupportState;
  /** Days as YYYY-MM-DD; `supportedUntil` is the last day of support. */
  readonly supportedFrom: string | null;
  readonly supportedUntil: string | null;
}

/** `day` as YYYY-MM-DD, in the zone of whoever asks. */
export function supportOn(version: Supported, day: string): SupportState | "not-yet" {
  const { support, supportedFrom, supportedUntil } = version;
  if (support === "ended" || (supportedUntil !== null && supportedUntil < day)) return "ended";
  return supportedFrom !== null && day < supportedFrom ? "not-yet" : support;
}

/** In support: full or for security. */
export function isSupportedOn(version: Supported, day: string): boolean {
  const found = supportOn(version, day);
  return found === "full" || found === "security";
}

/** The calendar day of an instant in UTC, the zone in which the catalogue's days are read. */
export function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}
