/** Notes that a party's domain was asked for a key. Not a deed: nobody can ask for it. */
import type { Actor } from "../../core/people/actor.ts";
import type { Context } from "../../store/context.ts";
import { noteLookup as write } from "../../store/party-keys/writer.ts";

const actor: Actor = { kind: "system", task: "look-after-key" };
const dayMs = 86_400_000;

/** False where it was asked within the last day: then it is not asked again. */
export async function noteLookup(context: Context, partyId: string): Promise<boolean> {
  const now = context.now();
  const before = new Date(now.getTime() - dayMs);
  return context.transaction(actor, (tx) => write(tx, partyId, now, before));
}
