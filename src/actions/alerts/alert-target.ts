/** Whose a target of alarms is, and who may change it: one's own, or, for a lead, the house's. */
import { type Actor, rolesOf, staffIdOf } from "../../core/people/actor.ts";
import type { Deed } from "../../core/people/deeds.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { type AlertTarget, lockTarget } from "../../store/alerts/reader.ts";
import type { Context } from "../../store/context.ts";
import type { Tx } from "../../store/transaction.ts";
import { asKeeperOfPeople } from "../people/people-transaction.ts";

/** Refuses with access.not-permitted whoever is no lead. */
export function mustSpeakForHouse(actor: Actor, deed: Deed): void {
  if (!rolesOf(actor).includes("lead")) throw new Refusal("access.not-permitted", { deed });
}

/** Does something with a target that is in use. Refuses with alert.unknown; somebody else's is not there. */
export async function onTarget<T>(
  context: Context,
  actor: Actor,
  { deed, targetId }: { deed: Deed; targetId: string },
  work: (tx: Tx, target: AlertTarget) => Promise<T>,
): Promise<T> {
  permit(actor, deed);
  const personId = staffIdOf(actor);
  return asKeeperOfPeople(context, async (tx) => {
    const target = await lockTarget(context, tx, targetId);
    if (!target || target.endedAt) throw new Refusal("alert.unknown");
    if (target.personId === null) mustSpeakForHouse(actor, deed);
    else if (target.personId !== personId) throw new Refusal("alert.unknown");
    return work(tx, target);
  });
}
