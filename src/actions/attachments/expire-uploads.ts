/** Removes uploads that stood still for too long, and records it where their sender sees it. */
import { z } from "zod";
import type { Actor } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { uploadsToExpire } from "../../store/uploads/reader.ts";
import { endUpload } from "../../store/uploads/writer.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { removePieces } from "./end-upload.ts";
import { caseId, uploadId } from "./file-input.ts";

const actor: Actor = { kind: "system", task: "expire-uploads" };

export const expireUpload = defineAction({
  deed: "expire-upload",
  title: "Expire an upload",
  summary: "Removes an upload that stood still for too long.",
  path: null,
  input: z.object({
    caseId,
    uploadId,
    sideId: z.uuid().meta({ title: "Side" }),
    fileId: z.uuid().meta({ title: "Sealed file" }),
  }),
  async run(context, by, { caseId, uploadId, sideId, fileId }) {
    const expired = await onCase(context, by, "expire-upload", caseId, async (desk) => {
      if (!(await endUpload(desk.tx, uploadId, "expired"))) return false;
      await desk.record({ sideId, type: "upload.expired", body: { uploadId } });
      return true;
    });
    if (expired) await removePieces(context, fileId);
    return { expired };
  },
});

/** Returns how many were removed. One that cannot be holds up no other; the first failure is thrown at the end. */
export async function expireUploads(context: Context): Promise<number> {
  const failures: unknown[] = [];
  const due = await context.transaction(actor, (tx) => uploadsToExpire(tx, context.now()));
  let count = 0;
  for (const { caseId, uploadId, sideId, fileId } of due) {
    try {
      const input = { caseId, uploadId, sideId, fileId };
      count += (await expireUpload.run(context, actor, input)).expired ? 1 : 0;
    } catch (error) {
      // Its case was erased meanwhile, and its key with it.
      if (!(error instanceof Refusal && error.code === "access.not-found")) failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return count;
}
