/**
 * Takes over publications that appeared before Parley: their documents with their own dates and
 * revisions, under their own numbers. For tasks and operators only; no case is behind them.
 */
import { z } from "zod";
import { type Advisory, highestSeverity } from "../../core/advisories/advisory.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import type { PublishedFile } from "../../store/publications/published-file.ts";
import { claimSetVersion, saveDocument, switchPublished } from "../../store/publications/writer.ts";
import { defineAction } from "../action.ts";

export const importPublications = defineAction({
  deed: "import-publications",
  title: "Import publications",
  summary: "Takes over publications that appeared before.",
  path: null,
  input: z.object({
    advisories: z.custom<readonly Advisory[]>().meta({ title: "Publications" }),
    files: z.custom<readonly PublishedFile[]>().meta({ title: "Their files and the indexes" }),
    basis: z.number().int().meta({ title: "Version of the set that the indexes were made from" }),
  }),
  async run(context, actor, { advisories, files, basis }) {
    permit(actor, "import-publications");
    return context.transaction(actor, async (tx) => {
      if (!(await claimSetVersion(tx, basis))) throw new Refusal("advisory.set-moved");
      for (const advisory of advisories) {
        const severity = highestSeverity(advisory);
        await saveDocument(tx, { publicationId: null, advisory, severity });
      }
      await switchPublished(tx, files, context.now());
      await appendHouseEvent(context, tx, {
        type: "publications.imported",
        body: { numbers: advisories.map((advisory) => advisory.id) },
      });
      return { count: advisories.length };
    });
  },
});
