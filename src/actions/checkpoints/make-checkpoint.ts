/**
 * Covers every event stream that moved by a signed checkpoint, in the database and in a file
 * outside it, so that who alters or drops events later is found out by `parley verify`.
 */
import type { Actor } from "../../core/people/actor.ts";
import { appendCheckpoints, readCheckpointFile } from "../../store/checkpoints/checkpoint-file.ts";
import { checkpointKey, signedRecord } from "../../store/checkpoints/merkle.ts";
import { checkpointsAfter } from "../../store/checkpoints/reader.ts";
import { insertCheckpoint } from "../../store/checkpoints/writer.ts";
import type { Context } from "../../store/context.ts";

const actor: Actor = { kind: "system", task: "make-checkpoint" };

/** Returns how many streams were covered. The file catches up with whatever it lacks. */
export async function makeCheckpoint(context: Context, file: string): Promise<number> {
  let covered = 0;
  for (;;) {
    const count = await context.transaction(actor, (tx) => insertCheckpoint(tx, context.now()));
    if (count === 0) break;
    covered += count;
  }
  await catchUp(context, file);
  return covered;
}

/** Appends the checkpoints that the file lacks: those of a crash between commit and append too. */
async function catchUp(context: Context, file: string): Promise<void> {
  const known = new Set((await readCheckpointFile(file)).map(idOf));
  const key = checkpointKey(context.masterKey.derive("checkpoint-signature"));
  for (let last = 0; ; ) {
    const stored = await context.transaction(actor, (tx) => checkpointsAfter(tx, last));
    const missing = stored
      .filter(
        ({ checkpointId, root }) => !known.has(idOf({ checkpointId, root: root.toString("hex") })),
      )
      .map((checkpoint) => signedRecord(checkpoint, key));
    if (missing.length > 0) await appendCheckpoints(file, missing);
    last = stored.at(-1)?.checkpointId ?? last;
    if (stored.length === 0) return;
  }
}

// By root too: after a restore of an older backup, numbers are given a second time.
function idOf({ checkpointId, root }: { checkpointId: number; root: string }): string {
  return `${checkpointId} ${root}`;
}
