/** Switches the published set to one that holds this publication: every file and index at once, or nothing. */
import { z } from "zod";
import { type Advisory, highestSeverity } from "../../core/advisories/advisory.ts";
import { staffSide } from "../../core/cases/sides.ts";
import { Refusal } from "../../core/refusal.ts";
import { owe } from "../../store/outbox/writer.ts";
import type { PublishedFile } from "../../store/publications/published-file.ts";
import {
  changePublication,
  claimSetVersion,
  saveDocument,
  switchPublished,
} from "../../store/publications/writer.ts";
import { defineAction } from "../action.ts";
import { onPublication } from "./on-publication.ts";

export const recordPublication = defineAction({
  deed: "record-publication",
  title: "Record a publication",
  summary: "Switches the published set.",
  path: null,
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    publicationId: z.uuid().meta({ title: "Publication" }),
    seen: z.uuid().meta({ title: "Version that the files were made from" }),
    advisory: z.custom<Advisory>().meta({ title: "The advisory as published" }),
    files: z.custom<readonly PublishedFile[]>().meta({ title: "Every file that changes" }),
    basis: z.number().int().meta({ title: "Version of the set that the indexes were made from" }),
  }),
  async run(context, actor, { caseId, publicationId, seen, advisory, files, basis }) {
    const which = { caseId, publicationId, in: ["publishing"] as const, seen };
    return onPublication(context, actor, "record-publication", which, async (desk) => {
      if (!(await claimSetVersion(desk.tx, basis))) throw new Refusal("advisory.set-moved");
      await saveDocument(desk.tx, {
        publicationId,
        advisory,
        severity: highestSeverity(advisory),
      });
      await switchPublished(desk.tx, files, context.now());
      const eventId = await desk.record({
        sideId: staffSide,
        type: "advisory.published",
        body: {
          publicationId,
          number: advisory.id,
          revision: advisory.revisions.length,
          files: files.map((file) => ({ path: file.path, sha256: file.sha256.toString("hex") })),
        },
        // No party: it keeps every promise that waits for it, whoever it was made to.
        by: "person",
      });
      const change = { state: "published", published_at: context.now() };
      await changePublication(context, desk.tx, publicationId, change, eventId);
      await owe(context, desk.tx, "notify", { caseId, subjectId: eventId });
      await owe(context, desk.tx, "tell-followers", { caseId, subjectId: eventId });
      return { number: advisory.id };
    });
  },
});
