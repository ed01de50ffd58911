/** Writes that duty was handed over, with the notes sealed. */
import type { Context } from "../context.ts";
import { newObjectKey, sealFor, wrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { handOverHolder, notesPlace } from "./hand-over-reader.ts";

export async function insertHandOver(
  context: Context,
  tx: Tx,
  { fromId, toId, notes }: { fromId: string; toId: string; notes: string },
): Promise<string> {
  const handOverId = context.newId();
  const key = newObjectKey(context, handOverId);
  const { wrapped, masterKeyId } = wrapKey(context, key, handOverHolder);
  await tx.run(
    `insert into hand_overs (hand_over_id, from_id, to_id, handed_at, notes_sealed, key_wrapped,
                             master_key_id)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      handOverId,
      fromId,
      toId,
      context.now(),
      sealFor(context, key, notesPlace, notes),
      wrapped,
      masterKeyId,
    ],
  );
  return handOverId;
}
