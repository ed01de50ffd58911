/** Which version of a policy holds. Never picks one by anything but its beginning and its number. */
import type { Policy } from "./policy.ts";

/**
 * The version in force at that instant: the latest that had begun, and before any had, the first.
 * A case keeps the one that was in force when its report arrived (VEN-36). `versions` are never
 * empty: nothing starts without a policy.
 */
export function inForceAt<P extends Pick<Policy, "inForceFrom" | "version">>(
  versions: readonly P[],
  instant: Date,
): P {
  const oldestFirst = versions.toSorted(
    (a, b) => +a.inForceFrom - +b.inForceFrom || a.version - b.version,
  );
  const found = oldestFirst.findLast((policy) => policy.inForceFrom <= instant) ?? oldestFirst[0];
  if (!found) throw new Error("no policy is loaded");
  return found;
}
