/** Sends a proposed decision back with a reason, or takes one's own proposal back. Nobody outside learns of it. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { settleDecision } from "../../store/cases/decision-writer.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { proposalOf } from "./proposal.ts";

export const sendBackDecision = defineAction({
  deed: "send-back-decision",
  title: "Send it back",
  summary: "Sends a proposed decision back with a reason; it does not hold.",
  path: "/cases/{caseId}/decisions/{decisionId}/return",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    decisionId: z.uuid().meta({ title: "Decision" }),
    reason: z
      .string()
      .trim()
      .min(3, "Say what is missing.")
      .max(2_000)
      .meta({ title: "What is missing", description: "Only staff of the case reads it." }),
  }),
  run: (context, actor, { caseId, decisionId, reason }) =>
    onCase(context, actor, "send-back-decision", caseId, async (desk) => {
      await proposalOf(context, desk, decisionId);
      const eventId = await desk.record({
        sideId: staffSide,
        type: "decision.sent-back",
        body: { decisionId },
        text: { key: desk.caseKey, plain: reason },
      });
      await settleDecision(context, desk.tx, decisionId, { standing: "sent-back" }, eventId);
      return { decisionId };
    }),
});
