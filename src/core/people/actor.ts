import type { OutsiderRole, StaffRole } from "./roles.ts";

/** Who does a deed. Made at the edge from a session, a token or a task's name; never from input. */
export type Actor =
  | {
      kind: "staff";
      /** Principal id of the person. */
      id: string;
      name: string;
      roles: readonly StaffRole[];
      /** Principal ids of the groups that the person belongs to. */
      groupIds: readonly string[];
    }
  | {
      kind: "outsider";
      /** Principal id of the party. */
      id: string;
      role: OutsiderRole;
      caseId: string;
      /** Id of the side of the case that this party sees. */
      side: string;
    }
  | { kind: "anyone" }
  | { kind: "system"; task: string };

/** Every part that the actor plays. */
export function rolesOf(actor: Actor): readonly (StaffRole | OutsiderRole | "anyone" | "system")[] {
  switch (actor.kind) {
    case "staff":
      return actor.roles;
    case "outsider":
      return [actor.role];
    default:
      return [actor.kind];
  }
}
