/** Takes back a proposal on how held data travels, or a yes to it that nothing came of yet. */
import { z } from "zod";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { addEntry } from "./next-entry.ts";

export const withdrawTransmission = defineAction({
  deed: "withdraw-transmission",
  title: "Take it back",
  summary: "Takes back a proposal on how held data travels, until the data came.",
  path: "/cases/{caseId}/transmissions/{transmissionId}/withdraw",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    transmissionId: z.uuid().meta({ title: "Proposal" }),
  }),
  run: (context, actor, { caseId, transmissionId }) =>
    onCase(context, actor, "withdraw-transmission", caseId, async (desk) => {
      await addEntry(context, desk, { caseId, transmissionId }, "withdrawn");
      return { transmissionId };
    }),
});
