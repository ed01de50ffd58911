/** Ends an upload that its sender gave up; what had arrived is removed. */
import { z } from "zod";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { isErrno } from "../../store/server/files.ts";
import { lockUpload } from "../../store/uploads/reader.ts";
import { endUpload as keepEnd } from "../../store/uploads/writer.ts";
import { defineAction } from "../action.ts";
import { atFileDesk } from "./file-desk.ts";
import { caseId, uploadId } from "./file-input.ts";

export const endUpload = defineAction({
  deed: "end-upload",
  title: "End the upload",
  summary: "Ends an upload before its end and removes what had arrived.",
  path: "/cases/{caseId}/uploads/{uploadId}/end",
  input: z.object({ caseId, uploadId }),
  async run(context, actor, { caseId, uploadId }) {
    const fileId = await atFileDesk(context, actor, "end-upload", caseId, async (desk) => {
      const upload = await lockUpload(context, desk.tx, caseId, uploadId, desk.byId);
      if (upload?.state !== "open") throw new Refusal("upload.unknown");
      await desk.record(upload.sideId, "upload.ended", { uploadId, received: upload.received });
      await keepEnd(desk.tx, uploadId, "ended");
      return upload.fileId;
    });
    await removePieces(context, fileId);
    return { uploadId };
  },
});

/** Removes the pieces of an upload; none may have arrived yet. */
export async function removePieces(context: Context, fileId: string): Promise<void> {
  await context.files.remove(fileId).catch((error: unknown) => {
    if (!isErrno(error, "ENOENT")) throw error;
  });
}
