/** Writes a checkpoint over the streams that moved since they were last covered. Never changes one. */
import type { SqlValue, Tx } from "../transaction.ts";
import { firstRoot, type Leaf, rootOf } from "./merkle.ts";

/** So many streams a checkpoint covers at most; the next one covers the rest. */
const leavesMax = 20_000;

/** Returns how many streams it covered; none where nothing moved. One node at a time. */
export async function insertCheckpoint(tx: Tx, now: Date): Promise<number> {
  await tx.run("select pg_advisory_xact_lock(hashtext('parley checkpoints'))");
  const leaves = await tx.query<Leaf>(
    `select s.stream_id as "streamId", s.last_seq as "seq", s.last_mac as "mac" from streams s
      where s.last_seq > 0 and not exists (
        select 1 from checkpoint_leaves l where l.stream_id = s.stream_id and l.seq = s.last_seq)
      order by s.stream_id limit $1`,
    [leavesMax],
  );
  if (leaves.length === 0) return 0;
  const last = await tx.first<{ root: Buffer }>(
    "select root from checkpoints order by checkpoint_id desc limit 1",
  );
  const made = await tx.first<{ id: number }>(
    `insert into checkpoints (at, root) values ($1, $2) returning checkpoint_id as "id"`,
    [now, rootOf(leaves, last?.root ?? firstRoot)],
  );
  if (!made) throw new Error("the checkpoint was not stored");
  const rows = leaves.map(({ streamId, seq, mac }) => ({
    stream_id: streamId,
    seq,
    mac: Buffer.from(mac).toString("hex"),
  }));
  const values: SqlValue[] = [made.id, JSON.stringify(rows)];
  await tx.run(
    `insert into checkpoint_leaves (checkpoint_id, stream_id, seq, mac)
     select $1, stream_id, seq, decode(mac, 'hex')
       from jsonb_to_recordset($2::jsonb) as leaf (stream_id uuid, seq bigint, mac text)`,
    values,
  );
  return leaves.length;
}
