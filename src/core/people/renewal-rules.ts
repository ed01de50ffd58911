/** When a new set-up link works: an administrator alone must not come into an account that is in use. */

/** A day, in which the person and the other administrators can refuse it. */
const waitMs = 24 * 60 * 60_000;

/**
 * Whether this administrator may be the second one: not who asks, not whom it is for, and one since a
 * day at least, so that nobody makes a second administrator only to agree with themselves.
 */
export function maySecond(
  administrator: { personId: string; accepted: boolean; since: Date },
  link: { personId: string; askedBy: string | null; askedAt: Date },
): boolean {
  const { personId, accepted, since } = administrator;
  if (!accepted || personId === link.askedBy || personId === link.personId) return false;
  return since.getTime() <= link.askedAt.getTime() - waitMs;
}

export interface RenewalTerms {
  /** Works only once another administrator has confirmed it. */
  readonly needsSecond: boolean;
  readonly usableFrom: Date;
}

/**
 * `others`: administrators who could confirm it, besides the person who asks and the one it is for. An
 * account that nobody has set up yet holds nothing to take over: its link works at once.
 */
export function renewalTerms(about: { setUp: boolean; others: number; now: Date }): RenewalTerms {
  if (!about.setUp) return { needsSecond: false, usableFrom: about.now };
  if (about.others > 0) return { needsSecond: true, usableFrom: about.now };
  return { needsSecond: false, usableFrom: new Date(about.now.getTime() + waitMs) };
}
