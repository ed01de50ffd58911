/**
 * What a start and a restore do about a database that is older than its checkpoint file: refuse it,
 * or record that an operator knows. Accepting is a line in the file, signed like a checkpoint, and an
 * event of the house; nothing is taken out of either.
 */
import type pg from "pg";
import { Refusal } from "../../core/refusal.ts";
import { appendCheckpoints, readCheckpointFile } from "../checkpoints/checkpoint-file.ts";
import { type Behind, behindFile } from "../checkpoints/file-against-database.ts";
import { checkpointKey, firstRoot, signedRecord } from "../checkpoints/merkle.ts";
import type { MasterKey } from "../sealing/master-key.ts";
import type { Tx } from "../transaction.ts";
import { txOn, withClient } from "./admin-connection.ts";
import { recordHouseEvent } from "./house-event.ts";

/** Refuses with checkpoint.ahead where the file tells of more than the database has. */
export async function refuseOlderDatabase(
  tx: Tx,
  masterKey: MasterKey,
  file: string,
): Promise<void> {
  const behind = await behindFile(tx, await recordsIn(file), masterKey);
  if (!behind) return;
  const { signed, at, stored } = behind;
  throw new Refusal("checkpoint.ahead", { file, signed, at, stored });
}

/** A file that cannot be read is for `parley verify` to tell; it stops no start. */
async function recordsIn(file: string) {
  return readCheckpointFile(file).catch((error: unknown) => {
    if (error instanceof SyntaxError) return [];
    throw error;
  });
}

/** Answers what was accepted; undefined where the database is as new as its file. */
export async function acceptOlderDatabase(
  connectionFor: (role: "worker" | "keeper") => pg.PoolConfig,
  on: {
    readonly masterKey: MasterKey;
    readonly file: string;
    readonly now: Date;
    /** Done before it is recorded, where there is something to accept: cut off, it is all done again. */
    readonly before?: () => Promise<void>;
  },
): Promise<Behind | undefined> {
  const { masterKey, file, now } = on;
  const records = await recordsIn(file);
  const behind = await withClient(connectionFor("keeper"), (client) =>
    behindFile(txOn(client, "restore"), records, masterKey),
  );
  if (!behind) return undefined;
  await on.before?.();
  const { signed, at, stored, root } = behind;
  // The event first: a line without it would hide what happened.
  await recordHouseEvent(connectionFor("worker"), masterKey, now, {
    type: "backup.accepted",
    body: { signed, signedAt: at, stored },
  });
  const line = {
    checkpointId: stored,
    at: now,
    root: Buffer.from(root, "hex"),
    previousRoot: Buffer.from(records.at(-1)?.root ?? firstRoot.toString("hex"), "hex"),
    accepted: true,
  } as const;
  const key = checkpointKey(masterKey.derive("checkpoint-signature"));
  await appendCheckpoints(file, [signedRecord(line, key)]);
  return behind;
}
