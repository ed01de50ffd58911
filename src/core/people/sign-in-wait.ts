/**
 * How long somebody who failed to sign in must wait. Failures are counted by who tried from where,
 * so that an attacker slows down nobody but themselves.
 */

export interface WaitRule {
  /** Failures that cost nothing. */
  readonly free: number;
  /** The wait after the first failure beyond them; it doubles with each further one. */
  readonly firstMs: number;
  readonly mostMs: number;
  /** Older failures are forgotten. */
  readonly withinMs: number;
}

const minute = 60_000;

/** For one name tried from one network, or from one known browser. */
export const pairRule: WaitRule = {
  free: 5,
  firstMs: 30_000,
  mostMs: 60 * minute,
  withinMs: 24 * 60 * minute,
};

/** For one network whatever the name: many honest people may share it. */
export const networkRule: WaitRule = {
  free: 50,
  firstMs: 5_000,
  mostMs: minute,
  withinMs: 60 * minute,
};

/** Milliseconds until the next try is heard; 0 when it is heard now. `failures` in any order. */
export function waitMs(rule: WaitRule, failures: readonly Date[], now: Date): number {
  const counted = failures
    .map((at) => at.getTime())
    .filter((at) => at > now.getTime() - rule.withinMs);
  const beyond = counted.length - rule.free;
  if (beyond < 0) return 0;
  const wait = Math.min(rule.mostMs, rule.firstMs * 2 ** Math.min(beyond, 40));
  return Math.max(0, Math.max(...counted) + wait - now.getTime());
}
