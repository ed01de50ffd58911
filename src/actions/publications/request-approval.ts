/** Asks for the second person's approval; a publication that lacks something is not shown to them. */
import { z } from "zod";
import { missingForPublication } from "../../core/advisories/advisory-rules.ts";
import { firstRevision } from "../../core/advisories/revise.ts";
import { utcInstant } from "../../core/advisories/utc-instant.ts";
import { staffSide } from "../../core/cases/sides.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import type { PublicationView } from "../../store/publications/reader.ts";
import { changePublication } from "../../store/publications/writer.ts";
import { defineAction } from "../action.ts";
import { publicationGuard } from "../identity/publication-guard.ts";
import { onPublication } from "./on-publication.ts";

export const requestApproval = defineAction({
  deed: "request-approval",
  title: "Request approval",
  summary: "Hands a complete draft to a second person.",
  path: "/cases/{caseId}/publications/{publicationId}/review",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    publicationId: z.uuid().meta({ title: "Publication" }),
  }),
  async run(context, actor, { caseId, publicationId }) {
    const which = { caseId, publicationId, in: ["draft"] as const };
    const guard = await publicationGuard(context, caseId);
    return onPublication(context, actor, "request-approval", which, async (desk) => {
      const missing = findingsOf(context, desk.publication);
      if (missing.length > 0) {
        throw new Refusal("advisory.incomplete", {
          number: desk.publication.number,
          missing: missing.map((finding) => finding.message).join(" "),
        });
      }
      guard.mustPass(desk.publication);
      const eventId = await desk.record({
        sideId: staffSide,
        type: "advisory.review-requested",
        body: { publicationId, number: desk.publication.number },
      });
      await changePublication(context, desk.tx, publicationId, { state: "in-review" }, eventId);
      return { publicationId };
    });
  },
});

/** What the publication would lack if it were released now. */
export function findingsOf(context: Pick<Context, "now">, publication: PublicationView) {
  const release = { date: utcInstant(context.now().toISOString()), summary: "Initial version." };
  return missingForPublication(firstRevision(publication.content, release));
}
