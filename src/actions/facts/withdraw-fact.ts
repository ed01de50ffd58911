/** Withdraws a fact that proved to be none, by a later entry with the reason. Nothing is deleted. */
import { z } from "zod";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { keepEntry } from "./keep-entry.ts";
import { mustStand } from "./standing-fact.ts";

export const withdrawFact = defineAction({
  deed: "withdraw-fact",
  title: "Withdraw it",
  summary: "Withdraws a fact that proved to be none; what it started ends, unless another stands.",
  path: "/cases/{caseId}/facts/{factId}/withdrawal",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    factId: z.uuid().meta({ title: "Fact" }),
    reason: z.string().trim().min(3, "Say why it proved to be none.").max(4_000).meta({
      title: "Why does it not hold?",
      description: "The entries so far stay on the record.",
    }),
  }),
  async run(context, actor, { caseId, factId, reason }) {
    return onCase(context, actor, "withdraw-fact", caseId, async (desk) => {
      await mustStand(context, desk.tx, caseId, factId);
      return { entryId: await keepEntry(context, desk, { factId, saying: null, words: reason }) };
    });
  },
});
