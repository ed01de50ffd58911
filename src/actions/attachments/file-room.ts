/** Whether there is room for a file: in its case, and on the disk. */
import { bytesInWords } from "../../core/attachments/file-limits.ts";
import type { Actor } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { bytesOfCase } from "../../store/attachments/reader.ts";
import type { Context } from "../../store/context.ts";
import type { Tx } from "../../store/transaction.ts";
import { bytesStillToCome, lockRoomOf } from "../../store/uploads/reader.ts";

const counter: Actor = { kind: "system", task: "file-room" };

/**
 * Refuses what would take a case over its limit; counted is what the actor's side of it holds. Who
 * asks at the same time waits until the transaction ends: two do not take the same room.
 */
export async function mustFitCase(
  context: Context,
  tx: Tx,
  caseId: string,
  bytes: number,
): Promise<void> {
  const { caseBytesMax } = context.fileLimits;
  await lockRoomOf(tx, caseId);
  if ((await bytesOfCase(tx, caseId)) + bytes > caseBytesMax) {
    throw new Refusal("upload.full", { limit: bytesInWords(caseBytesMax) });
  }
}

/**
 * Refuses what could fill the disk, with all that other uploads have announced. Counted by the program:
 * a party sees its own uploads alone, and whoever sends many reports would fill the disk with each.
 */
export async function mustFitDisk(context: Context, bytes: number): Promise<void> {
  const announced = await context.transaction(counter, (tx) => bytesStillToCome(tx));
  await mustLeaveFree(context, announced + bytes);
}

/** Refuses to go on where less than must stay free would be left: others write to the disk as well. */
export async function mustLeaveFree(context: Context, bytes = 0): Promise<void> {
  const free = await context.files.freeBytes();
  if (free - bytes < context.fileLimits.freeBytesMin) throw new Refusal("upload.no-space");
}
