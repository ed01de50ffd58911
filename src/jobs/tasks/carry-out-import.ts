/**
 * Carries out an import: reads the file, and has its rows applied. Run again it goes on where it was;
 * of one that ended it takes the file away.
 */
import { applyCatalogue } from "../../actions/imports/apply-catalogue.ts";
import { importCase } from "../../actions/imports/import-case.ts";
import { asOwnReference } from "../../core/cases/own-reference.ts";
import { catalogueJson, catalogueTable } from "../../core/catalogue/catalogue-file.ts";
import type { ImportFault, ImportRow } from "../../core/imports/import-row.ts";
import {
  type OldCase,
  oldCaseJson,
  oldCaseTable,
  readOldCases,
} from "../../core/imports/old-case.ts";
import { type JsonShape, rowsOfJson } from "../../core/imports/rows-of-json.ts";
import { rowsOfTable, type TableShape } from "../../core/imports/rows-of-table.ts";
import { Refusal } from "../../core/refusal.ts";
import { readCsv } from "../../formats/csv/read-csv.ts";
import { readJson } from "../../formats/json/read-json.ts";
import type { Context } from "../../store/context.ts";
import { type ImportView, importOf, importText } from "../../store/imports/reader.ts";
import { subjectOf, type Task } from "../task-context.ts";
import { carryOutExport } from "./carry-out-export.ts";
import { looksLikeJson, settle } from "./import-progress.ts";

const actor = { kind: "system", task: "carry-out-import" } as const;

export const carryOutImport: Task = async ({ context }, job) => {
  const importId = subjectOf(job);
  const found = await context.transaction(actor, async (tx) => {
    const view = await importOf(context, tx, importId);
    return view && { view, text: await importText(context, tx, importId) };
  });
  if (!found || found.text === null) return;
  const { view, text } = found;
  if (view.endedAt !== null) {
    await settle(context, importId, "file-gone");
    return;
  }
  await carryOut[view.kind](context, view, text);
  if (view.dryRun) await settle(context, importId, "file-later");
};

type CarryOut = (context: Context, view: ImportView, text: string) => Promise<void>;

const carryOut: Readonly<Record<ImportView["kind"], CarryOut>> = {
  async catalogue(context, { importId, dryRun }, text) {
    const { rows, faults } = readFile(text, catalogueTable, catalogueJson);
    if (faults.length > 0) await settle(context, importId, "refused", {}, faults);
    else await applyCatalogue.run(context, actor, { importId, dryRun, rows });
  },

  async cases(context, view, text) {
    const { importId } = view;
    const read = readFile(text, oldCaseTable, oldCaseJson);
    // A file of another shape is refused whole: what its rows leave out would be lost unsaid.
    if (read.faults.length > 0) {
      await settle(context, importId, "refused", {}, read.faults);
      return;
    }
    const { cases, faults } = readOldCases(read.rows, context.now());
    const { added, same, faults: later } = await takeAll(context, view, cases);
    const total = read.rows.length;
    await settle(context, importId, "done", { total, added, same }, [...faults, ...later]);
  },

  reports: carryOutExport,
};

/** Progress is told after so many cases. */
const told = 25;

async function takeAll(
  context: Context,
  { importId, dryRun, added }: Pick<ImportView, "importId" | "dryRun" | "added">,
  cases: readonly OldCase[],
) {
  const faults: ImportFault[] = [];
  const counts = { added: 0, same: 0 };
  // Numbers of our own form first: no other row is given one of them.
  const isOwn = ({ reference }: OldCase) => Number(asOwnReference(reference) !== undefined);
  const inOrder = cases.toSorted((one, other) => isOwn(other) - isOwn(one));
  for (const [done, old] of inOrder.entries()) {
    if (done % told === 0) {
      await settle(context, importId, "progress", { done, total: cases.length });
    }
    try {
      const { known } = await importCase.run(context, actor, { old, dryRun, importId });
      counts[known ? "same" : "added"] += 1;
    } catch (error) {
      if (!(error instanceof Refusal) || error.status >= 500) throw error;
      faults.push({ line: old.line, column: old.column, problem: error.message });
    }
  }
  // What it took before it was stopped is there by now, and its own.
  faults.sort((one, other) => one.line - other.line);
  return { added: added + counts.added, same: counts.same - added, faults };
}

interface FileRows<Column extends string> {
  readonly rows: readonly ImportRow<Column>[];
  readonly faults: readonly ImportFault[];
}

/** A file is JSON where it begins as JSON does, and else a table. */
function readFile<Column extends string>(
  text: string,
  table: TableShape<Column>,
  json: JsonShape<Column>,
): FileRows<Column> {
  const read = looksLikeJson(text) ? readAsJson(text, json) : readAsTable(text, table);
  if (read.faults.length > 0 || read.rows.length > 0) return read;
  return { rows: [], faults: [{ line: 1, column: 1, problem: "The file says nothing." }] };
}

function readAsJson<Column extends string>(
  text: string,
  shape: JsonShape<Column>,
): FileRows<Column> {
  const read = readJson(text);
  return "problem" in read ? { rows: [], faults: [read.problem] } : rowsOfJson(read.root, shape);
}

function readAsTable<Column extends string>(
  text: string,
  shape: TableShape<Column>,
): FileRows<Column> {
  const read = readCsv(text);
  return "problem" in read ? { rows: [], faults: [read.problem] } : rowsOfTable(read.rows, shape);
}
