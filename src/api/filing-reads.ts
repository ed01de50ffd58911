/** What the support desk filed, for its own programs: how each report stands, and no word of a case. */
import { z } from "zod";
import { reporterSteps } from "../core/cases/stage.ts";
import { permit } from "../core/people/permit.ts";
import { filedReports } from "../store/portal/filed-reports.ts";
import { defineRead, instant } from "./read.ts";

export const listFiledReports = defineRead({
  id: "list-filed-reports",
  path: "/filed-reports",
  summary:
    "What you filed at the support desk, newest first; a token reads what it filed itself, and needs the scope file-report or read.",
  open: false,
  orWith: "file-report",
  query: z.object({
    ticket: z.string().trim().min(1).max(60).optional().meta({
      title: "Ticket number",
      description: "Only what was filed under it.",
    }),
  }),
  answer: z.object({
    filedReports: z.array(
      z.object({
        reference: z.string(),
        ticket: z.string().nullable(),
        asked: z.enum(["report", "question"]).nullable(),
        step: z.enum([...reporterSteps, "closed"]),
        answers: z.int().meta({ title: "Messages of the team to the desk" }),
        filedAt: instant,
        updatedAt: instant,
      }),
    ),
  }),
  async run(context, { actor }, { ticket }) {
    permit(actor, "file-report");
    const filed = await filedReports(context, actor, ticket);
    return {
      filedReports: filed.map(({ head, ticket: number, asked, answers, filedAt }) => ({
        ...{ reference: head.reference, ticket: number, asked, step: head.step, answers },
        filedAt: filedAt.toISOString(),
        updatedAt: head.updatedAt.toISOString(),
      })),
    };
  },
});
