/** Asks for another check of a file that passed unchecked: a scanner came, or takes larger files now. */
import { z } from "zod";
import { Refusal } from "../../core/refusal.ts";
import { attachmentOf } from "../../store/attachments/reader.ts";
import { owe } from "../../store/outbox/writer.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { attachmentId, caseId } from "./file-input.ts";

export const checkAgain = defineAction({
  deed: "check-again",
  title: "Check again",
  summary: "Asks for another check of a file that passed unchecked.",
  path: "/cases/{caseId}/files/{attachmentId}/check",
  input: z.object({ caseId, attachmentId }),
  async run(context, actor, { caseId, attachmentId }) {
    return onCase(context, actor, "check-again", caseId, async (desk) => {
      const file = await attachmentOf(context, desk.tx, caseId, attachmentId);
      if (!file) throw new Refusal("file.unknown");
      await desk.record({
        sideId: file.sideId,
        type: "attachment.check-asked",
        body: { attachmentId },
      });
      await owe(context, desk.tx, "check-attachment", { caseId, subjectId: attachmentId });
      return { attachmentId };
    });
  },
});
