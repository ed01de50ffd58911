/** Begins an import of a file, or checks it without changing anything. A job carries it out. */
import { z } from "zod";
import { importBytesMax } from "../../core/imports/import-row.ts";
import type { Actor } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { type ImportKind, importOf, importText } from "../../store/imports/reader.ts";
import { insertImport } from "../../store/imports/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";

const fileInput = z.object({
  text: z
    .string()
    .min(1, "Choose a file.")
    .max(importBytesMax)
    .meta({ title: "File", description: "CSV or JSON, as text in UTF-8." }),
  dryRun: z.boolean().default(true).meta({
    title: "Only check it",
    description: "Says what would be changed and what is wrong, and changes nothing.",
  }),
});

export const importCatalogue = defineAction({
  deed: "import-catalogue",
  title: "Read the file",
  summary:
    "Takes over a catalogue from CSV or JSON, whole or not at all; first it is only checked.",
  path: "/catalogue/imports",
  input: fileInput,
  async run(context, actor, file) {
    permit(actor, "import-catalogue");
    return context.transaction(actor, (tx) => begin(context, tx, actor, "catalogue", file));
  },
});

export const importCases = defineAction({
  deed: "import-cases",
  title: "Read the file",
  summary:
    "Takes over cases of another tool from CSV or JSON, each whole or not at all. Sends nothing.",
  path: "/cases/imports",
  input: fileInput,
  async run(context, actor, file) {
    permit(actor, "import-cases");
    return context.transaction(actor, (tx) => begin(context, tx, actor, "cases", file));
  },
});

export const carryOutChecked = defineAction({
  deed: "carry-out-checked",
  title: "Import it now",
  summary: "Carries out an import that was checked and found good.",
  path: "/imports/{importId}/carrying-out",
  input: z.object({ importId: z.uuid().meta({ title: "Import" }) }),
  async run(context, actor, { importId }) {
    permit(actor, "carry-out-checked");
    return context.transaction(actor, async (tx) => {
      const checked = await importOf(context, tx, importId);
      if (!checked) throw new Refusal("import.unknown");
      permit(actor, deedOf[checked.kind]);
      const text = await importText(context, tx, importId);
      if (checked.state !== "done" || text === null) throw new Refusal("import.not-checked");
      return begin(context, tx, actor, checked.kind, { text, dryRun: false });
    });
  },
});

const deedOf = { catalogue: "import-catalogue", cases: "import-cases" } as const;

async function begin(
  context: Context,
  tx: Tx,
  actor: Actor,
  kind: ImportKind,
  { text, dryRun }: { text: string; dryRun: boolean },
): Promise<{ importId: string }> {
  const importId = context.newId();
  const startedBy = actor.kind === "staff" ? actor.id : null;
  await insertImport(context, tx, { importId, kind, dryRun, startedBy, text });
  await appendHouseEvent(context, tx, { type: "import.begun", body: { importId, kind, dryRun } });
  await owe(context, tx, "carry-out-import", { subjectId: importId });
  return { importId };
}
