/** A second person stands for what the law made us give away; never whoever recorded it. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { secondPerson } from "../../core/people/second-person.ts";
import { Refusal } from "../../core/refusal.ts";
import { lockDisclosure } from "../../store/identity/register-reader.ts";
import { approveDisclosure } from "../../store/identity/writer.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const approveLegalDisclosure = defineAction({
  deed: "approve-legal-disclosure",
  title: "Approve the entry",
  summary: "Approves an entry of the register of legal disclosures as a second person.",
  path: "/cases/{caseId}/legal-disclosures/{disclosureId}/approval",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    disclosureId: z.uuid().meta({ title: "Entry" }),
  }),
  async run(context, actor, { caseId, disclosureId }) {
    return onCase(context, actor, "approve-legal-disclosure", caseId, async (desk) => {
      const entry = await lockDisclosure(desk.tx, caseId, disclosureId);
      if (!entry) throw new Refusal("legal-disclosure.unknown");
      if (entry.approvedBy) throw new Refusal("legal-disclosure.approved");
      const approvedBy = staffIdOf(actor);
      secondPerson(approvedBy, entry.recordedBy);
      const eventId = await desk.record({
        sideId: staffSide,
        type: "legal-disclosure.approved",
        body: { disclosureId },
      });
      await approveDisclosure(context, desk.tx, { disclosureId, approvedBy }, eventId);
      return { disclosureId };
    });
  },
});
