/** Edits a draft's words. An edit takes back an approval: what was approved is what is published. */
import { z } from "zod";
import type { AdvisoryContent } from "../../core/advisories/advisory.ts";
import { staffSide } from "../../core/cases/sides.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { saveContent } from "../../store/publications/writer.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { defineAction } from "../action.ts";
import { asOfField, mustBeAsOf } from "../as-of.ts";
import { creditsOfCase } from "../identity/publication-guard.ts";
import { onPublication } from "./on-publication.ts";

const text = (title: string, description?: string) =>
  z
    .string()
    .trim()
    .max(50_000)
    .optional()
    .meta({ title, ...(description ? { description } : {}) });

export const editAdvisory = defineAction({
  deed: "edit-advisory",
  title: "Save draft",
  summary: "Edits the words of a draft; fields left out stay as they are.",
  path: "/cases/{caseId}/publications/{publicationId}",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    publicationId: z.uuid().meta({ title: "Publication" }),
    asOf: asOfField,
    title: z.string().trim().min(3).max(250).optional().meta({ title: "Title" }),
    summary: text("Summary", "Two or three sentences for a reader in a hurry."),
    description: text("Description of the vulnerability"),
    impact: text("Impact", "What an attacker gains, and under which conditions."),
    defensiveSteps: text("Steps to defend systems and networks"),
    howToObtain: text("How to obtain the remedy"),
    support: text("Where customers find help"),
    disclaimer: text("Disclaimer", "Under which conditions the text may be relied upon."),
    early: z.coerce
      .boolean()
      .optional()
      .meta({ title: "Early advisory", description: "Published before a correction exists." }),
  }),
  async run(context, actor, { caseId, publicationId, asOf, support, ...edits }) {
    const which = { caseId, publicationId, in: ["draft", "in-review", "approved"] as const };
    const credits = await creditsOfCase(context, caseId);
    return onPublication(context, actor, "edit-advisory", which, async (desk) => {
      const { publication } = desk;
      mustBeAsOf(asOf, publication.lastEventId);
      const eventId = await desk.record({
        sideId: staffSide,
        type: "advisory.edited",
        body: { publicationId, number: publication.number },
      });
      const given: Partial<AdvisoryContent> = Object.fromEntries(
        Object.entries(edits).filter(([, value]) => value !== undefined),
      );
      const content = {
        ...publication.content,
        ...given,
        ...(support === undefined ? {} : { support: { text: support, url: null } }),
        vulnerabilities: described(publication.content, given),
        credits,
      };
      const editedBy = staffIdOf(actor);
      const key = await keyOf(context, desk.tx, publicationId);
      await saveContent(context, desk.tx, key, { publicationId, content, editedBy }, eventId);
      return { publicationId };
    });
  },
});

/**
 * Title and description are also those of each vulnerability that has no words of its own. A draft
 * begins with the case's title, which may hold the reporter's words: it never stays by itself.
 */
function described(before: AdvisoryContent, edits: { title?: string; description?: string }) {
  const follow = (own: string, former: string, next: string | undefined) =>
    next !== undefined && (own === "" || own === former) ? next : own;
  return before.vulnerabilities.map((each) => ({
    ...each,
    title: follow(each.title, before.title, edits.title),
    description: follow(each.description, before.description, edits.description),
  }));
}
