/** Keeps the record of a test of a remedy: who, when, where, and whether it passed (ISO/IEC 30111, ALE-06). */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { mustBePlanned, verifiedBy } from "../../core/remedies/remedy.ts";
import type { Context } from "../../store/context.ts";
import type { RemedyView } from "../../store/remedies/reader.ts";
import { changeRemedy } from "../../store/remedies/writer.ts";
import { defineAction } from "../action.ts";
import { momentField } from "../moment-field.ts";
import { type Desk, mustBeOpen, onCase } from "../on-case.ts";
import { owedTo, remedyOf } from "./on-remedy.ts";

export const recordRemedyTest = defineAction({
  deed: "record-remedy-test",
  title: "Record the test",
  summary: "Keeps the record of a test of a remedy; only a passed one lets it be delivered.",
  path: "/cases/{caseId}/remedies/{remedyId}/tests",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    remedyId: z.uuid().meta({ title: "Remedy" }),
    result: z.enum(["passed", "failed"]).meta({ title: "What came of it" }),
    testedAt: momentField
      .optional()
      .meta({ title: "When it was tested", description: "Left empty, it is now." }),
    where: z.string().trim().max(500).default("").meta({
      title: "Where",
      description: "The laboratory, the build, the configuration.",
    }),
    words: z
      .string()
      .trim()
      .min(10, "Say in a sentence what was tested and what was seen.")
      .max(4_000)
      .meta({ title: "What was tested, and what was seen" }),
  }),
  async run(context, actor, { caseId, remedyId, testedAt, ...test }) {
    return onCase(context, actor, "record-remedy-test", caseId, async (desk) => {
      mustBeOpen(desk.head);
      const before = await remedyOf(context, desk, remedyId);
      mustBePlanned(before);
      const at = testedAt ? new Date(testedAt) : context.now();
      if (at > context.now()) throw new Refusal("remedy.test-future");
      const { result, where, words } = test;
      const record = { passed: result === "passed", where, words, at, by: staffIdOf(actor) };
      await keepTest(context, desk, before, record);
      return { remedyId };
    });
  },
});

/** Records a test on the case and with its remedy; gives the remedy as it is then. */
export async function keepTest(
  context: Context,
  desk: Desk,
  before: RemedyView,
  test: { passed: boolean; where: string; words: string; at: Date; by: string },
): Promise<RemedyView> {
  const { remedyId } = before;
  const eventId = await desk.record({
    sideId: staffSide,
    type: "remedy.tested",
    body: { remedyId, result: test.passed ? "passed" : "failed", at: test.at.toISOString() },
    text: { key: desk.caseKey, plain: test.words },
    ...(await owedTo(desk, remedyId)),
  });
  const tests = [...before.tests, { ...test, at: test.at.toISOString() }];
  // A later failure takes the passed test's word back: what fails now is not delivered.
  const change = { tests, verifiedAt: verifiedBy(tests) };
  await changeRemedy(context, desk, before, change, eventId);
  return { ...before, ...change };
}
