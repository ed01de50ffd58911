/**
 * A party chooses which letters reach it by mail: every change, results only, or none (VEN-11, ALE-32).
 * Its page shows everything all the same, and it can choose otherwise at any time.
 */
import { z } from "zod";
import { newsChoices } from "../../core/portal/news.ts";
import { newestOf } from "../../core/portal/statement.ts";
import { defineAction } from "../action.ts";
import { say } from "./say.ts";

export const chooseNews = defineAction({
  deed: "choose-news",
  title: "Save",
  summary: "A party chooses which letters reach it by mail.",
  path: "/cases/{caseId}/news",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    choice: z.enum(newsChoices).meta({
      title: "Which news shall we mail you?",
      words: {
        "every-change": "Every change",
        results: "Results only",
        none: "None: I look here",
      },
    }),
  }),
  async run(context, actor, { caseId, choice }) {
    return say(context, actor, "choose-news", caseId, ({ said }) => {
      if (newestOf(said, "news")?.word === choice) return undefined;
      return { kind: "news", word: choice, event: "news.chosen" };
    });
  },
});
