/**
 * Asks a party for its public key, in a letter that asks for nothing else and says nothing of the
 * matter. Any number of times: a week of silence is no answer.
 */
import { z } from "zod";
import { Refusal } from "../../core/refusal.ts";
import { owe } from "../../store/outbox/writer.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const askForKey = defineAction({
  deed: "ask-for-key",
  title: "Ask for their key",
  summary: "Asks a party for its public key, in a letter that says nothing of the matter.",
  path: "/cases/{caseId}/key-requests",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    partyId: z.uuid().meta({ title: "Party" }),
  }),
  async run(context, actor, { caseId, partyId }) {
    return onCase(context, actor, "ask-for-key", caseId, async (desk) => {
      const party = (await partiesOf(desk.tx, caseId)).find((each) => each.partyId === partyId);
      if (!party) throw new Refusal("party.unknown");
      const body = { partyId };
      const eventId = await desk.record({ sideId: party.sideId, type: "party-key.asked", body });
      await owe(context, desk.tx, "notify", { caseId, subjectId: eventId });
      return { partyId };
    });
  },
});
