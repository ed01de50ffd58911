/** Removes sessions and links that ended by their time. They opened nothing any more. */
import type { Actor } from "../../core/people/actor.ts";
import type { Context } from "../../store/context.ts";
import { sweepEnded } from "../../store/people/cleaning-writer.ts";

const actor: Actor = { kind: "system", task: "sweep-sessions" };

export async function sweepSessions(context: Context): Promise<number> {
  return context.transaction(actor, (tx) => sweepEnded(tx, context.now()));
}
