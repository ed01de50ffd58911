/**
 * Carries out the import of a bounty platform's export: reads its rows by the columns that are known or
 * were said, and has each taken. A file whose columns nobody knows waits for a person.
 */
import { takeExported } from "../../actions/imports/take-exported.ts";
import { type ExportReading, lackingIn, recognised } from "../../core/imports/export-columns.ts";
import {
  type ExportTold,
  movedMax,
  previewOf,
  type StateMoved,
} from "../../core/imports/export-told.ts";
import { type ExportedReport, readExported, statesIn } from "../../core/imports/exported-report.ts";
import type { ImportFault } from "../../core/imports/import-row.ts";
import {
  type ReadWritten,
  type WrittenFile,
  writtenJson,
  writtenTable,
} from "../../core/imports/written-rows.ts";
import { Refusal } from "../../core/refusal.ts";
import { readCsv } from "../../formats/csv/read-csv.ts";
import { readJson } from "../../formats/json/read-json.ts";
import type { Context } from "../../store/context.ts";
import type { ImportView } from "../../store/imports/reader.ts";
import { looksLikeJson, settle } from "./import-progress.ts";

const actor = { kind: "system", task: "carry-out-import" } as const;

export async function carryOutExport(
  context: Context,
  view: ImportView,
  text: string,
): Promise<void> {
  const { importId } = view;
  const written = readWritten(text);
  if ("refused" in written) {
    await settle(context, importId, "refused", {}, written.refused);
    return;
  }
  const { rows } = written;
  const reading = readingFor(written, view.told?.reading ?? null);
  const lacking = reading ? lackingIn(reading, written.names) : [];
  const told = toldOf(written, reading);
  if (!reading || lacking.length > 0) {
    const faults = lacking.map(({ field, problem }) => ({ line: 1, column: 1, field, problem }));
    await settle(context, importId, "unmapped", { total: rows.length }, faults, told);
    return;
  }
  const { reports, faults, leftOut } = readExported(rows, reading, context.now());
  const { moved, changed, later, ...counts } = await takeAll(context, view, reports);
  const all = [...written.faults, ...faults, ...later];
  // Of what was imported no row is shown again.
  const preview = view.dryRun ? told.preview : [];
  const outcome = { ...told, preview, leftOut, moved };
  await settle(context, importId, "done", { total: rows.length, changed, ...counts }, all, outcome);
}

function readWritten(text: string): ReadWritten {
  const written = looksLikeJson(text) ? writtenJsonIn(text) : writtenTableIn(text);
  if ("refused" in written || written.rows.length + written.faults.length > 0) return written;
  return { refused: [{ line: 1, column: 1, problem: "The file says nothing." }] };
}

function writtenTableIn(text: string): ReadWritten {
  const read = readCsv(text);
  return "problem" in read ? { refused: [read.problem] } : writtenTable(read.rows);
}

function writtenJsonIn(text: string): ReadWritten {
  const read = readJson(text);
  return "problem" in read ? { refused: [read.problem] } : writtenJson(read.root);
}

/** Without columns of somebody's choice a platform is known by its own. */
function readingFor({ names }: WrittenFile, said: ExportReading | null): ExportReading | null {
  if (said && Object.keys(said.columns).length > 0) return said;
  const known = recognised(names);
  if (!known) return null;
  const { answered, dates, leaveOut } = said ?? known;
  return { ...known, answered, dates, leaveOut };
}

function toldOf(written: WrittenFile, reading: ExportReading | null): ExportTold {
  const states = reading ? statesIn(written.rows, reading) : [];
  return { ...previewOf(written), reading, states, leftOut: 0, moved: [] };
}

/** Progress is told after so many reports. */
const toldAfter = 25;

async function takeAll(
  context: Context,
  view: Pick<ImportView, "importId" | "dryRun" | "added" | "changed">,
  reports: readonly ExportedReport[],
) {
  const { importId, dryRun } = view;
  const later: ImportFault[] = [];
  const moved: StateMoved[] = [];
  const counts = { added: 0, same: 0, changed: 0 };
  for (const [done, report] of reports.entries()) {
    if (done % toldAfter === 0) {
      await settle(context, importId, "progress", { done, total: reports.length });
    }
    const found = await takeOne(context, { report, dryRun, importId });
    if ("problem" in found) later.push(found);
    else counts[kindOf(found)] += 1;
    if ("moved" in found && found.moved && moved.length < movedMax) moved.push(found.moved);
  }
  // What it took before it was stopped is there by now, and its own.
  const added = view.added + counts.added;
  const changed = view.changed + counts.changed;
  return { added, changed, same: counts.same - view.added - view.changed, moved, later };
}

type Taken = Awaited<ReturnType<typeof takeExported.run>>;

const kindOf = ({ known, moved }: Taken) => (moved ? "changed" : known ? "same" : "added");

/** What is wrong with one keeps no other out. */
async function takeOne(
  context: Context,
  of: Parameters<typeof takeExported.run>[2],
): Promise<Taken | ImportFault> {
  try {
    return await takeExported.run(context, actor, of);
  } catch (error) {
    if (!(error instanceof Refusal) || error.status >= 500) throw error;
    const { line, column } = of.report;
    return { line, column, problem: error.message };
  }
}
