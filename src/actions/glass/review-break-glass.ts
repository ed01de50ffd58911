/** The review that a broken glass owes: a lead who neither opened the case nor confirmed it says what they found. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { mustBeReviewable } from "../../core/people/break-glass.ts";
import { Refusal } from "../../core/refusal.ts";
import { allLeads } from "../../store/cases/leads-reader.ts";
import { openingsOf } from "../../store/glass/reader.ts";
import { reviewOpening } from "../../store/glass/writer.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const reviewBreakGlass = defineAction({
  deed: "review-break-glass",
  title: "Record the review",
  summary: "Records what a lead found on looking at how the glass of the case was broken.",
  path: "/cases/{caseId}/openings/{openingId}/review",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    openingId: z.uuid().meta({ title: "Opening" }),
    finding: z
      .string()
      .trim()
      .min(10, "Say in a sentence what you found.")
      .max(4_000)
      .meta({ title: "Was it needed, and what follows?" }),
  }),
  async run(context, actor, { caseId, openingId, finding }) {
    return onCase(context, actor, "review-break-glass", caseId, async (desk) => {
      const openings = await openingsOf(desk.tx, caseId);
      const opening = openings.find((each) => each.openingId === openingId);
      if (!opening) throw new Refusal("glass.unknown");
      const reviewedBy = staffIdOf(actor);
      const reviewer = mustBeReviewable(opening, reviewedBy, await allLeads(desk.tx));
      const { personId } = opening;
      const eventId = await desk.record({
        sideId: staffSide,
        type: "glass.reviewed",
        body: { openingId, personId, ...(reviewer === "second" ? { confirmedToo: true } : {}) },
        text: { key: desk.caseKey, plain: finding },
      });
      await reviewOpening(context, desk.tx, openingId, reviewedBy, eventId);
      return { openingId };
    });
  },
});
