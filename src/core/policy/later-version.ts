/** To which versions of its policy an open case may move. Never back, never ahead of time. */
import { Refusal } from "../refusal.ts";
import type { Policy } from "./policy.ts";

type Version = Pick<Policy, "version" | "inForceFrom">;

/** The versions after that one which are in force, the earliest first. */
export function laterVersions<P extends Version>(
  versions: readonly P[],
  current: number,
  now: Date,
): P[] {
  return versions
    .filter((each) => each.version > current && each.inForceFrom <= now)
    .toSorted((a, b) => a.version - b.version);
}

/**
 * The version wanted. Refuses with policy.unknown-version, policy.not-later (the same or an earlier
 * one) or policy.not-yet (one that does not hold yet).
 */
export function laterVersion<P extends Version>(
  versions: readonly P[],
  current: number,
  wanted: number,
  now: Date,
): P {
  const found = versions.find((each) => each.version === wanted);
  if (!found) throw new Refusal("policy.unknown-version", { version: wanted });
  if (wanted <= current) throw new Refusal("policy.not-later", { current });
  if (found.inForceFrom > now) throw new Refusal("policy.not-yet", { version: wanted });
  return found;
}
