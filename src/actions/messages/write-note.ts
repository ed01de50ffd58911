/** Writes an internal note: staff read it, and it cannot leave the case. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { colleagueOf } from "../../core/people/actor.ts";
import { addMessage } from "../../store/messages/writer.ts";
import { indexText } from "../../store/search/tokens.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const writeNote = defineAction({
  deed: "write-note",
  title: "Add note",
  summary: "Writes an internal note on a case.",
  path: "/cases/{caseId}/notes",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    text: z.string().trim().min(1, "Write a note.").max(50_000).meta({ title: "Note" }),
  }),
  async run(context, actor, { caseId, text }) {
    return onCase(context, actor, "write-note", caseId, async (desk) => {
      const messageId = context.newId();
      const event = { sideId: staffSide, type: "note.written", body: { messageId } };
      const eventId = await desk.record(event);
      await addMessage(
        context,
        desk.tx,
        desk.caseKey,
        {
          messageId,
          caseId,
          sideId: staffSide,
          direction: "internal",
          template: "note",
          authorKind: "staff",
          authorId: colleagueOf(actor),
          content: { subject: "", text },
        },
        eventId,
      );
      await indexText(context, desk.tx, { caseId, sideId: staffSide }, text);
      return { messageId };
    });
  },
});
