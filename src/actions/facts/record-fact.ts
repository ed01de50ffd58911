/**
 * Records what is known of attacks, publications and fixes: when it happened, when anyone of us became
 * aware, from whom, how sure. Promises count from the awareness, never from the writing down.
 */
import { z } from "zod";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { keepEntry } from "./keep-entry.ts";
import { sayingInput, sayingOf, wordsOf } from "./saying-input.ts";

export const recordFact = defineAction({
  deed: "record-fact",
  title: "Record the fact",
  summary:
    "Records a fact with its evidence and when anyone in the organisation became aware of it.",
  path: "/cases/{caseId}/facts",
  input: z.object({ caseId: z.uuid().meta({ title: "Case" }), ...sayingInput.shape }),
  async run(context, actor, { caseId, ...answers }) {
    return onCase(context, actor, "record-fact", caseId, async (desk) => {
      const saying = sayingOf(answers, context.now());
      const words = wordsOf(answers);
      return { factId: await keepEntry(context, desk, { factId: null, saying, words }) };
    });
  },
});
