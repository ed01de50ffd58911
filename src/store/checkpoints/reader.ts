/** Reads checkpoints and what they covered; only the worker's and the keeper's role reach them. */
import type { Tx } from "../transaction.ts";
import { firstRoot, type Leaf } from "./merkle.ts";

export interface StoredCheckpoint {
  readonly checkpointId: number;
  readonly at: Date;
  readonly root: Buffer;
  readonly previousRoot: Buffer;
}

/** The checkpoints after one, oldest first; at most 1,000. */
export async function checkpointsAfter(tx: Tx, checkpointId: number): Promise<StoredCheckpoint[]> {
  const rows = await tx.query<Omit<StoredCheckpoint, "previousRoot"> & { before: Buffer | null }>(
    `select c.checkpoint_id as "checkpointId", c.at, c.root,
            (select p.root from checkpoints p where p.checkpoint_id < c.checkpoint_id
              order by p.checkpoint_id desc limit 1) as "before"
       from checkpoints c where c.checkpoint_id > $1 order by c.checkpoint_id limit 1000`,
    [checkpointId],
  );
  return rows.map(({ before, ...row }) => ({ ...row, previousRoot: before ?? firstRoot }));
}

export async function leavesOf(tx: Tx, checkpointId: number): Promise<Leaf[]> {
  return tx.query<Leaf>(
    `select stream_id as "streamId", seq, mac from checkpoint_leaves
      where checkpoint_id = $1 order by stream_id`,
    [checkpointId],
  );
}
