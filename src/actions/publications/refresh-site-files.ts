/** Switches the files of the published set that follow from keys, policy and address, not from a publication. */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import type { PublishedFile } from "../../store/publications/published-file.ts";
import { claimSetVersion, switchPublished } from "../../store/publications/writer.ts";
import { defineAction } from "../action.ts";

export const refreshSiteFiles = defineAction({
  deed: "import-publications",
  title: "Refresh site files",
  summary: "Switches indexes, metadata and security.txt.",
  path: null,
  input: z.object({
    files: z.custom<readonly PublishedFile[]>().meta({ title: "Files" }),
    basis: z.number().int().meta({ title: "Version of the set that the indexes were made from" }),
  }),
  async run(context, actor, { files, basis }) {
    permit(actor, "import-publications");
    return context.transaction(actor, async (tx) => {
      if (!(await claimSetVersion(tx, basis))) throw new Refusal("advisory.set-moved");
      await switchPublished(tx, files, context.now());
      await appendHouseEvent(context, tx, {
        type: "site-files.refreshed",
        body: {
          files: files.map((file) => ({ path: file.path, sha256: file.sha256.toString("hex") })),
        },
      });
      return { count: files.length };
    });
  },
});
