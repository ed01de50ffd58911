/** Records what the checks of our own keys found; an event only where that is news. */
import { z } from "zod";
import {
  isDoubt,
  type KeyCheckResult,
  type KeyProblem,
  keyChecks,
  keyProblems,
} from "../../core/keys/key-check.ts";
import { permit } from "../../core/people/permit.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { type KeyCheckRow, keyCheckRows } from "../../store/keys/check-reader.ts";
import { saveKeyCheck } from "../../store/keys/check-writer.ts";
import { lockOwnKeys } from "../../store/keys/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import type { Tx } from "../../store/transaction.ts";
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
      const news = found.filter((each) => isNews(before.get(each.what), each));
      for (const each of found) await saveKeyCheck(tx, each, context.now());
      for (const each of news) await tell(context, tx, each);
      return { news };
    });
  },
});

function isNews(before: KeyCheckRow | undefined, now: KeyCheckResult): boolean {
  const { problem = null, place = null } = before ?? {};
  if (problem === null && now.problem === null) return false;
  return problem !== now.problem || place !== now.place;
}

async function tell(context: Context, tx: Tx, found: KeyCheckResult): Promise<void> {
  const type = found.problem === null ? "key-check.passed" : "key-check.failed";
  const subjectId = await appendHouseEvent(context, tx, { type, body: { ...found } });
  // What merely did not answer is on the page; letters that cry wolf are not read.
  if (found.problem === null || isDoubt(found.problem)) return;
  await owe(context, tx, "tell-of-keys", { subjectId });
}
