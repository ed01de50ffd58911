/**
 * A party agrees to how its held data travels, declines, or says in words what would do. Until the
 * data came it may go back on a yes: it answers for what it sends (TH-21, TH-22).
 */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { mayBecome } from "../../core/transmissions/transmission.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import { appendEvent } from "../../store/events/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { lockTransmissions, transmissionsOf } from "../../store/transmissions/reader.ts";
import { insertTransmission } from "../../store/transmissions/writer.ts";
import { defineAction } from "../action.ts";
import { underPseudonymOf } from "../identity/under-pseudonym.ts";

const stateOf = { agree: "agreed", decline: "declined", words: "countered" } as const;

export const answerTransmission = defineAction({
  deed: "answer-transmission",
  title: "Answer",
  summary: "Agrees to how held data travels, declines it, or says what would do instead.",
  path: "/cases/{caseId}/transmissions/{transmissionId}/answer",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    transmissionId: z.uuid().meta({ title: "Proposal" }),
    answer: z.enum(["agree", "decline", "words"]).meta({
      title: "Your answer",
      words: { agree: "I agree", decline: "No, I keep it", words: "This would do instead" },
    }),
    text: z.string().trim().max(5_000).default("").meta({
      title: "What would do instead",
      description: "Needed where something else would do.",
    }),
  }),
  async run(context, actor, { caseId, transmissionId, answer, text }) {
    return context.transaction(actor, async (tx) => {
      permit(actor, "answer-transmission", await membershipOf(tx, caseId));
      if (actor.kind !== "outsider") throw new Error("only a party answers for itself");
      await lockTransmissions(tx, caseId);
      const all = await transmissionsOf(context, tx, caseId);
      const found = all.find(
        (each) => each.transmissionId === transmissionId && each.partyId === actor.id,
      );
      if (!found) throw new Refusal("transmission.unknown");
      const state = stateOf[answer];
      // Sent twice, as by a second click: it is said already.
      if (found.state === state) return { transmissionId, state };
      if (!mayBecome(found, state)) throw new Refusal("transmission.settled");
      if (answer === "words" && text === "") throw new Refusal("transmission.no-words");
      const entryId = context.newId();
      const eventId = await appendEvent(context, tx, {
        caseId,
        sideId: actor.side,
        type: `transmission.${state}`,
        body: { transmissionId, transmissionEntryId: entryId, partyId: actor.id },
      });
      const said = (await underPseudonymOf(context, tx, { caseId, partyId: actor.id }))(text);
      const entry = { ...found, entryId, state, answer: said || found.answer };
      const key = await keyOf(context, tx, actor.side);
      await insertTransmission(context, tx, entry, key, eventId);
      await owe(context, tx, "settle-case", { caseId, subjectId: eventId });
      return { transmissionId, state };
    });
  },
});
