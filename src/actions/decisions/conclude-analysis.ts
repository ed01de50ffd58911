/** Ends the analysis with a conclusion, which the reporter is told by its own message (ALE-32). */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { insertDecision } from "../../store/cases/decision-writer.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import { owe } from "../../store/outbox/writer.ts";
import { reporterOf } from "../../store/parties/reader.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";

export const concludeAnalysis = defineAction({
  deed: "conclude-analysis",
  title: "Conclude the analysis",
  summary: "Records the conclusion of the analysis; the reporter is told.",
  path: "/cases/{caseId}/conclusion",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    outcome: z
      .enum(["confirmed", "not-confirmed", "accepted-risk"])
      .meta({ title: "What did the analysis find?" }),
    explanation: z
      .string()
      .trim()
      .min(40, "Explain the conclusion in a few sentences: the reporter reads it.")
      .max(50_000)
      .meta({ title: "Conclusion", description: "The reporter reads it." }),
  }),
  async run(context, actor, { caseId, outcome, explanation }) {
    return onCase(context, actor, "conclude-analysis", caseId, async (desk) => {
      mustBeOpen(desk.head);
      const facts = await factsOf(desk.tx, caseId);
      if (facts.relevancy === null) throw new Refusal("case.relevancy-first");
      const decisionId = context.newId();
      const eventId = await desk.record({
        sideId: staffSide,
        type: "analysis.concluded",
        body: { decisionId, outcome },
      });
      if (outcome !== "not-confirmed") {
        const reporter = await reporterOf(desk.tx, caseId);
        await desk.record({
          sideId: staffSide,
          type: "vulnerability.confirmed",
          body: { decisionId },
          subjectId: caseId,
          ...(reporter ? { owedTo: reporter.partyId } : {}),
        });
      }
      const decidedBy = staffIdOf(actor);
      const decision = { decisionId, outcome, reasons: "", explanation, decidedBy };
      await insertDecision(context, desk, { ...decision, kind: "conclusion" }, eventId);
      await owe(context, desk.tx, "notify", { caseId, subjectId: eventId });
      return { decisionId };
    });
  },
});
