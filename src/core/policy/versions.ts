/** The versions of a policy in their order, and when each held. Reads no clock. */
import { inForceAt } from "./in-force.ts";
import type { Policy } from "./policy.ts";

type Dated = Pick<Policy, "inForceFrom" | "version">;

export type PolicyVersion<P extends Dated = Policy> = {
  readonly policy: P;
  /** First instant of the version that follows it; undefined for the last one. */
  readonly until: Date | undefined;
  readonly standing: "earlier" | "current" | "upcoming";
};

/** Every version by its number, lowest first, as they stand at that instant (CC-03). */
export function versionsAt<P extends Dated>(
  policies: readonly P[],
  now: Date,
): readonly PolicyVersion<P>[] {
  const current = inForceAt(policies, now);
  const numbered = policies.toSorted((a, b) => a.version - b.version);
  return numbered.map((policy) => ({
    policy,
    until: endOf(policy, policies),
    standing: standingOf(policy, current, now),
  }));
}

function standingOf(policy: Dated, current: Dated, now: Date): PolicyVersion["standing"] {
  if (policy.version === current.version) return "current";
  return policy.inForceFrom > now ? "upcoming" : "earlier";
}

/** A later number that begins no later takes its place at once: the two ends then meet. */
function endOf(policy: Dated, policies: readonly Dated[]): Date | undefined {
  const later = policies
    .filter(
      (each) =>
        each.version !== policy.version &&
        (each.inForceFrom > policy.inForceFrom ||
          (+each.inForceFrom === +policy.inForceFrom && each.version > policy.version)),
    )
    .map((each) => each.inForceFrom);
  return later.length === 0 ? undefined : new Date(Math.min(...later.map(Number)));
}
