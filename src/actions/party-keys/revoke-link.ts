/**
 * Ends the links that mails to a party carry, as where one was passed on or a mailbox was read by
 * somebody else. A receipt code stays; the next letter carries a new link.
 */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import { appendEvent } from "../../store/events/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const revokeLink = defineAction({
  deed: "revoke-link",
  title: "End the links",
  summary: "Ends the links that mails to a party carry; the next letter carries a new one.",
  path: "/cases/{caseId}/links/{partyId}/end",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    partyId: z.uuid().meta({ title: "Party" }),
  }),
  async run(context, actor, { caseId, partyId }) {
    const event = { sideId: partyId, type: "link.revoked", body: { partyId } };
    if (actor.kind === "outsider") {
      return context.transaction(actor, async (tx) => {
        permit(actor, "revoke-link", await membershipOf(tx, caseId));
        if (partyId !== actor.id) throw new Refusal("party.unknown");
        const eventId = await appendEvent(context, tx, { ...event, caseId });
        await owe(context, tx, "settle-case", { caseId, subjectId: eventId });
        return { partyId };
      });
    }
    return onCase(context, actor, "revoke-link", caseId, async (desk) => {
      const parties = await partiesOf(desk.tx, caseId);
      if (!parties.some((each) => each.partyId === partyId)) throw new Refusal("party.unknown");
      const eventId = await desk.record(event);
      await owe(context, desk.tx, "settle-case", { caseId, subjectId: eventId });
      return { partyId };
    });
  },
});
