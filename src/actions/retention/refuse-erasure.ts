/** Refuses a person's request to erase; they are told why, in their own thread. */
import { z } from "zod";
import { Refusal } from "../../core/refusal.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { lockErasure } from "../../store/retention/erasure-reader.ts";
import { updateErasure } from "../../store/retention/erasure-writer.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { tellPerson } from "./tell-person.ts";

export const refuseErasure = defineAction({
  deed: "refuse-erasure",
  title: "Refuse the request",
  summary: "Refuses a request to erase; the person is told why.",
  path: "/cases/{caseId}/erasures/{erasureId}/refusal",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    erasureId: z.uuid().meta({ title: "Request" }),
    explanation: z.string().trim().min(1).max(5_000).meta({
      title: "What the person is told",
      description: "Why it has to be kept, for how long, and where they can complain.",
    }),
  }),
  async run(context, actor, { caseId, erasureId, explanation }) {
    return onCase(context, actor, "refuse-erasure", caseId, async (desk) => {
      const erasure = await lockErasure(desk.tx, caseId, erasureId);
      if (!erasure) throw new Refusal("retention.unknown");
      if (erasure.reason !== "request") throw new Refusal("retention.not-asked");
      if (erasure.state !== "requested") throw new Refusal("retention.over");
      const parties = await partiesOf(desk.tx, caseId);
      const party = parties.find(({ partyId }) => partyId === erasure.subjectId);
      if (!party) throw new Refusal("party.unknown");
      const eventId = await desk.record({
        sideId: party.sideId,
        type: "erasure.refused",
        body: { erasureId, partyId: party.partyId },
      });
      const change = { state: "refused", ended_at: context.now() };
      await updateErasure(context, desk.tx, erasureId, change, eventId);
      await tellPerson(context, actor, desk, party, explanation);
      return { erasureId };
    });
  },
});
