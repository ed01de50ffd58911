/** Says that what followed from a root cause or was promised in a talk is done, and what was done. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { Refusal } from "../../core/refusal.ts";
import { endFollowUpRow } from "../../store/follow-ups/writer.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { followUpOf } from "./follow-up-of.ts";

export const endFollowUp = defineAction({
  deed: "end-follow-up",
  title: "It is done",
  summary: "Says that a follow-up of a root cause or of a talk is done, and what was done.",
  path: "/cases/{caseId}/follow-ups/{followUpId}/end",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    followUpId: z.uuid().meta({ title: "Follow-up" }),
    words: z
      .string()
      .trim()
      .min(3, "Say what was done.")
      .max(4_000)
      .meta({ title: "What was done" }),
  }),
  async run(context, actor, { caseId, followUpId, words }) {
    return onCase(context, actor, "end-follow-up", caseId, async (desk) => {
      const found = await followUpOf(context, desk, followUpId);
      if (found.doneAt) throw new Refusal("follow-up.done");
      await desk.record({
        sideId: staffSide,
        type: "follow-up.done",
        body: { followUp: followUpId },
        text: { key: desk.caseKey, plain: words },
      });
      await endFollowUpRow(desk.tx, followUpId, context.now());
      return { followUpId };
    });
  },
});
