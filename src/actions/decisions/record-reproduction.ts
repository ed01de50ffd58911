/**
 * Records an attempt to reproduce a report: who, where, with which version, and how it went. The first
 * that confirms the report is told by a letter, or it is said why not yet (TH-13).
 */
import { z } from "zod";
import { owesWord, reproductionResults } from "../../core/decisions/examined.ts";
import { Refusal } from "../../core/refusal.ts";
import { decisionsOf } from "../../store/cases/decision-reader.ts";
import type { Context } from "../../store/context.ts";
import { owe } from "../../store/outbox/writer.ts";
import { reporterOf } from "../../store/parties/reader.ts";
import { defineAction } from "../action.ts";
import { type Desk, mustBeOpen, onCase } from "../on-case.ts";
import { letterToReporter } from "./letter-to-reporter.ts";
import { recordExamined } from "./record-examined.ts";

const input = z.object({
  caseId: z.uuid().meta({ title: "Case" }),
  outcome: z.enum(reproductionResults).meta({
    title: "How it went",
    words: { reproduced: "Reproduced", partly: "In part", "not-reproduced": "Not reproduced" },
  }),
  version: z
    .string()
    .trim()
    .min(1, "Say which version.")
    .max(400)
    .meta({ title: "Product and version" }),
  place: z
    .string()
    .trim()
    .min(1, "Say where.")
    .max(400)
    .meta({ title: "Where", description: "Such as the bench, its network and its settings." }),
  words: z.string().trim().min(10, "Say what was done, and what was seen.").max(20_000).meta({
    title: "What was done, and what was seen",
    description:
      "Name the files of the case that show it. Only staff of the case reads this and the fields above.",
  }),
  toReporter: z.string().trim().max(20_000).default("").meta({
    title: "What the reporter is told",
    description: "Leaves with the letter that their report is confirmed and under investigation.",
  }),
  whyNot: z.string().trim().max(2_000).default("").meta({
    title: "Or why they are not told yet",
    description: "Needed where a first confirmation is not told.",
  }),
});

export const recordReproduction = defineAction({
  deed: "record-reproduction",
  title: "Record the attempt",
  summary:
    "Records an attempt to reproduce a report; a first confirmation is told to the reporter.",
  path: "/cases/{caseId}/reproductions",
  input,
  async run(context, actor, { caseId, outcome, words, ...said }) {
    const letter = await letterToReporter(context, caseId);
    return onCase(context, actor, "record-reproduction", caseId, async (desk) => {
      mustBeOpen(desk.head);
      const tells = await mustSay(context, desk, outcome, said);
      if (tells) letter.mustPass([{ place: "What the reporter is told", text: said.toReporter }]);
      const details = tells ? said : { ...said, toReporter: "" };
      const found = { kind: "reproduction", outcome, words, details } as const;
      const { decisionId, eventId } = await recordExamined(context, desk, actor, found);
      if (tells) await owe(context, desk.tx, "notify", { caseId, subjectId: eventId });
      return { decisionId };
    });
  },
});

/** Whether the reporter is told of it. Refuses with reproduction.tell where nothing is said on that. */
async function mustSay(
  context: Context,
  desk: Desk,
  outcome: z.output<typeof input>["outcome"],
  { toReporter, whyNot }: Pick<z.output<typeof input>, "toReporter" | "whyNot">,
): Promise<boolean> {
  const { tx, head } = desk;
  if (!(await reporterOf(tx, head.caseId))) return false;
  const all = await decisionsOf(context, tx, head.caseId);
  const toldBefore = all.some((each) => each.kind === "reproduction" && each.details.toReporter);
  if (owesWord(outcome, toldBefore) && toReporter === "" && whyNot === "") {
    throw new Refusal("reproduction.tell");
  }
  return outcome === "reproduced" && toReporter !== "";
}
