/**
 * Records that held data came as it was agreed, and later that it was deleted as it was agreed. Deletes
 * nothing itself: what came by another way lies where only people reach it.
 */
import { z } from "zod";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { addEntry } from "./next-entry.ts";

export const recordTransmission = defineAction({
  deed: "record-transmission",
  title: "Record it",
  summary: "Records that data came as agreed, or that it was deleted as agreed.",
  path: "/cases/{caseId}/transmissions/{transmissionId}/record",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    transmissionId: z.uuid().meta({ title: "Agreement" }),
    what: z.enum(["received", "deleted"]).meta({
      title: "What happened",
      words: { received: "It came, as agreed", deleted: "It was deleted, as agreed" },
    }),
  }),
  run: (context, actor, { caseId, transmissionId, what }) =>
    onCase(context, actor, "record-transmission", caseId, async (desk) => {
      await addEntry(context, desk, { caseId, transmissionId }, what);
      return { transmissionId, state: what };
    }),
});
