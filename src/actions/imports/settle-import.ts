/** Ends an import whose file could not be read, and takes the file of one that was only checked away. */
import { z } from "zod";
import type { ImportFault } from "../../core/imports/import-row.ts";
import { permit } from "../../core/people/permit.ts";
import { dropImportFile, endImport } from "../../store/imports/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { defineAction } from "../action.ts";

export const settleImport = defineAction({
  deed: "settle-import",
  title: "Settle an import",
  summary: "Ends an import whose file is no good, or takes the file of an ended one away.",
  path: null,
  input: z.object({
    importId: z.uuid().meta({ title: "Import" }),
    what: z.enum(["refused", "file-later", "file-gone"]).meta({ title: "What is settled" }),
    faults: z
      .custom<readonly ImportFault[]>((value) => Array.isArray(value))
      .meta({ title: "What is wrong with the file" }),
  }),
  async run(context, actor, { importId, what, faults }) {
    permit(actor, "settle-import");
    await context.transaction(actor, async (tx) => {
      if (what === "refused") {
        const nothing = { total: 0, added: 0, changed: 0, same: 0 };
        await endImport(context, tx, importId, { state: "refused", ...nothing, faults });
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
export const fileHours = 24;
