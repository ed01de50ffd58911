/** Lets out a file that the scanner found something in, for a reason: often that is what a reporter sends. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { attachmentOf } from "../../store/attachments/reader.ts";
import { keepRelease } from "../../store/attachments/writer.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { attachmentId, caseId } from "./file-input.ts";

export const releaseAttachment = defineAction({
  deed: "release-attachment",
  title: "Release the file",
  summary: "Lets colleagues on the case download a file that the virus scanner found something in.",
  path: "/cases/{caseId}/files/{attachmentId}/release",
  input: z.object({
    caseId,
    attachmentId,
    reason: z
      .string()
      .trim()
      .min(10, "Say why it is needed and where it will be opened.")
      .max(2_000)
      .meta({
        title: "Why it is needed, and where it will be opened",
        description: "Kept in the history of the case.",
      }),
  }),
  async run(context, actor, { caseId, attachmentId, reason }) {
    return onCase(context, actor, "release-attachment", caseId, async (desk) => {
      const file = await attachmentOf(context, desk.tx, caseId, attachmentId);
      if (!file) throw new Refusal("file.unknown");
      if (file.state !== "suspicious" || file.releasedAt) throw new Refusal("file.not-suspicious");
      const eventId = await desk.record({
        // The reason is for colleagues: a party learns nothing of how its file was handled.
        sideId: staffSide,
        type: "attachment.released",
        body: { attachmentId },
        text: { key: desk.caseKey, plain: reason },
      });
      await keepRelease(context, desk.tx, file, staffIdOf(actor), eventId);
      return { attachmentId };
    });
  },
});
