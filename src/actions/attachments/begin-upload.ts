/** Begins a file that comes in parts: a capture or an image of several gigabytes. */
import { z } from "zod";
import { mustBeOneOfFew, uploadLimitsInWords } from "../../core/attachments/file-limits.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { underWayOf } from "../../store/uploads/reader.ts";
import { insertUpload } from "../../store/uploads/writer.ts";
import { defineAction } from "../action.ts";
import { fileNameGuard } from "../identity/file-guard.ts";
import { atFileDesk } from "./file-desk.ts";
import { caseId, fileName, fileType, forParty, personal } from "./file-input.ts";
import { mustFitCase, mustFitDisk } from "./file-room.ts";

export const beginUpload = defineAction({
  deed: "begin-upload",
  title: "Begin an upload",
  summary: "Announces a large file; its parts follow by the tus protocol.",
  path: "/cases/{caseId}/uploads",
  input: z.object({
    caseId,
    partyId: forParty,
    name: fileName,
    type: fileType,
    bytes: z.number().int().min(1, "An empty file needs no upload.").meta({ title: "Bytes" }),
    personal,
  }),
  async run(context, actor, { caseId, partyId, name, type, bytes, personal }) {
    if (bytes > context.fileLimits.uploadBytesMax) {
      throw new Refusal("upload.too-large", { limits: uploadLimitsInWords(context.fileLimits) });
    }
    const names = await fileNameGuard(context, actor, { caseId, partyId });
    return atFileDesk(context, actor, "begin-upload", caseId, async (desk) => {
      names.mustPass([name]);
      // Holds the room of the case until the end: two that begin at once are counted after each other.
      await mustFitCase(context, desk.tx, caseId, bytes);
      mustBeOneOfFew(context.fileLimits, await underWayOf(desk.tx, caseId, desk.byId), bytes);
      await mustFitDisk(context, bytes);
      const { sideId, key, added } = await desk.placeFor(partyId);
      const uploadId = context.newId();
      const expiresAt = expiryOf(context);
      await desk.record(sideId, "upload.begun", { uploadId, bytes });
      const asRead = (await desk.asRead())(name);
      const sentAs = asRead === name ? {} : { sentAs: name };
      await insertUpload(context, desk.tx, {
        uploadId,
        caseId,
        sideId,
        key,
        fileId: context.newId(),
        byId: added.addedBy,
        direction: added.direction,
        bytes,
        expiresAt,
        about: { name: asRead, ...sentAs, type, sha256: null, ...(personal ? { personal } : {}) },
      });
      return { uploadId, expiresAt: expiresAt.toISOString() };
    });
  },
});

/** Counted anew with every part that arrives. */
export function expiryOf(context: Context): Date {
  return new Date(context.now().getTime() + context.fileLimits.uploadHours * 3_600_000);
}
