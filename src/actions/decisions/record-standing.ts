/**
 * Records that the reporter cannot be reached any more, or wants to hear no more, with what shows it:
 * only then may an analysis end without its conclusion being told (ALE-32).
 */
import { z } from "zod";
import { reporterStandings } from "../../core/decisions/examined.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";
import { recordExamined } from "./record-examined.ts";

export const recordStanding = defineAction({
  deed: "record-standing",
  title: "Record whether they can be reached",
  summary: "Records that the reporter is out of reach or wants no answer, with the evidence.",
  path: "/cases/{caseId}/reporter-standing",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    outcome: z.enum(reporterStandings).meta({
      title: "The reporter",
      words: {
        unreachable: "is out of reach",
        "opted-out": "wants no further answer",
        reachable: "can be reached again, or wants answers after all",
      },
    }),
    words: z.string().trim().min(20, "Say what shows it.").max(20_000).meta({
      title: "What shows it",
      description: "Such as which mails came back and when, or their own words.",
    }),
  }),
  run: (context, actor, { caseId, outcome, words }) =>
    onCase(context, actor, "record-standing", caseId, async (desk) => {
      mustBeOpen(desk.head);
      const found = { kind: "standing", outcome, words } as const;
      const { decisionId } = await recordExamined(context, desk, actor, found);
      return { decisionId };
    }),
});
