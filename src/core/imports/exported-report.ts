/**
 * Reads the rows of a bounty platform's export as reports. Each row stands for itself: what is wrong
 * with one keeps no other out.
 */
import type { OutsideReport } from "../reports/outside-report.ts";
import type { ExportField, ExportReading } from "./export-columns.ts";
import { type ImportFault, type ImportRow, isMailAddress } from "./import-row.ts";
import { CellReader } from "./read-cells.ts";
import { writtenInstant } from "./written-instant.ts";
import type { WrittenRow } from "./written-rows.ts";

/** Where it stands in the file, for faults that are found later. */
export interface ExportedReport extends OutsideReport {
  readonly line: number;
  readonly column: number;
}

interface ReadExport {
  readonly reports: readonly ExportedReport[];
  readonly faults: readonly ImportFault[];
  /** How many are in a state that is left out. */
  readonly leftOut: number;
}

/** As many as one import takes; more come in several files. */
export const exportedMax = 20_000;

const longMax = 100_000;

/** `now` is the instant of the import, and `seenAt` of every state. */
export function readExported(
  rows: readonly WrittenRow[],
  reading: ExportReading,
  now: Date,
): ReadExport {
  const faults: ImportFault[] = [];
  const lines = new Map<string, number>();
  const leave = new Set(reading.leaveOut.map(folded));
  let leftOut = 0;
  const reports = rows.slice(0, exportedMax).flatMap((written) => {
    const row = rowOf(written, reading);
    if (leave.has(folded(row.cells.state?.text ?? ""))) {
      leftOut += 1;
      return [];
    }
    const read = new CellReader<ExportField>();
    const found = reportOf(read, row, reading, now);
    const first = lines.get(found.number.toUpperCase());
    const cell = row.cells.number;
    if (cell && first !== undefined) {
      read.refuse(cell, "number", `This report stands in line ${first} already.`);
    } else if (cell) lines.set(found.number.toUpperCase(), cell.line);
    faults.push(...read.faults.map((fault) => asInFile(fault, reading)));
    if (read.faults.length > 0) return [];
    return [{ ...found, description: withMore(found.description, written, reading) }];
  });
  const [beyond] = rows.slice(exportedMax);
  if (beyond) {
    const problem = `One file takes at most ${exportedMax} reports: from here on none was read.`;
    faults.push({ line: beyond.line, column: 1, problem });
  }
  return { reports, faults, leftOut };
}

/** How many rows are in each state, the commonest first; at most 30. */
export function statesIn(
  rows: readonly WrittenRow[],
  { columns }: Pick<ExportReading, "columns">,
): { readonly state: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { cells } of rows) {
    const state = columns.state === undefined ? "" : (cells.get(columns.state)?.text ?? "");
    if (state !== "") counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return [...counts]
    .map(([state, count]) => ({ state: state.slice(0, stateLettersMax), count }))
    .toSorted((one, other) => other.count - one.count)
    .slice(0, 30);
}

const stateLettersMax = 80;

function folded(state: string): string {
  return state.slice(0, stateLettersMax).trim().toLowerCase() || "\0";
}

function rowOf({ line, column, cells }: WrittenRow, { columns }: ExportReading) {
  const mapped = Object.entries(columns).flatMap(([field, name]) => {
    const cell = cells.get(name);
    return cell ? [[field, cell] as const] : [];
  });
  return { line, column, cells: Object.fromEntries(mapped) } as ImportRow<ExportField>;
}

/** People know the column by the name that their file has for it. */
function asInFile(fault: ImportFault, { columns }: ExportReading): ImportFault {
  const name = columns[fault.field as ExportField];
  return name === undefined ? fault : { ...fault, field: name };
}

function reportOf(
  read: CellReader<ExportField>,
  row: ImportRow<ExportField>,
  reading: ExportReading,
  now: Date,
): ExportedReport {
  const text = (field: ExportField) => read.text(row, field, longMax) ?? null;
  const number = numberOf(read, row);
  const [title, description] = [text("title"), text("description")];
  if (!row.cells.title && !row.cells.description) read.needed(row, "title", longMax);
  const state = read.text(row, "state", stateLettersMax);
  return {
    line: row.line,
    column: row.column,
    site: reading.site,
    ...(reading.siteName === null ? {} : { siteName: reading.siteName }),
    number,
    url: urlOf(reading, number, row.cells.url?.text),
    createdAt: reportedAt(read, row, reading, now) ?? now,
    title: title ?? "",
    description: description ?? "",
    author: text("author"),
    product: text("product"),
    versions: text("version"),
    severity: severityOf(reading, text("severity")),
    cwe: text("weakness"),
    cveId: text("cve"),
    ...(state === undefined ? {} : { state }),
    ...(reading.answered === "here" ? { answerTo: emailOf(read, row) } : {}),
  };
}

function numberOf(read: CellReader<ExportField>, row: ImportRow<ExportField>): string {
  const number = read.needed(row, "number", 100);
  const cell = row.cells.number;
  if (cell && /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(number)) {
    read.refuse(cell, "number", "This holds a character that nobody sees.");
  }
  return number;
}

function emailOf(read: CellReader<ExportField>, row: ImportRow<ExportField>): string {
  const text = read.needed(row, "email", 254);
  const cell = row.cells.email;
  if (cell && text !== "" && !isMailAddress(text)) {
    read.refuse(cell, "email", "This is not an e-mail address.");
  }
  return text;
}

function reportedAt(
  read: CellReader<ExportField>,
  row: ImportRow<ExportField>,
  { dates }: ExportReading,
  now: Date,
): Date | undefined {
  const cell = row.cells.reported;
  if (!cell) return undefined;
  const at = writtenInstant(cell.text, dates);
  if (!at) return read.refuse(cell, "reported", "This is no date in the form that was chosen.");
  if (at > now) return read.refuse(cell, "reported", "This is still to come.");
  return at;
}

/** The page of a report where its site is known to have one by the number alone. */
function urlOf({ site }: ExportReading, number: string, written: string | undefined) {
  if (written && URL.canParse(written) && new URL(written).protocol === "https:") return written;
  if (site === "hackerone" && /^\d{1,12}$/.test(number)) {
    return `https://hackerone.com/reports/${number}`;
  }
  return null;
}

/** Bugcrowd writes its priorities P1 to P5 as numbers. */
function severityOf({ site }: ExportReading, written: string | null): string | null {
  return site === "bugcrowd" && written && /^[1-5]$/.test(written) ? `P${written}` : written;
}

function withMore(text: string, { cells }: WrittenRow, { more }: ExportReading): string {
  const parts = more.flatMap((name) => {
    const found = cells.get(name)?.text.replaceAll("\0", "");
    return found ? [`${name}\n${found}`] : [];
  });
  return [text, ...parts].filter(Boolean).join("\n\n") || textless;
}

const textless = "(The file holds no text of this report: read it at its site.)";
