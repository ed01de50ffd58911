/** Records what the checks of our own keys found; an event only where that is news. */
import { z } from "zod";
import { type KeyProblem, keyChecks, keyProblems } from "../../core/keys/key-check.ts";
import { permit } from "../../core/people/permit.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { keyCheckRows } from "../../store/keys/check-reader.ts";
import { saveKeyCheck } from "../../store/keys/check-writer.ts";
import { lockOwnKeys } from "../../store/keys/writer.ts";
import { defineAction } from "../action.ts";

const problems = Object.keys(keyProblems) as [KeyProblem, ...KeyProblem[]];

export const recordKeyCheck = defineAction({
  deed: "record-key-check",
  title: "Record a check of our keys",
  summary: "Records whether the published keys are one and the same, and open what comes in.",
  path: null,
  input: z.object({
    found: z
      .array(
        z.object({
          what: z.enum(keyChecks).meta({ title: "Check" }),
          problem: z.enum(problems).nullable().meta({ title: "What was found" }),
          place: z.string().max(500).nullable().meta({ title: "Where" }),
        }),
      )
      .max(keyChecks.length)
      .meta({ title: "Checks" }),
  }),
  async run(context, actor, { found }) {
    permit(actor, "record-key-check");
    return context.transaction(actor, async (tx) => {
      await lockOwnKeys(tx);
      const before = new Map((await keyCheckRows(tx)).map((row) => [row.what, row]));
      const news: typeof found = [];
      for (const each of found) {
        await saveKeyCheck(tx, each, context.now());
        const { problem = null, place = null } = before.get(each.what) ?? {};
        if (problem === each.problem && place === each.place) continue;
        if (problem === null && each.problem === null) continue;
        const type = each.problem === null ? "key-check.passed" : "key-check.failed";
        await appendHouseEvent(context, tx, { type, body: { ...each } });
        news.push(each);
      }
      return { news };
    });
  },
});
