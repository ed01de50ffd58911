/**
 * A colleague chooses, with a reason, to encrypt to a key that has only expired: one message, or every
 * letter to that party until a new key is there. Never to a revoked one.
 */
import { z } from "zod";
import { Refusal } from "../../core/refusal.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { insertSendingChoice } from "../../store/sending/writer.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { oweWithheld } from "./owe-withheld.ts";

export const encryptAnyway = defineAction({
  deed: "encrypt-anyway",
  title: "Encrypt to it all the same",
  summary:
    "Lets what waits for a party's expired key be encrypted to it all the same, with a reason.",
  path: "/cases/{caseId}/expired-keys",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    partyId: z.uuid().meta({ title: "To" }),
    messageId: z.uuid().optional().meta({
      title: "Message",
      description: "Left out, it holds for every letter to this party.",
    }),
    reason: z.string().trim().min(10, "Say why the key may still be used.").max(2_000).meta({
      title: "Why it may still be used",
      description: "Such as: they told us on the telephone that they only forgot to renew it.",
    }),
  }),
  async run(context, actor, { caseId, partyId, messageId, reason }) {
    return onCase(context, actor, "encrypt-anyway", caseId, async (desk) => {
      const { tx } = desk;
      const party = (await partiesOf(tx, caseId)).find((each) => each.partyId === partyId);
      if (!party) throw new Refusal("party.unknown");
      if (!party.hasKey) throw new Refusal("party-key.none");
      const choiceId = context.newId();
      const eventId = await desk.record({
        sideId: party.sideId,
        type: "encryption.to-expired",
        body: { sendingChoiceId: choiceId, partyId, ...(messageId ? { messageId } : {}) },
      });
      const choice = { choiceId, caseId, partyId, reason, messageId: messageId ?? null };
      const key = await keyOf(context, tx, party.sideId);
      await insertSendingChoice(context, tx, { ...choice, kind: "to-expired" }, key, eventId);
      const owed = await oweWithheld(
        context,
        desk,
        { partyId, messageId, codes: ["key-expired"] },
        eventId,
      );
      return { owed };
    });
  },
});
