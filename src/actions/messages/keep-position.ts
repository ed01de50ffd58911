/** Keeps how far a mailbox was read. Not a deed: nobody can ask for it. */
import type { Actor } from "../../core/people/actor.ts";
import type { Context } from "../../store/context.ts";
import { positionOf, type StoredPosition } from "../../store/intake/position-reader.ts";
import { movePosition } from "../../store/intake/position-writer.ts";

const actor: Actor = { kind: "system", task: "read-mailbox" };

export function positionKeeper(context: Context, mailbox: string) {
  return {
    load: () => context.transaction(actor, (tx) => positionOf(tx, mailbox)),
    save: (position: StoredPosition) =>
      context.transaction(actor, (tx) => movePosition(tx, mailbox, position, context.now())),
  };
}
