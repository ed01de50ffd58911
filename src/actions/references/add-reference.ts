/**
 * Keeps what a party calls the case, such as VU#123456: it leads the subject of every letter to that
 * party, and a mail that names it finds the case.
 */
import { z } from "zod";
import { referenceMark, typedReference } from "../../core/mail/outside-references.ts";
import { colleagueOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { referencesOf } from "../../store/references/reader.ts";
import { insertReference } from "../../store/references/writer.ts";
import { indexText } from "../../store/search/tokens.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

/** More nobody gives a case, and no subject would hold them. */
export const referencesMax = 20;

export const addReference = defineAction({
  deed: "add-reference",
  title: "Add their reference",
  summary: "Keeps what a party calls the case; letters to it carry it in the subject.",
  path: "/cases/{caseId}/references",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    partyId: z.uuid().meta({ title: "Whose reference" }),
    reference: z.string().trim().min(3, "Write their reference.").max(60).meta({
      title: "Their reference",
      description: "As they write it, such as VU#123456. It stands in the subject of our mails.",
    }),
  }),
  async run(context, actor, { caseId, partyId, reference: typed }) {
    return onCase(context, actor, "add-reference", caseId, async ({ tx, record }) => {
      const reference = typedReference(typed);
      if (!reference) throw new Refusal("reference.unreadable");
      const party = (await partiesOf(tx, caseId)).find((each) => each.partyId === partyId);
      if (!party) throw new Refusal("party.unknown");
      const known = (await referencesOf(context, tx, caseId)).filter(
        (each) => each.partyId === partyId,
      );
      if (known.some((each) => referenceMark(each) === referenceMark(reference))) {
        throw new Refusal("reference.known", { reference: reference.text });
      }
      if (known.length >= referencesMax) throw new Refusal("reference.too-many");
      const referenceId = context.newId();
      const eventId = await record({
        sideId: party.sideId,
        type: "reference.added",
        body: { referenceId, partyId, issuer: reference.issuer },
      });
      const row = { ...reference, referenceId, caseId, partyId, addedBy: colleagueOf(actor) };
      await insertReference(context, tx, row, eventId);
      await indexText(context, tx, { caseId, sideId: partyId }, reference.text);
      return { referenceId, reference: reference.text };
    });
  },
});
