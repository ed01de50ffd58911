/** Places a legal hold on a case or on a person: until it is lifted nothing of it is erased. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { insertHold } from "../../store/retention/hold-writer.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const placeHold = defineAction({
  deed: "place-hold",
  title: "Place a legal hold",
  summary: "Stops every erasure of a case, or of a person, until the hold is lifted.",
  path: "/cases/{caseId}/holds",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    partyId: z
      .uuid()
      .optional()
      .meta({ title: "Person", description: "Left out, the whole case is held." }),
    reason: z.string().trim().min(1).max(2_000).meta({
      title: "Reason",
      description: "The proceeding or the law that asks for it. Only staff of the case read it.",
    }),
  }),
  async run(context, actor, { caseId, partyId, reason }) {
    return onCase(context, actor, "place-hold", caseId, async ({ tx, caseKey, record }) => {
      const party = (await partiesOf(tx, caseId)).find((each) => each.partyId === partyId);
      if (partyId && !party) throw new Refusal("party.unknown");
      const holdId = context.newId();
      const eventId = await record({
        sideId: staffSide,
        type: "hold.placed",
        body: { holdId, ...(partyId ? { partyId } : {}) },
        text: { key: caseKey, plain: reason },
      });
      const placedBy = staffIdOf(actor);
      const hold = { holdId, caseId, sideId: staffSide, partyId: partyId ?? null, placedBy };
      await insertHold(context, tx, hold, eventId);
      return { holdId };
    });
  },
});
