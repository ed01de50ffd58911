/** Corrects a fact by a later entry that says it anew. The former entry stays on the record. */
import { z } from "zod";
import type { FactSaying } from "../../core/facts/fact.ts";
import { defineAction } from "../action.ts";
import { asOfField, markOf, mustBeAsOf } from "../as-of.ts";
import { onCase } from "../on-case.ts";
import { keepEntry } from "./keep-entry.ts";
import { sayingInput, sayingOf, wordsOf } from "./saying-input.ts";
import { mustStand } from "./standing-fact.ts";

/** A form shows minutes: a time that was left as it stood keeps its seconds, and moves no clock. */
function unlessSame(given: Date | null, former: Date | null): Date | null {
  if (!given || !former) return given;
  return Math.floor(+given / 60_000) === Math.floor(+former / 60_000) ? former : given;
}

function corrected(said: FactSaying, former: FactSaying, isAwareGiven: boolean): FactSaying {
  return {
    ...said,
    occurredAt: unlessSame(said.occurredAt, former.occurredAt),
    awareAt: isAwareGiven
      ? (unlessSame(said.awareAt, former.awareAt) ?? former.awareAt)
      : former.awareAt,
  };
}

export const correctFact = defineAction({
  deed: "correct-fact",
  title: "Correct it",
  summary: "Corrects a fact by a later entry; clocks count anew from the corrected time.",
  path: "/cases/{caseId}/facts/{factId}/correction",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    factId: z.uuid().meta({ title: "Fact" }),
    asOf: asOfField,
    ...sayingInput.shape,
  }),
  async run(context, actor, { caseId, factId, asOf, ...answers }) {
    return onCase(context, actor, "correct-fact", caseId, async (desk) => {
      const { saying: former } = await mustStand(context, desk.tx, caseId, factId);
      mustBeAsOf(asOf, markOf(JSON.stringify(former)));
      const said = sayingOf(answers, context.now());
      const saying = corrected(said, former, answers.awareAt !== undefined);
      const words = wordsOf(answers);
      return { entryId: await keepEntry(context, desk, { factId, saying, words }) };
    });
  },
});
