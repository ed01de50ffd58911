/** Proves that a stream was covered by a checkpoint; only the worker's and the keeper's role reach them. */
import type { CheckpointProof } from "../../core/evidence/pack.ts";
import { merklePath } from "../../lib/merkle-tree.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";
import { checkpointKey, type Leaf, leafText, signedRecord, textsOf } from "./merkle.ts";
import { checkpointsAfter, leavesOf } from "./reader.ts";

/**
 * The newest checkpoint that covers the stream up to some event, at the latest that one, with the
 * path to its root. Null where none covers it yet. The record is the line of the checkpoint file.
 */
export async function proofOf(
  context: Context,
  tx: Tx,
  streamId: string,
  lastSeq: number,
): Promise<CheckpointProof | null> {
  const mine = await tx.first<Leaf & { checkpointId: number }>(
    `select checkpoint_id as "checkpointId", stream_id as "streamId", seq, mac
       from checkpoint_leaves where stream_id = $1 and seq <= $2
      order by seq desc, checkpoint_id desc limit 1`,
    [streamId, lastSeq],
  );
  if (!mine) return null;
  const [checkpoint] = await checkpointsAfter(tx, mine.checkpointId - 1);
  if (!checkpoint) throw new Error(`checkpoint ${mine.checkpointId} is not there`);
  const texts = textsOf(await leavesOf(tx, mine.checkpointId), checkpoint.previousRoot);
  const index = texts.indexOf(leafText(mine));
  const key = checkpointKey(context.masterKey.derive("checkpoint-signature"));
  return {
    seq: mine.seq,
    record: signedRecord(checkpoint, key),
    index,
    count: texts.length,
    path: merklePath(texts, index),
  };
}
