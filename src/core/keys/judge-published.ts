/** What a place that publishes our key says of it. Pure: what was read comes in. */
import type { KeyProblem } from "./key-check.ts";

export interface KeyExpected {
  readonly fingerprint: string;
  readonly runsOut: Date | null;
}

/** A key that was read at the place. */
export interface KeyRead extends KeyExpected {
  readonly revoked: boolean;
}

/**
 * Null where the key in use stands there as it is. Keys from before may stand beside it only as
 * revoked ones: people take the first block that they find (ALE-47).
 */
export function judgePublished(expected: KeyExpected, read: readonly KeyRead[]): KeyProblem | null {
  if (read.length === 0) return "not-a-key";
  const others = read.filter(({ fingerprint }) => fingerprint !== expected.fingerprint);
  if (others.some(({ revoked }) => !revoked)) return "differs";
  const ours = read.find(({ fingerprint }) => fingerprint === expected.fingerprint);
  if (!ours || ours.revoked) return "differs";
  return ours.runsOut?.getTime() === expected.runsOut?.getTime() ? null : "stale";
}
