/**
 * Confirms a decision as a second person: from now on it holds, and whoever is owed it is told. What is
 * confirmed are the very words that were proposed; other words are another proposal.
 */
import { z } from "zod";
import { mustBeAnother } from "../../core/decisions/second-person.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { settleDecision } from "../../store/cases/decision-writer.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";
import { proposalOf } from "./proposal.ts";
import { makeStand } from "./take-decision.ts";

export const approveDecision = defineAction({
  deed: "approve-decision",
  title: "Confirm the decision",
  summary: "Confirms a proposed decision as a second person; whoever is owed it is told.",
  path: "/cases/{caseId}/decisions/{decisionId}/approval",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    decisionId: z.uuid().meta({ title: "Decision" }),
  }),
  run: (context, actor, { caseId, decisionId }) =>
    onCase(context, actor, "approve-decision", caseId, async (desk) => {
      mustBeOpen(desk.head);
      const found = await proposalOf(context, desk, decisionId);
      const approvedBy = staffIdOf(actor);
      mustBeAnother(approvedBy, found.decidedBy);
      if (found.endsAt && found.endsAt <= context.now()) throw new Refusal("decision.day-passed");
      const eventId = await makeStand(context, desk, {
        ...{ decisionId, kind: found.kind, outcome: found.outcome, reasons: found.reasons },
        ...{ decidedBy: found.decidedBy, endsAt: found.endsAt ?? undefined },
        rulingId: found.rulingId ?? undefined,
      });
      await settleDecision(context, desk.tx, decisionId, { approvedBy }, eventId);
      return { decisionId };
    }),
});
