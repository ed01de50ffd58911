/** Who is shown who has read a case: those who answer for that it is read by nobody else. */
import type { Actor } from "../people/actor.ts";
import type { StaffRole } from "../people/roles.ts";

const answerable: readonly StaffRole[] = ["lead", "auditor", "legal"];

/** For a member of the case; membership itself is asked before. */
export function seesReads(
  staff: Extract<Actor, { kind: "staff" }>,
  head: { readonly ownerId: string | null },
): boolean {
  return head.ownerId === staff.id || staff.roles.some((role) => answerable.includes(role));
}
