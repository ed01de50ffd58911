/**
 * Records whether a report is relevant, with its reasons. A rejection is impossible without a reason
 * and an explanation of substance (ALU-09); the decision is told to the reporter by its own message.
 */
import { z } from "zod";
import {
  explanationLettersMin,
  type RejectionReason,
  rejectionReasons,
  touched,
} from "../../core/decisions/reasons.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { defineAction } from "../action.ts";
import { asOfField } from "../as-of.ts";
import { mustBeOpen, onCase } from "../on-case.ts";
import { mustBeAsDecided, takeDecision } from "./take-decision.ts";

/** Why a report is not taken up, as a choice of a form. */
export const rejectionReasonWords: Readonly<Record<RejectionReason, string>> = {
  "no-security-effect": "It touches none of confidentiality, integrity and availability",
  "not-ours": "It is not about products or services of ours",
  "not-reproducible": "It cannot be reproduced",
  intended: "It works as intended",
  "known-behaviour": "It is known and documented",
  duplicate: "It is known from an earlier report",
  "out-of-scope": "It is out of the scope of our policy",
};

const input = z.object({
  caseId: z.uuid().meta({ title: "Case" }),
  outcome: z
    .enum(["relevant", "not-relevant", "need-more"])
    .meta({ title: "Is the report relevant?" }),
  touches: z.array(z.enum(touched)).default([]).meta({
    title: "What is touched",
    description:
      "Which of confidentiality, integrity and availability a threat agent could compromise.",
  }),
  reasons: z.array(z.enum(rejectionReasons)).optional().meta({
    title: "If not relevant: why",
    words: rejectionReasonWords,
  }),
  explanation: z
    .string()
    .trim()
    .max(50_000)
    .default("")
    .meta({ title: "Explanation", description: "The reporter reads it." }),
  asOf: asOfField,
});

export const decideRelevancy = defineAction({
  deed: "decide-relevancy",
  title: "Decide relevancy",
  summary: "Records whether a report is relevant, with reasons; the reporter is told.",
  path: "/cases/{caseId}/relevancy",
  input,
  async run(context, actor, said) {
    return onCase(context, actor, "decide-relevancy", said.caseId, async (desk) => {
      mustBeOpen(desk.head);
      mustBeReasoned(said);
      await mustBeAsDecided(context, desk, "relevancy", said.asOf);
      const { outcome, explanation, touches, reasons = [] } = said;
      return takeDecision(context, desk, {
        decisionId: context.newId(),
        kind: "relevancy",
        outcome,
        reasons: outcome === "not-relevant" ? reasons : touches,
        explanation,
        decidedBy: staffIdOf(actor),
      });
    });
  },
});

function mustBeReasoned({ outcome, touches, reasons = [], explanation }: z.output<typeof input>) {
  if (outcome === "relevant" && touches.length === 0) throw new Refusal("relevancy.touches");
  if (outcome !== "relevant" && explanation.length < explanationLettersMin) {
    throw new Refusal("relevancy.explanation", { least: explanationLettersMin });
  }
  if (outcome === "not-relevant" && reasons.length === 0) throw new Refusal("relevancy.reasons");
}
