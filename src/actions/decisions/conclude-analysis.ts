/** Ends the analysis with a conclusion, which the reporter is told by its own message (ALE-32). */
import { z } from "zod";
import { interests, interestWords } from "../../core/decisions/interests.ts";
import { conclusionOutcomes, leavesUnmended, lettersOwed } from "../../core/decisions/reasons.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import { defineAction } from "../action.ts";
import { asOfField } from "../as-of.ts";
import { mustBeOpen, onCase } from "../on-case.ts";
import { mustBeAsDecided, takeDecision } from "./take-decision.ts";

const input = z.object({
  caseId: z.uuid().meta({ title: "Case" }),
  outcome: z.enum(conclusionOutcomes).meta({ title: "What did the analysis find?" }),
  explanation: z
    .string()
    .trim()
    .min(40, "Explain the conclusion in a few sentences: the reporter reads it.")
    .max(50_000)
    .meta({ title: "Conclusion", description: "The reporter reads it." }),
  endsAt: z.iso.datetime({ offset: true }).optional().meta({
    title: "If it is left as it is: until when",
    description: "On that day it is looked at again.",
  }),
  interest: z.enum(interests).optional().meta({
    title: "If it is left as it is: whose interest that serves",
    description: "Kept with the decision, for us.",
    words: interestWords,
  }),
  asOf: asOfField,
});

export const concludeAnalysis = defineAction({
  deed: "conclude-analysis",
  title: "Conclude the analysis",
  summary: "Records the conclusion of the analysis; the reporter is told.",
  path: "/cases/{caseId}/conclusion",
  input,
  async run(context, actor, said) {
    return onCase(context, actor, "conclude-analysis", said.caseId, async (desk) => {
      mustBeOpen(desk.head);
      const facts = await factsOf(desk.tx, said.caseId);
      if (facts.relevancy === null) throw new Refusal("case.relevancy-first");
      await mustBeAsDecided(context, desk, "conclusion", said.asOf);
      const { outcome, explanation, interest } = said;
      return takeDecision(context, desk, {
        decisionId: context.newId(),
        kind: "conclusion",
        outcome,
        reasons: [],
        explanation,
        decidedBy: staffIdOf(actor),
        interest,
        endsAt: endOf(said, context.now()),
      });
    });
  },
});

/** A flaw that is left as it is has a day on which that is decided anew, and says whom it serves. */
function endOf({ outcome, explanation, endsAt, interest }: z.output<typeof input>, now: Date) {
  const least = lettersOwed(outcome);
  if (explanation.length < least) throw new Refusal("conclusion.explanation", { least });
  if (!leavesUnmended(outcome)) return undefined;
  if (!endsAt || new Date(endsAt) <= now) throw new Refusal("conclusion.ends");
  if (!interest) throw new Refusal("conclusion.interest");
  return new Date(endsAt);
}
