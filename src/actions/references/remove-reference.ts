/** Takes what a party calls the case off it: mails that name it no longer find the case by it. */
import { z } from "zod";
import { Refusal } from "../../core/refusal.ts";
import { referencesOf } from "../../store/references/reader.ts";
import { endReference } from "../../store/references/writer.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const removeReference = defineAction({
  deed: "remove-reference",
  title: "Remove the reference",
  summary: "Takes a party's reference off the case.",
  path: "/cases/{caseId}/references/{referenceId}/remove",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    referenceId: z.uuid().meta({ title: "Reference" }),
  }),
  async run(context, actor, { caseId, referenceId }) {
    return onCase(context, actor, "remove-reference", caseId, async ({ tx, record }) => {
      const all = await referencesOf(context, tx, caseId);
      const found = all.find((each) => each.referenceId === referenceId);
      if (!found) throw new Refusal("reference.unknown");
      const { partyId, issuer } = found;
      const eventId = await record({
        sideId: partyId,
        type: "reference.removed",
        body: { referenceId, partyId, issuer },
      });
      await endReference(context, tx, referenceId, eventId);
      return { referenceId };
    });
  },
});
