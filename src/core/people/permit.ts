/**
 * Asks, in every action, whether this actor may do this deed here. What is not yours and what
 * is not there are refused alike, so that nobody learns that a case exists.
 */
import { Refusal } from "../refusal.ts";
import type { RefusalCode } from "../refusal-codes.ts";
import { type Actor, rolesOf } from "./actor.ts";
import { type Deed, ruleOf } from "./deeds.ts";

/** Who belongs to a case, by principal id. */
export type Membership = {
  caseId: string;
  /** Members on the staff side: people and groups. */
  staff: readonly string[];
  /** Parties from outside, each with the side that it sees. */
  outsiders: readonly { id: string; side: string }[];
};

/**
 * Returns if the actor may do the deed; a deed on a case needs the case's membership, which is
 * undefined where no such case was found. Refuses with access.sign-in (nobody is signed in),
 * access.not-found (not a member), access.not-permitted (a member of another role) or access.step-up
 * (a dangerous deed, by staff who have not just proved that it is them).
 */
export function permit(actor: Actor, deed: Deed, membership?: Membership): void {
  const code = refusalOf(actor, deed, membership);
  if (code) throw new Refusal(code, code === "access.not-permitted" ? { deed } : {});
}

/** Whether permit() would let it through, a second proof given: for showing or hiding a button, never instead of it. */
export function isPermitted(actor: Actor, deed: Deed, membership?: Membership): boolean {
  const code = refusalOf(actor, deed, membership);
  // Its form is shown: whoever sends it is asked for their second proof then.
  return code === undefined || code === "access.step-up";
}

function refusalOf(actor: Actor, deed: Deed, membership?: Membership): RefusalCode | undefined {
  const rule = ruleOf(deed);
  const roleAllows = rolesOf(actor).some((role) => rule.by.includes(role));
  // Said whether or not the case exists, so that the answer tells a stranger nothing.
  if (actor.kind === "anyone" && !roleAllows) return "access.sign-in";
  if (rule.on === "case" && !(membership && belongs(actor, membership))) return "access.not-found";
  if (!roleAllows) return "access.not-permitted";
  if (rule.stepUp && actor.kind === "staff" && !actor.steppedUp) return "access.step-up";
  return undefined;
}

function belongs(actor: Actor, membership: Membership): boolean {
  switch (actor.kind) {
    case "staff":
      // An administrator reads no case, even one that somebody put them on: the two kinds of
      // power are kept in different hands (a person who needs both gets two accounts).
      if (actor.roles.includes("administrator")) return false;
      return [actor.id, ...actor.groupIds].some((id) => membership.staff.includes(id));
    case "outsider":
      return (
        actor.caseId === membership.caseId &&
        membership.outsiders.some((party) => party.id === actor.id && party.side === actor.side)
      );
    case "system":
      return true;
    case "anyone":
      return false;
  }
}
