/** Says for whom outside the case waits, who is no party that was asked: a supplier, a partner, an office. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { mustBeToWait, waitedForByHand } from "../../core/cases/wait-by-hand.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";
import { reasonField } from "../people/reason-field.ts";

export const waitFor = defineAction({
  deed: "wait-for",
  title: "Wait for them",
  summary: "Says for whom outside the case waits; promises that run go on.",
  path: "/cases/{caseId}/waiting",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    whom: z.enum(waitedForByHand, "Choose for whom we wait.").meta({
      title: "For whom do we wait?",
      words: {
        vendor: "A vendor or supplier",
        coordinator: "A coordinator",
        customer: "A customer",
        other: "Somebody else",
      },
    }),
    reason: reasonField(
      "What for",
      "Say what they have in hand, so that others know.",
      "Who it is, and what they have in hand. Staff on the case read it.",
    ),
  }),
  async run(context, actor, { caseId, whom, reason }) {
    return onCase(context, actor, "wait-for", caseId, async ({ tx, head, caseKey, record }) => {
      mustBeOpen(head);
      mustBeToWait(await factsOf(tx, caseId), true, head.reference);
      await record({
        sideId: staffSide,
        type: "waiting.begun",
        body: { whom },
        text: { key: caseKey, plain: reason },
      });
      return { whom };
    });
  },
});
