/**
 * A party says whether a remedy mends what it found: yes, no, or that it could not try (L-08). It may
 * say so at any time, invited or not, and say otherwise later.
 */
import { z } from "zod";
import { Refusal } from "../../core/refusal.ts";
import { noDetails } from "../../store/portal/statement-reader.ts";
import { defineAction } from "../action.ts";
import { say } from "./say.ts";

export const confirmFix = defineAction({
  deed: "confirm-fix",
  title: "Tell the team",
  summary: "A party says whether a remedy mends what it found.",
  path: "/cases/{caseId}/fix",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    answer: z.enum(["works", "fails", "not-tried"]).meta({
      title: "Does the fix mend what you found?",
      words: { works: "Yes", fails: "No", "not-tried": "I could not try it" },
    }),
    text: z.string().trim().max(20_000).default("").meta({
      title: "What did you try, and what happened?",
      description: "Needed with a no. Files go with the form for files.",
    }),
  }),
  async run(context, actor, { caseId, answer, text }) {
    return say(context, actor, "confirm-fix", caseId, ({ said }) => {
      if (answer === "fails" && text.length < 10) throw new Refusal("fix.words");
      const invited = said.findLast((each) => each.kind === "fix" && each.word === "invited");
      const about = invited ? { aboutId: invited.statementId } : {};
      const details = { ...noDetails, text };
      return { kind: "fix", word: answer, event: "fix.answered", details, ...about };
    });
  },
});
