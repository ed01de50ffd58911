/**
 * Holds the database against the checkpoints that were signed and appended to a file outside it:
 * a stream that was cut and whose head was moved back no longer fits what was signed.
 */
import { readCheckpointFile } from "../checkpoints/checkpoint-file.ts";
import { behindFile, demandedBy } from "../checkpoints/file-against-database.ts";
import { checkpointKey, firstRoot, isGenuine, rootOf } from "../checkpoints/merkle.ts";
import { checkpointsAfter, leavesOf, type StoredCheckpoint } from "../checkpoints/reader.ts";
import type { Verification } from "./verification.ts";

type Finder = (code: string, what: string, message: string, stream?: string) => void;

/** Returns how many checkpoints the file holds. */
export async function verifyCheckpoints(on: Verification, path: string): Promise<number> {
  const find: Finder = (code, what, message, stream) =>
    on.report({ code, stream: stream ?? null, what, message });
  const stored = await storedCheckpoints(on, find);
  const written = await verifyFile(on, path, stored, find);
  await verifyAge(on, path, stored, find);
  await verifyLeaves(on, find);
  return written;
}

/** Each root follows from the leaves and the root before it. */
async function storedCheckpoints(on: Verification, find: Finder) {
  const stored = new Map<number, StoredCheckpoint>();
  for (let last = 0; ; ) {
    const page = await checkpointsAfter(on.tx, last);
    for (const checkpoint of page) {
      const { checkpointId, previousRoot, root } = checkpoint;
      const leaves = await leavesOf(on.tx, checkpointId);
      if (!rootOf(leaves, previousRoot).equals(root)) {
        find(
          "checkpoint.altered",
          `checkpoint ${checkpointId}`,
          "Its root does not fit its streams.",
        );
      }
      stored.set(checkpointId, checkpoint);
      last = checkpointId;
    }
    if (page.length < 1_000) return stored;
  }
}

async function verifyFile(
  on: Verification,
  path: string,
  stored: ReadonlyMap<number, StoredCheckpoint>,
  find: Finder,
): Promise<number> {
  const records = await readCheckpointFile(path).catch((error: unknown) => {
    if (!(error instanceof SyntaxError)) throw error;
    find("checkpoint.file", path, "A line of the checkpoint file is not a checkpoint.");
    return [];
  });
  const key = checkpointKey(on.masterKey.derive("checkpoint-signature"));
  const demanded = demandedBy(records, on.masterKey).roots;
  let before = firstRoot.toString("hex");
  for (const record of records) {
    const what = `checkpoint ${record.checkpointId}`;
    if (!isGenuine(record, key)) find("checkpoint.forged", what, "Its signature is not ours.");
    if (record.previousRoot !== before) {
      find("checkpoint.unlinked", what, "It does not continue the one before it in the file.");
    }
    before = record.root;
    // Taken back by a later line, with which an operator accepted an older database.
    if (
      record.accepted ||
      (isGenuine(record, key) && demanded.get(record.checkpointId) !== record.root)
    )
      continue;
    const kept = stored.get(record.checkpointId);
    if (kept?.root.toString("hex") !== record.root || kept.at.toISOString() !== record.at) {
      find("checkpoint.missing", what, "It was signed, and the database does not have it.");
    }
  }
  const signed = new Set(records.map((record) => record.checkpointId));
  const unsigned = [...stored.keys()].filter((id) => !signed.has(id));
  // The newest may stand in the database a moment before its line is written.
  for (const id of unsigned.filter((each) => each !== Math.max(...stored.keys()))) {
    find("checkpoint.unwritten", `checkpoint ${id}`, "The checkpoint file does not have it.");
  }
  return records.length;
}

/** Tells a database that was handed back from an older backup, and up to where it is the same. */
async function verifyAge(
  on: Verification,
  path: string,
  stored: ReadonlyMap<number, StoredCheckpoint>,
  find: Finder,
): Promise<void> {
  const records = await readCheckpointFile(path).catch(() => []);
  const { last } = demandedBy(records, on.masterKey);
  // What is there and altered has findings of its own.
  if (!last || stored.get(last.checkpointId)?.root.toString("hex") === last.root) return;
  const behind = await behindFile(on.tx, records, on.masterKey);
  if (!behind) return;
  const { signed, at, stored: same } = behind;
  const message = `The file goes on to checkpoint ${signed} of ${at}; the database is as it was at checkpoint ${same}: it was handed back from an older backup.`;
  find("checkpoint.ahead", `checkpoint ${same + 1}`, message);
}

async function verifyLeaves({ tx }: Verification, find: Finder): Promise<void> {
  const broken = await tx.query<{ id: number; streamId: string; seq: number }>(
    `select l.checkpoint_id as "id", l.stream_id as "streamId", l.seq
       from checkpoint_leaves l
       left join events e on e.stream_id = l.stream_id and e.seq = l.seq
       left join access_events a on a.stream_id = l.stream_id and a.seq = l.seq
      where coalesce(e.mac, a.mac) is distinct from l.mac
         or not exists (select 1 from checkpoints c where c.checkpoint_id = l.checkpoint_id)
      order by l.checkpoint_id, l.stream_id limit 1000`,
  );
  for (const { id, streamId, seq } of broken) {
    const message = `Event ${seq} is not the one that was covered.`;
    find("checkpoint.broken", `checkpoint ${id}`, message, streamId);
  }
}
