/** Says how far an import is, ends it, and takes the file of one that was only checked away. */
import { z } from "zod";
import type { ExportTold } from "../../core/imports/export-told.ts";
import type { ImportFault } from "../../core/imports/import-row.ts";
import { permit } from "../../core/people/permit.ts";
import { dropImportFile, endImport, noteProgress } from "../../store/imports/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { defineAction } from "../action.ts";

export const settleImport = defineAction({
  deed: "settle-import",
  title: "Settle an import",
  summary: "Says how far an import is, ends it, or takes its file away.",
  path: null,
  input: z.object({
    importId: z.uuid().meta({ title: "Import" }),
    what: z
      .enum(["progress", "done", "refused", "unmapped", "file-later", "file-gone"])
      .meta({ title: "What is settled" }),
    counts: z
      .object({
        done: z.int().default(0),
        total: z.int().default(0),
        added: z.int().default(0),
        changed: z.int().default(0),
        same: z.int().default(0),
      })
      .meta({ title: "How many" }),
    faults: z
      .custom<readonly ImportFault[]>((value) => Array.isArray(value))
      .meta({ title: "What is wrong with the file" }),
    told: z
      .custom<ExportTold>((value) => typeof value === "object" && value !== null)
      .optional()
      .meta({ title: "What an export says of itself" }),
  }),
  async run(context, actor, { importId, what, counts, faults, told }) {
    permit(actor, "settle-import");
    await context.transaction(actor, async (tx) => {
      if (what === "progress") await noteProgress(context, tx, importId, counts);
      else if (what === "refused" || what === "done" || what === "unmapped") {
        const { total, added, changed, same } = counts;
        const outcome = { state: what, total, added, changed, same, faults };
        await endImport(context, tx, importId, { ...outcome, ...(told ? { told } : {}) });
      } else if (what === "file-gone") {
        await dropImportFile(tx, importId);
      } else {
        const startAfter = new Date(context.now().getTime() + fileHours * 3_600_000);
        await owe(context, tx, "carry-out-import", { subjectId: importId, startAfter });
      }
    });
    return {};
  },
});

/** What was checked can be carried out for so long. */
const fileHours = 24;
