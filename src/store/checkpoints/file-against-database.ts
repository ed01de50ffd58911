/**
 * Holds the checkpoint file against the database: a file that goes on where the database ends says
 * that the database was handed back from an older backup. Pure but for the reading of both.
 */
import type { MasterKey } from "../sealing/master-key.ts";
import type { Tx } from "../transaction.ts";
import { type CheckpointRecord, checkpointKey, firstRoot, isGenuine, rootOf } from "./merkle.ts";
import { checkpointsAfter, leavesOf, type StoredCheckpoint } from "./reader.ts";

/** What the file demands of the database: by number, the root of each checkpoint that still counts. */
export interface DemandedCheckpoints {
  readonly roots: ReadonlyMap<number, string>;
  /** The newest of them. */
  readonly last: CheckpointRecord | undefined;
}

/**
 * The genuine lines that count. A line that accepts an older database takes back every checkpoint
 * after the one that it names.
 */
export function demandedBy(
  records: readonly CheckpointRecord[],
  masterKey: Pick<MasterKey, "derive">,
): DemandedCheckpoints {
  const key = checkpointKey(masterKey.derive("checkpoint-signature"));
  const counted = new Map<number, CheckpointRecord>();
  for (const record of records.filter((each) => isGenuine(each, key))) {
    if (record.accepted) {
      for (const id of [...counted.keys()]) if (id > record.checkpointId) counted.delete(id);
    } else counted.set(record.checkpointId, record);
  }
  const roots = new Map([...counted].map(([id, { root }]) => [id, root]));
  return { roots, last: [...counted.values()].at(-1) };
}

/** How far behind its file a database is. */
export interface Behind {
  /** The newest signed checkpoint, and when it was made. */
  readonly signed: number;
  readonly at: string;
  /** The newest checkpoint that file and database share; 0 where they share none. */
  readonly stored: number;
  /** Hexadecimal; the root of that one. */
  readonly root: string;
}

/** Undefined where the database has the newest checkpoint of the file, and the events it covered. */
export async function behindFile(
  tx: Tx,
  records: readonly CheckpointRecord[],
  masterKey: Pick<MasterKey, "derive">,
): Promise<Behind | undefined> {
  const { roots, last } = demandedBy(records, masterKey);
  if (!last) return undefined;
  const shared: StoredCheckpoint[] = [];
  for (let after = 0; ; ) {
    const page = await checkpointsAfter(tx, after);
    shared.push(...page.filter((each) => roots.get(each.checkpointId) === hexOf(each)));
    after = page.at(-1)?.checkpointId ?? after;
    if (page.length < 1_000) break;
  }
  let common = shared.pop();
  while (common && !(await isBorneOut(tx, common))) common = shared.pop();
  if (common?.checkpointId === last.checkpointId) return undefined;
  const root = common ? hexOf(common) : firstRoot.toString("hex");
  return { signed: last.checkpointId, at: last.at, stored: common?.checkpointId ?? 0, root };
}

const hexOf = ({ root }: StoredCheckpoint) => root.toString("hex");

/** Rows of checkpoints alone could be copied into an older database; the events below them could not. */
async function isBorneOut(tx: Tx, checkpoint: StoredCheckpoint): Promise<boolean> {
  const { checkpointId, previousRoot, root } = checkpoint;
  if (!rootOf(await leavesOf(tx, checkpointId), previousRoot).equals(root)) return false;
  const broken = await tx.first(
    `select 1 from checkpoint_leaves l
       left join events e on e.stream_id = l.stream_id and e.seq = l.seq
       left join access_events a on a.stream_id = l.stream_id and a.seq = l.seq
      where l.checkpoint_id = $1 and coalesce(e.mac, a.mac) is distinct from l.mac limit 1`,
    [checkpointId],
  );
  return broken === undefined;
}
