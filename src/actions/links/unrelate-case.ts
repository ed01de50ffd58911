/** Takes the link between two cases that touch each other away again. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { linksOf } from "../../store/links/reader.ts";
import { endLink } from "../../store/links/writer.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const unrelateCase = defineAction({
  deed: "unrelate-case",
  title: "Remove the link",
  summary: "Takes the link between two cases that touch each other away.",
  path: "/cases/{caseId}/links/{linkId}/removal",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    linkId: z.uuid().meta({ title: "Link" }),
  }),
  async run(context, actor, { caseId, linkId }) {
    return onCase(context, actor, "unrelate-case", caseId, async ({ tx, record }) => {
      const links = await linksOf(tx, caseId);
      const found = links.find((each) => each.linkId === linkId && each.relation !== "duplicate");
      // The link stands in the record of the case where it was made, which is where it ends.
      if (!found?.isFrom) throw new Refusal("link.none");
      const body = { caseLinkId: linkId };
      const eventId = await record({ sideId: staffSide, type: "case.unrelated", body });
      await endLink(context, tx, { linkId, endedBy: staffIdOf(actor) }, eventId);
      return { linkId };
    });
  },
});
