/**
 * Records that the reporter cannot be reached any more, or wants to hear no more, with what shows it:
 * only then may an analysis end without its conclusion being told (ALE-32).
 */
import { z } from "zod";
import { mustBeAttempts } from "../../core/decisions/attempts.ts";
import { reporterStandings } from "../../core/decisions/examined.ts";
import { firstReportAt } from "../../store/reports/reader.ts";
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
      description: "Such as which mails came back, or their own words.",
    }),
    attempts: z
      .array(
        z.object({
          on: z.iso
            .date("Give the day of the attempt.")
            .refine((day) => day >= "2000-01-01", "lies before the year 2000")
            .meta({ title: "On" }),
          how: z.string().trim().min(3, "Say how you tried.").max(500).meta({
            title: "How, and what came of it",
          }),
        }),
      )
      .max(50)
      .default([])
      .meta({
        title: "Attempts to reach them",
        description: "At least one where they are out of reach: each with its day.",
      }),
  }),
  run: (context, actor, { caseId, outcome, words, attempts }) =>
    onCase(context, actor, "record-standing", caseId, async (desk) => {
      mustBeOpen(desk.head);
      const reportedAt = await firstReportAt(desk.tx, caseId);
      const { zone } = desk.policy.channels.officeHours;
      const days = attempts.map(({ on }) => on);
      mustBeAttempts(outcome, days, { now: context.now(), reportedAt, zone });
      const found = { kind: "standing", outcome, words: withAttempts(words, attempts) } as const;
      const { decisionId } = await recordExamined(context, desk, actor, found);
      return { decisionId };
    }),
});

type Attempt = { readonly on: string; readonly how: string };

/** The attempts stand in the record's own words, the oldest first, as people read them. */
function withAttempts(words: string, attempts: readonly Attempt[]): string {
  if (attempts.length === 0) return words;
  const lines = attempts
    .toSorted((a, b) => a.on.localeCompare(b.on))
    .map(({ on, how }) => `- ${on}: ${how}`);
  return [words, "", "Attempts:", ...lines].join("\n");
}
