/** Takes the ruling back from one report, as long as its letter waits. Nobody outside learns of it. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { mayTakeBack } from "../../core/decisions/ruling.ts";
import { Refusal } from "../../core/refusal.ts";
import { decisionsOf } from "../../store/cases/decision-reader.ts";
import { settleDecision } from "../../store/cases/decision-writer.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const takeBackRuling = defineAction({
  deed: "take-back-ruling",
  title: "Take it back",
  summary: "Takes a ruling back from a report before its letter leaves.",
  path: "/cases/{caseId}/rulings/{rulingId}/return",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    rulingId: z.uuid().meta({ title: "Ruling" }),
  }),
  run: (context, actor, { caseId, rulingId }) =>
    onCase(context, actor, "take-back-ruling", caseId, async (desk) => {
      const all = await decisionsOf(context, desk.tx, caseId);
      const found = all.find((each) => each.rulingId === rulingId);
      if (!found) throw new Refusal("ruling.unknown");
      const { decisionId, standing, decidedAt } = found;
      if (standing === "taken-back") return { decisionId };
      // Sent back or replaced, it stands no longer: why it does not stays as it is.
      if (standing !== null && standing !== "proposed") throw new Refusal("decision.settled");
      // What waits for a second person was never told: that is sent back at any time.
      if (standing !== "proposed" && !mayTakeBack(decidedAt, context.now())) {
        throw new Refusal("ruling.left", { reference: desk.head.reference });
      }
      const eventId = await desk.record({
        sideId: staffSide,
        type: "decision.taken-back",
        body: { decisionId },
      });
      await settleDecision(context, desk.tx, decisionId, { standing: "taken-back" }, eventId);
      return { decisionId };
    }),
});
