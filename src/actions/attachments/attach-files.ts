/** Brings files into a case with one form: a party's to us, staff's to a party or to themselves. */
import { z } from "zod";
import { mustBeTaken } from "../../core/attachments/file-limits.ts";
import { insertAttachment } from "../../store/attachments/writer.ts";
import { indexText } from "../../store/search/tokens.ts";
import { defineAction } from "../action.ts";
import { fileNameGuard } from "../identity/file-guard.ts";
import { arrivalEvent, atFileDesk } from "./file-desk.ts";
import { caseId, fileName, fileType, forParty, personal } from "./file-input.ts";
import { mustFitCase } from "./file-room.ts";

/** What the schema takes at most; the installation's own limits are asked in the deed. */
const base64Max = 35 * 1024 * 1024;

export const attachFiles = defineAction({
  deed: "attach-files",
  title: "Send files",
  summary: "Brings files into a case; large ones go by an upload in parts.",
  path: "/cases/{caseId}/files",
  input: z.object({
    caseId,
    partyId: forParty,
    files: z
      .array(z.object({ name: fileName, type: fileType, base64: z.base64().max(base64Max) }))
      .min(1, "Choose a file.")
      .max(20)
      .meta({
        title: "Files",
        description: "Each base 64, within the limits of the installation.",
      }),
    personal,
  }),
  async run(context, actor, { caseId, partyId, files, personal }) {
    const arrived = files.map(({ name, type, base64 }) => ({
      name,
      type,
      content: Buffer.from(base64, "base64"),
      ...(personal ? { personal } : {}),
    }));
    mustBeTaken(context.fileLimits, arrived);
    const bytes = arrived.reduce((sum, { content }) => sum + content.length, 0);
    const names = await fileNameGuard(context, actor, { caseId, partyId });
    return atFileDesk(context, actor, "attach-files", caseId, async (desk) => {
      names.mustPass(arrived.map(({ name }) => name));
      await mustFitCase(context, desk.tx, caseId, bytes);
      const { sideId, key, added } = await desk.placeFor(partyId);
      const eventId = await desk.record(sideId, arrivalEvent(added.direction), {
        count: arrived.length,
        bytes,
      });
      const asRead = await desk.asRead();
      const attachmentIds: string[] = [];
      for (const each of arrived) {
        const file = { ...each, name: asRead(each.name) };
        const beside = { caseId, sideId, key };
        attachmentIds.push(await insertAttachment(context, desk.tx, beside, file, eventId, added));
        await indexText(context, desk.tx, { caseId, sideId }, file.name);
      }
      return { attachmentIds };
    });
  },
});
