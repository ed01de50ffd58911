/**
 * Notes that a reporter may have broken a rule of ours. A person writes it; nothing notes it by itself,
 * nothing follows from it, and the reporter is not told by it (TH-17).
 */
import { z } from "zod";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { recordExamined } from "./record-examined.ts";

export const noteBreach = defineAction({
  deed: "note-breach",
  title: "Keep the note",
  summary: "Notes a possible breach of the rules for reporters; nothing follows from it.",
  path: "/cases/{caseId}/breach-notes",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    words: z.string().trim().min(10, "Say which rule, and what points to it.").max(20_000).meta({
      title: "Which rule, and what points to it",
      description:
        "Only staff of the case reads it. It changes nothing for the report or the reporter.",
    }),
  }),
  run: (context, actor, { caseId, words }) =>
    onCase(context, actor, "note-breach", caseId, async (desk) => {
      const found = { kind: "breach-note", outcome: "possible", words } as const;
      const { decisionId } = await recordExamined(context, desk, actor, found);
      return { decisionId };
    }),
});
