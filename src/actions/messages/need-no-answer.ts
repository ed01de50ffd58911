/** Says that what a party wrote needs no answer, so that it waits no more. Tells nobody outside. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { Refusal } from "../../core/refusal.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const needNoAnswer = defineAction({
  deed: "need-no-answer",
  title: "It needs no answer",
  summary: "Says that what a party wrote since our last word needs no answer.",
  path: "/cases/{caseId}/parties/{partyId}/no-answer-needed",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    partyId: z.uuid().meta({ title: "Party" }),
    newestId: z.uuid().optional().meta({
      title: "The newest word that was read",
      description:
        "The event that brought it. Where another one came since, nothing is settled unread.",
    }),
  }),
  async run(context, actor, { caseId, partyId, newestId }) {
    return onCase(context, actor, "need-no-answer", caseId, async (desk) => {
      const { unanswered } = await factsOf(desk.tx, caseId);
      const words = unanswered.find((each) => each.partyId === partyId);
      if (!words) throw new Refusal("message.waits-not");
      if ((newestId ?? words.newestId) !== words.newestId) throw new Refusal("message.newer");
      await desk.record({ sideId: staffSide, type: "message.settled", body: { partyId } });
      return { caseId };
    });
  },
});
