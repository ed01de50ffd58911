/**
 * Carries out an import: reads the file, and has its rows applied. Run again it goes on where it was;
 * of one that ended it takes the file away.
 */
import { applyCatalogue } from "../../actions/imports/apply-catalogue.ts";
import { settleImport } from "../../actions/imports/settle-import.ts";
import { catalogueJson, catalogueTable } from "../../core/catalogue/catalogue-file.ts";
import type { ImportFault, ImportRow } from "../../core/imports/import-row.ts";
import { type JsonShape, rowsOfJson } from "../../core/imports/rows-of-json.ts";
import { rowsOfTable, type TableShape } from "../../core/imports/rows-of-table.ts";
import { readCsv } from "../../formats/csv/read-csv.ts";
import { readJson } from "../../formats/json/read-json.ts";
import { importOf, importText } from "../../store/imports/reader.ts";
import { subjectOf, type Task } from "../task-context.ts";

const actor = { kind: "system", task: "carry-out-import" } as const;

export const carryOutImport: Task = async ({ context }, job) => {
  const importId = subjectOf(job);
  const found = await context.transaction(actor, async (tx) => {
    const view = await importOf(context, tx, importId);
    return view && { view, text: await importText(context, tx, importId) };
  });
  if (!found || found.text === null) return;
  const { view, text } = found;
  const settle = (what: "refused" | "file-later" | "file-gone", faults: readonly ImportFault[]) =>
    settleImport.run(context, actor, { importId, what, faults });
  if (view.endedAt !== null) {
    await settle("file-gone", []);
    return;
  }
  const { dryRun } = view;
  const { rows, faults } = readFile(text, catalogueTable, catalogueJson);
  if (faults.length > 0) {
    await settle("refused", faults);
    return;
  }
  await applyCatalogue.run(context, actor, { importId, dryRun, rows });
  if (dryRun) await settle("file-later", []);
};

export interface FileRows<Column extends string> {
  readonly rows: readonly ImportRow<Column>[];
  readonly faults: readonly ImportFault[];
}

/** A file is JSON where it begins as JSON does, and else a table. */
export function readFile<Column extends string>(
  text: string,
  table: TableShape<Column>,
  json: JsonShape<Column>,
): FileRows<Column> {
  const read = /^\ufeff?\s*[[{]/.test(text) ? readAsJson(text, json) : readAsTable(text, table);
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
