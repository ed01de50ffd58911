/** Begins an import of a file, or checks it without changing anything. A job carries it out. */
import { z } from "zod";
import type { CheckedCatalogue } from "../../core/catalogue/told-changes.ts";
import { type ExportReading, lackingIn } from "../../core/imports/export-columns.ts";
import type { ExportTold } from "../../core/imports/export-told.ts";
import { importBytesMax } from "../../core/imports/import-row.ts";
import type { Actor } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import {
  type ImportKind,
  type ImportView,
  importOf,
  importText,
} from "../../store/imports/reader.ts";
import { insertImport } from "../../store/imports/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { InvalidInput } from "../invalid-input.ts";
import { readingInput, readingOf, toldBySomebody } from "./export-reading.ts";

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

export const importReports = defineAction({
  deed: "import-reports",
  title: "Read the file",
  summary:
    "Takes the reports of a bounty platform's export from CSV or JSON, each once and whole or not at all.",
  path: "/reports/imports",
  input: fileInput.extend(readingInput),
  async run(context, actor, input) {
    permit(actor, "import-reports");
    const told = toldBySomebody(readingOf(input));
    return context.transaction(actor, (tx) =>
      begin(context, tx, actor, "reports", { ...input, told }),
    );
  },
});

export const chooseColumns = defineAction({
  deed: "choose-columns",
  title: "Check it with these columns",
  summary: "Says which column of an export is what, and checks the file again by that.",
  path: "/imports/{importId}/columns",
  input: z.object({ importId: z.uuid().meta({ title: "Import" }), ...readingInput }),
  async run(context, actor, { importId, ...said }) {
    permit(actor, "choose-columns");
    return context.transaction(actor, async (tx) => {
      const checked = await importOf(context, tx, importId);
      if (checked?.kind !== "reports") throw new Refusal("import.unknown");
      const text = await importText(context, tx, importId);
      if (!checked.dryRun || !checked.told || text === null) {
        throw new Refusal("import.not-checked");
      }
      const reading = readingOf(said);
      mustBeEnough(reading, checked.told.names);
      const told = toldBySomebody(reading);
      return begin(context, tx, actor, "reports", { text, dryRun: true, told });
    });
  },
});

/** Refuses with input.invalid, at each column that is wrong or missing. */
function mustBeEnough(reading: ExportReading, names: readonly string[]): void {
  const lacking = lackingIn(reading, names);
  if (lacking.length === 0) return;
  throw new InvalidInput(lacking.map(({ field, problem }) => ({ field, message: problem })));
}

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
      return begin(context, tx, actor, checked.kind, {
        text,
        dryRun: false,
        told: toldBy(checked),
      });
    });
  },
});

/** What the import has to know of its check. Refuses with import.not-checked. */
function toldBy({ kind, told, planDigest }: ImportView): ExportTold | CheckedCatalogue | null {
  if (kind !== "catalogue") return told?.reading ? toldBySomebody(told.reading) : null;
  if (planDigest === null) throw new Refusal("import.not-checked");
  return { changes: [], planDigest, outdated: false };
}

const deedOf = {
  catalogue: "import-catalogue",
  cases: "import-cases",
  reports: "import-reports",
} as const;

async function begin(
  context: Context,
  tx: Tx,
  actor: Actor,
  kind: ImportKind,
  file: { text: string; dryRun: boolean; told?: ExportTold | CheckedCatalogue | null },
): Promise<{ importId: string }> {
  const { text, dryRun, told = null } = file;
  const importId = context.newId();
  const startedBy = actor.kind === "staff" ? actor.id : null;
  await insertImport(context, tx, { importId, kind, dryRun, startedBy, text, told });
  await appendHouseEvent(context, tx, { type: "import.begun", body: { importId, kind, dryRun } });
  await owe(context, tx, "carry-out-import", { subjectId: importId });
  return { importId };
}
