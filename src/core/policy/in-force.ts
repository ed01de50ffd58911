import type { Policy } from "./policy.ts";

/**
 * The version in force at that instant: the latest that had begun. A case keeps the one that
 * was in force when its report arrived (VEN-36). Undefined before the first.
 */
export function inForceAt<P extends Pick<Policy, "inForceFrom" | "version">>(
  versions: readonly P[],
  instant: Date,
): P | undefined {
  return versions
    .filter((policy) => policy.inForceFrom <= instant)
    .toSorted((a, b) => +b.inForceFrom - +a.inForceFrom || b.version - a.version)[0];
}
