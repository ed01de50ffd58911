/** Sends the acknowledgement that was held back because nobody vouched for the sender: a person does. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { mayAnswerByHand } from "../../core/mail/may-answer.ts";
import { Refusal } from "../../core/refusal.ts";
import { newestEventOf } from "../../store/cases/tray-reader.ts";
import { owe } from "../../store/outbox/writer.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";
import { writeTray } from "./sorting.ts";

export const acknowledgeSender = defineAction({
  deed: "acknowledge-sender",
  title: "Send the acknowledgement",
  summary: "Sends an acknowledgement that was held back because the sender is not proven.",
  path: "/cases/{caseId}/tray/acknowledgement",
  input: z.object({ caseId: z.uuid().meta({ title: "Case" }) }),
  async run(context, actor, { caseId }) {
    return onCase(context, actor, "acknowledge-sender", caseId, async (desk) => {
      mustBeOpen(desk.head);
      const { answerHeld, reference } = desk.head;
      const received = await newestEventOf(desk.tx, caseId, "report.received");
      if (answerHeld === null || !received) throw new Refusal("tray.no-answer-held", { reference });
      if (!mayAnswerByHand(answerHeld)) throw new Refusal("tray.nobody-to-answer", { reference });
      const eventId = await desk.record({
        sideId: staffSide,
        type: "acknowledgement.released",
        body: { held: answerHeld },
      });
      await writeTray(context, desk, { answer_held: null }, eventId);
      await owe(context, desk.tx, "notify", { caseId, subjectId: received });
      return { released: true };
    });
  },
});
