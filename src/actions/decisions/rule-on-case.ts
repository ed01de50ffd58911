/**
 * Decides one of several reports by a ruling that they share: its own decision, its own letter, through
 * its own guard. Done twice with the same ruling, it decides once.
 */
import { z } from "zod";
import { explanationLettersMin, rejectionReasons } from "../../core/decisions/reasons.ts";
import { mustBeToRule } from "../../core/decisions/ruling.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { decisionsOf } from "../../store/cases/decision-reader.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";
import { rejectionReasonWords } from "./decide-relevancy.ts";
import { letterToReporter } from "./letter-to-reporter.ts";
import { takeDecision } from "./take-decision.ts";

/** A duplicate is one of a case: it is never ruled on with others. */
const ruledReasons = rejectionReasons.filter((reason) => reason !== "duplicate");

export const ruleOnCase = defineAction({
  deed: "rule-on-case",
  title: "Decide by the ruling",
  summary: "Decides a report by a ruling that others share; its reporter is told by a letter.",
  path: "/cases/{caseId}/rulings/{rulingId}",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    rulingId: z.uuid().meta({
      title: "Ruling",
      description: "The same id for every report that it decides; sent again, it decides once.",
    }),
    reasons: z
      .array(z.enum(ruledReasons))
      .min(1, "Choose why the reports are not taken up.")
      .meta({ title: "Why they are not taken up", words: rejectionReasonWords }),
    explanation: z
      .string()
      .trim()
      .min(explanationLettersMin, "Explain it: each of the reporters is owed the reasons.")
      .max(50_000)
      .meta({ title: "Explanation", description: "Each reporter reads it in their own letter." }),
    noReplyClass: z.string().trim().max(200).default("").meta({
      title: "Class without a reply",
      description:
        "Only where the policy names one: they get its automatic answer, without the explanation, and count as unanswered.",
    }),
  }),
  async run(context, actor, { caseId, rulingId, reasons, explanation, noReplyClass }) {
    const letter = await letterToReporter(context, caseId);
    return onCase(context, actor, "rule-on-case", caseId, async (desk) => {
      const before = await decisionsOf(context, desk.tx, caseId);
      const known = before.find((each) => each.rulingId === rulingId);
      if (known) return { decisionId: known.decisionId, state: known.standing ?? "decided" };
      mustBeOpen(desk.head);
      mustBeToRule(await factsOf(desk.tx, caseId), desk.head.reference);
      const classes = desk.policy.responses.noReplyClasses;
      if (noReplyClass && !classes.some(({ name }) => name === noReplyClass)) {
        throw new Refusal("ruling.no-such-class", { reference: desk.head.reference });
      }
      letter.mustPass([{ place: "Explanation", text: explanation }]);
      return takeDecision(context, desk, {
        ...{ decisionId: context.newId(), kind: "relevancy", outcome: "not-relevant" },
        ...{ reasons, explanation, decidedBy: staffIdOf(actor), rulingId },
        ...(noReplyClass ? { details: { noReplyClass } } : {}),
      });
    });
  },
});
