/** Whether there is room for a file: in its case, and on the disk. */
import { bytesInWords } from "../../core/attachments/file-limits.ts";
import { Refusal } from "../../core/refusal.ts";
import { bytesOfCase } from "../../store/attachments/reader.ts";
import type { Context } from "../../store/context.ts";
import type { Tx } from "../../store/transaction.ts";
import { bytesStillToCome } from "../../store/uploads/reader.ts";

/** Refuses what would take a case over its limit; counted is what the actor's side of it holds. */
export async function mustFitCase(
  context: Context,
  tx: Tx,
  caseId: string,
  bytes: number,
): Promise<void> {
  const { caseBytesMax } = context.fileLimits;
  if ((await bytesOfCase(tx, caseId)) + bytes > caseBytesMax) {
    throw new Refusal("upload.full", { limit: bytesInWords(caseBytesMax) });
  }
}

/** Refuses what could fill the disk, with all that other uploads have announced. */
export async function mustFitDisk(context: Context, tx: Tx, bytes: number): Promise<void> {
  const free = await context.files.freeBytes();
  const announced = await bytesStillToCome(tx);
  if (free - announced - bytes < context.fileLimits.freeBytesMin) {
    throw new Refusal("upload.no-space");
  }
}
