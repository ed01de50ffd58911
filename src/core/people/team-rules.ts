/** Who may change which team. A team is the way into its cases, so nobody lets themselves into one. */
import type { Policy } from "../policy/policy.ts";
import { Refusal } from "../refusal.ts";
import type { StaffRole } from "./roles.ts";

type Changer = { id: string; roles: readonly StaffRole[] };

/**
 * An administrator changes every team, for they read no case themselves; a lead only those that
 * they belong to. Refuses with team.not-yours.
 */
export function mayChangeTeam(changer: Changer, memberIds: readonly string[]): void {
  if (changer.roles.includes("administrator") || memberIds.includes(changer.id)) return;
  throw new Refusal("team.not-yours");
}

/**
 * A team that cases come to by themselves is made by an administrator: a lead could else make it
 * and be its first member. Refuses with team.routed.
 */
export function mayMakeTeam(
  changer: Changer,
  team: { name: string; entity: string | null },
  policies: readonly Pick<Policy, "needToKnow">[],
): void {
  if (changer.roles.includes("administrator")) return;
  const routed = policies.some(({ needToKnow }) =>
    needToKnow.routing.some((rule) => rule.team === team.name),
  );
  if (team.entity !== null || routed) throw new Refusal("team.routed");
}
