/** On whose behalf a deed is done, and what the rules ask of them. Never made from input. */
import type { OutsiderRole, StaffRole } from "./roles.ts";

/** Who does a deed. Made at the edge from a session, a token or a task's name. */
export type Actor =
  | {
      kind: "staff";
      /** Principal id of the person. */
      id: string;
      name: string;
      roles: readonly StaffRole[];
      /** Principal ids of the groups that the person belongs to. */
      groupIds: readonly string[];
      /** Proved within the last minutes, by a second proof, that it is them: what dangerous deeds ask for. */
      steppedUp?: boolean;
      /** The token by which a program acts for them; left out where they do it themselves. */
      tokenId?: string;
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

/** The colleague who does the deed; null where the system, a party or anyone does. */
export function colleagueOf(actor: Actor): string | null {
  return actor.kind === "staff" ? actor.id : null;
}

/** The colleague who does a deed that permit() leaves to staff; another actor here is a bug. */
export function staffIdOf(actor: Actor): string {
  if (actor.kind !== "staff") throw new Error(`a deed of staff was done by ${actor.kind}`);
  return actor.id;
}
