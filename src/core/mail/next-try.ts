/**
 * When a mail is tried again that a server put off: later and later, never at the same instant as
 * others, and for days, as mail servers do (RFC 5321, section 4.5.4.1). Never for ever.
 */

export interface TryRules {
  readonly giveUpAfterHours: number;
}

/** Five days: what RFC 5321 advises, and what most servers do. */
export const usualTryRules: TryRules = { giveUpAfterHours: 120 };

/** From then on people are shown that a mail is late. */
const delayedAfterHours = 4;

const firstWaitMs = 10_000;
const longestWaitMs = 3_600_000;
const hourMs = 3_600_000;

export type NextTry =
  | { readonly again: Date; readonly late: boolean }
  /** Nothing more is tried. */
  | { readonly again: null };

/**
 * `tries` that failed so far, 1 at least; `chance` from 0 up to 1. The wait is 10 seconds doubled
 * with each try up to an hour, made longer or shorter by a fifth; the last try comes at the end.
 */
export function nextTry(
  mail: { readonly owedAt: Date; readonly tries: number },
  rules: TryRules,
  now: Date,
  chance: number,
): NextTry {
  const endsAt = +mail.owedAt + rules.giveUpAfterHours * hourMs;
  if (+now >= endsAt) return { again: null };
  // 2 ** 9 is past an hour: more doublings change nothing, and overflow in the end.
  const doubled = firstWaitMs * 2 ** Math.min(Math.max(mail.tries - 1, 0), 9);
  const wait = Math.round(Math.min(doubled, longestWaitMs) * (0.8 + 0.4 * chance));
  return {
    again: new Date(Math.min(+now + wait, endsAt)),
    late: isLate(mail.owedAt, now),
  };
}

export function isLate(owedAt: Date, now: Date): boolean {
  return owedAt <= lateAt(now);
}

/** What was owed by then is late. */
export function lateAt(now: Date): Date {
  return new Date(+now - delayedAfterHours * hourMs);
}
