/**
 * Records what the law made us give away of a case: to which authority, on what basis, what it was, and
 * whether the party was told (TH-25). It waits for a second person; its words stay in the register.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { insertLegalDisclosure } from "../../store/identity/writer.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

const words = (title: string, description: string) =>
  z.string().trim().min(3, "Say it in a few words.").max(4_000).meta({ title, description });

export const recordLegalDisclosure = defineAction({
  deed: "record-legal-disclosure",
  title: "Record a legal disclosure",
  summary: "Records what the law made us give away, to whom and on what basis.",
  path: "/cases/{caseId}/legal-disclosures",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    partyId: z.uuid().optional().meta({
      title: "Whom it is about",
      description: "Left out where it is about nobody in particular.",
    }),
    authority: words("Authority", "Who asked, and under which file number."),
    basis: words("Legal basis", "The law and the order."),
    given: words("What was given", "As exactly as the order lets you say it."),
    told: z.enum(["yes", "no"]).meta({
      title: "Was the person told?",
      words: { yes: "Yes", no: "No" },
    }),
    whyNotTold: z.string().trim().max(4_000).default("").meta({
      title: "Why not",
      description: "Needed where the person was not told, such as an order that forbids it.",
    }),
  }),
  async run(context, actor, { caseId, partyId, told, whyNotTold, ...said }) {
    return onCase(context, actor, "record-legal-disclosure", caseId, async (desk) => {
      if (told === "no" && whyNotTold === "") throw new Refusal("legal-disclosure.why-not-told");
      const parties = await partiesOf(desk.tx, caseId);
      if (partyId && !parties.some((each) => each.partyId === partyId)) {
        throw new Refusal("party.unknown");
      }
      const disclosureId = context.newId();
      const eventId = await desk.record({
        sideId: staffSide,
        type: "legal-disclosure.recorded",
        body: { disclosureId, told: told === "yes" },
      });
      const entry = {
        disclosureId,
        caseId,
        partyId: partyId ?? null,
        recordedBy: staffIdOf(actor),
        told: told === "yes",
        record: { ...said, whyNotTold: told === "yes" ? "" : whyNotTold },
      };
      await insertLegalDisclosure(context, desk.tx, entry, desk.caseKey, eventId);
      return { disclosureId };
    });
  },
});
