/**
 * Proposes to a party how the data that it holds back may travel: by which way, where it is kept and
 * when it is deleted (TH-22). Nothing is agreed before the party itself says yes.
 */
import { z } from "zod";
import { Refusal } from "../../core/refusal.ts";
import { transmissionMethods } from "../../core/transmissions/transmission.ts";
import { owe } from "../../store/outbox/writer.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { transmissionsOf } from "../../store/transmissions/reader.ts";
import { insertTransmission } from "../../store/transmissions/writer.ts";
import { defineAction } from "../action.ts";
import { letterGuard } from "../identity/letter-guard.ts";
import { mustBeOpen, onCase } from "../on-case.ts";

const input = z.object({
  caseId: z.uuid().meta({ title: "Case" }),
  partyId: z.uuid().meta({ title: "To" }),
  what: z.string().trim().min(5, "Say which data it is about.").max(1_000).meta({
    title: "Which data",
    description: "The party reads all words of this form and answers them.",
  }),
  method: z.enum(transmissionMethods).meta({
    title: "How it travels",
    words: {
      portal: "Upload on the portal",
      "encrypted-mail": "Encrypted mail to the team",
      other: "Another way, in words below",
      none: "Not at all: they keep it, or delete it",
    },
  }),
  way: z.string().trim().max(1_000).default("").meta({
    title: "The way in words",
    description: "Needed for another way, such as a data carrier, or what to leave out first.",
  }),
  place: z.string().trim().max(1_000).default("").meta({
    title: "Where it is kept, and who reaches it",
    description: "Needed unless nothing is sent.",
  }),
  deletion: z.string().trim().max(1_000).default("").meta({
    title: "When it is deleted",
    description: "Needed unless nothing is sent; such as a date, or “when the case is closed”.",
  }),
});

export const proposeTransmission = defineAction({
  deed: "propose-transmission",
  title: "Propose it",
  summary: "Proposes to a party how data that it holds back travels, is kept and is deleted.",
  path: "/cases/{caseId}/transmissions",
  input,
  async run(context, actor, { caseId, partyId, ...said }) {
    const letter = await letterGuard(context, caseId, partyId);
    return onCase(context, actor, "propose-transmission", caseId, async (desk) => {
      mustBeOpen(desk.head);
      const parties = await partiesOf(desk.tx, caseId);
      const party = parties.find((each) => each.partyId === partyId);
      if (!party) throw new Refusal("party.unknown");
      mustBeWhole(said);
      letter.mustPass(party.pseudonym, [
        { place: "Which data", text: said.what },
        { place: "The way in words", text: said.way },
        { place: "Where it is kept", text: said.place },
        { place: "When it is deleted", text: said.deletion },
      ]);
      const before = await transmissionsOf(context, desk.tx, caseId);
      if (before.some((each) => each.partyId === partyId && each.state === "proposed")) {
        throw new Refusal("transmission.waits");
      }
      const transmissionId = context.newId();
      const entryId = context.newId();
      const eventId = await desk.record({
        sideId: party.sideId,
        type: "transmission.proposed",
        body: { transmissionId, transmissionEntryId: entryId, partyId },
      });
      const entry = { entryId, transmissionId, caseId, partyId, ...said, answer: "" };
      const key = await keyOf(context, desk.tx, party.sideId);
      await insertTransmission(context, desk.tx, { ...entry, state: "proposed" }, key, eventId);
      await owe(context, desk.tx, "notify", { caseId, subjectId: eventId });
      return { transmissionId };
    });
  },
});

/** Method, place and deletion are what one agrees on; without one of them there is nothing to agree to. */
function mustBeWhole(said: { method: string; way: string; place: string; deletion: string }): void {
  if (said.method === "other" && said.way === "") throw new Refusal("transmission.way");
  if (said.method === "none") return;
  if (said.place === "") throw new Refusal("transmission.place");
  if (said.deletion === "") throw new Refusal("transmission.deletion");
}
