/**
 * Approves a publication. Four eyes: the person who approves is not the one who wrote it, and what
 * they approve is the version that they read.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { secondPerson } from "../../core/people/second-person.ts";
import { changePublication } from "../../store/publications/writer.ts";
import { defineAction } from "../action.ts";
import { publicationGuard } from "../identity/publication-guard.ts";
import { onPublication } from "./on-publication.ts";

export const approveAdvisory = defineAction({
  deed: "approve-advisory",
  title: "Approve",
  summary: "Approves a publication as a second person.",
  path: "/cases/{caseId}/publications/{publicationId}/approval",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    publicationId: z.uuid().meta({ title: "Publication" }),
    seen: z.uuid().optional().meta({
      title: "Version that was read",
      description:
        "The publication's lastEventId when its words were read. Where they changed since, nothing is approved.",
    }),
  }),
  async run(context, actor, { caseId, publicationId, seen }) {
    const which = { caseId, publicationId, in: ["in-review"] as const, seen };
    const guard = await publicationGuard(context, caseId);
    return onPublication(context, actor, "approve-advisory", which, async (desk) => {
      const approver = staffIdOf(actor);
      if (desk.policy.disclosure.approvals.secondPerson) {
        secondPerson(approver, desk.publication.draftedBy);
      }
      guard.mustPass(desk.publication);
      const eventId = await desk.record({
        sideId: staffSide,
        type: "advisory.approved",
        body: { publicationId, number: desk.publication.number },
      });
      const change = { state: "approved", approved_by: approver, approved_at: context.now() };
      await changePublication(context, desk.tx, publicationId, change, eventId);
      return { publicationId };
    });
  },
});
