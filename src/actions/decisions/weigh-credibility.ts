/**
 * Records which signs speak for and against a report. They are a list and never a sum: nothing is
 * rejected by them, and how somebody writes is no sign at all.
 */
import { z } from "zod";
import { signsAgainst, signsFor, signWords } from "../../core/decisions/examined.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";
import { recordExamined } from "./record-examined.ts";

export const weighCredibility = defineAction({
  deed: "weigh-credibility",
  title: "Keep the list",
  summary: "Records which signs speak for and against a report; decides nothing.",
  path: "/cases/{caseId}/credibility",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    speaksFor: z
      .array(z.enum(signsFor))
      .default([])
      .meta({ title: "Speaks for the report", words: signWords }),
    speaksAgainst: z.array(z.enum(signsAgainst)).default([]).meta({
      title: "Speaks against it",
      description: "Grammar, spelling and language are no signs.",
      words: signWords,
    }),
    words: z
      .string()
      .trim()
      .max(20_000)
      .default("")
      .meta({ title: "In words", description: "Only staff of the case reads it." }),
  }),
  run: (context, actor, { caseId, speaksFor, speaksAgainst, words }) =>
    onCase(context, actor, "weigh-credibility", caseId, async (desk) => {
      mustBeOpen(desk.head);
      const signs = [...speaksFor, ...speaksAgainst];
      const found = { kind: "credibility", outcome: "weighed", words, signs } as const;
      const { decisionId } = await recordExamined(context, desk, actor, found);
      return { decisionId };
    }),
});
