/** Puts a follow-up back that was marked as done by mistake: it is to be done again, by its owner and its day. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { Refusal } from "../../core/refusal.ts";
import { reopenFollowUpRow } from "../../store/follow-ups/writer.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { reasonField } from "../people/reason-field.ts";
import { followUpOf } from "./follow-up-of.ts";

export const reopenFollowUp = defineAction({
  deed: "reopen-follow-up",
  title: "Put it back",
  summary: "Puts a follow-up back that was marked as done by mistake; both stay in the history.",
  path: "/cases/{caseId}/follow-ups/{followUpId}/reopening",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    followUpId: z.uuid().meta({ title: "Follow-up" }),
    reason: reasonField(
      "Why it is not done",
      "Say why it is not done.",
      "Staff on the case read it.",
    ),
  }),
  async run(context, actor, { caseId, followUpId, reason }) {
    return onCase(context, actor, "reopen-follow-up", caseId, async (desk) => {
      const found = await followUpOf(context, desk, followUpId);
      if (!found.doneAt) throw new Refusal("follow-up.open");
      await desk.record({
        sideId: staffSide,
        type: "follow-up.reopened",
        body: { followUp: followUpId },
        text: { key: desk.caseKey, plain: reason },
      });
      await reopenFollowUpRow(desk.tx, followUpId);
      return { followUpId };
    });
  },
});
