/** Links a case to another one that it touches or was split off. Nothing is told outside, and nobody else learns of either. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { linksOf } from "../../store/links/reader.ts";
import { insertLink } from "../../store/links/writer.ts";
import { defineAction } from "../action.ts";
import { onTwoCases } from "../references/on-two-cases.ts";

export const relateCase = defineAction({
  deed: "relate-case",
  title: "Link the case",
  summary: "Links a case to another one that touches it; whoever is on both sees it.",
  path: "/cases/{caseId}/links",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    of: z.string().trim().min(3, "Write the reference of the other case.").max(40).meta({
      title: "The other case",
      description: "Its reference. Only whoever is on both cases sees the link.",
    }),
    relation: z
      .enum(["related", "split-from"])
      .default("related")
      .meta({
        title: "How they belong together",
        words: { related: "They touch each other", "split-from": "This one was split off it" },
      }),
  }),
  async run(context, actor, { caseId, of, relation }) {
    const which = { caseId, into: of, unknown: "link.no-such-case" } as const;
    return onTwoCases(context, actor, "relate-case", which, async ({ tx, head, record }, other) => {
      const { caseId: otherCaseId, reference } = other.head;
      if (otherCaseId === head.caseId) throw new Refusal("link.same-case", { reference });
      const known = await linksOf(tx, caseId);
      if (known.some((each) => each.caseId === otherCaseId)) {
        throw new Refusal("link.linked", { reference });
      }
      const linkId = context.newId();
      const body = { caseLinkId: linkId };
      const eventId = await record({ sideId: staffSide, type: "case.related", body });
      const link = { linkId, caseId, otherCaseId, madeBy: staffIdOf(actor) };
      await insertLink(context, tx, { ...link, relation }, eventId);
      return { linkId };
    });
  },
});
