/** Hands out what a case holds about a person: to that person themself, or to staff who answer them. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import { appendEvent } from "../../store/events/writer.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { personDataOf } from "../../store/retention/person-data-reader.ts";
import { recordAccess } from "../access/record-access.ts";
import { defineAction } from "../action.ts";

const gatherer = { kind: "system", task: "export-person" } as const;

export const exportPerson = defineAction({
  deed: "export-person",
  title: "Export a person’s data",
  summary:
    "Makes an archive of what the case holds about a person, for programs and for reading, in base 64.",
  path: "/cases/{caseId}/person-data",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    partyId: z
      .uuid()
      .optional()
      .meta({ title: "Person", description: "Left out by a party, who gets their own." }),
  }),
  async run(context, actor, { caseId, partyId }) {
    const own = actor.kind === "outsider";
    const whose = own ? actor.id : partyId;
    await context.transaction(actor, async (tx) => {
      permit(actor, "export-person", await membershipOf(tx, caseId));
      const party = (await partiesOf(tx, caseId)).find((each) => each.partyId === whose);
      if (!party) throw new Refusal("party.unknown");
      const sideId = own ? actor.side : staffSide;
      const body = { partyId: party.partyId };
      await appendEvent(context, tx, { caseId, sideId, type: "person.exported", body });
    });
    // Permitted and on record. Only the worker reads the vault, and what the register tells of them.
    const data = await context.transaction(gatherer, (tx) =>
      personDataOf(context, tx, caseId, whose ?? ""),
    );
    if (!data) throw new Refusal("party.unknown");
    await recordAccess(context, actor, { kind: "export", what: "person", caseId });
    return {
      fileName: `${data.case.reference}-your-data.zip`,
      archive: Buffer.from(context.packPerson(data)).toString("base64"),
    };
  },
});
