/**
 * A case of another tool as a file has it, and reading the rows of such a file. Each row stands for
 * itself: what is wrong with one keeps no other out. Never judges what the former tool decided.
 */
import { type CaseKind, caseKinds } from "../cases/case-facts.ts";
import { type CloseReason, closeReasons } from "../cases/closing.ts";
import { referenceMark, typedReference } from "../mail/outside-references.ts";
import { type ImportFault, type ImportRow, isMailAddress } from "./import-row.ts";
import { CellReader, isDay } from "./read-cells.ts";
import type { JsonShape } from "./rows-of-json.ts";
import type { TableShape } from "./rows-of-table.ts";

export const oldCaseColumns = [
  "reference",
  "kind",
  "title",
  "product",
  "report",
  "reporter",
  "e-mail",
  "organisation",
  "received",
  "closed",
  "close reason",
  "decisions",
  "products",
  "remedies",
  "notes",
] as const;

export type OldCaseColumn = (typeof oldCaseColumns)[number];

export const oldCaseTable: TableShape<OldCaseColumn> = {
  columns: oldCaseColumns,
  required: ["reference", "report", "received"],
};

export const oldCaseJson: JsonShape<OldCaseColumn> = {
  list: "cases",
  members: {
    reference: "reference",
    kind: "kind",
    title: "title",
    product: "product",
    report: "report",
    reporter: "reporter",
    email: "e-mail",
    organisation: "organisation",
    received: "received",
    closed: "closed",
    closeReason: "close reason",
    decisions: "decisions",
    products: "products",
    remedies: "remedies",
    notes: "notes",
  },
};

export interface OldCase {
  /** Where it stands in the file, for faults that are found later. */
  readonly line: number;
  readonly column: number;
  /** What the former tool called it: finds the case again, by people and by mail. */
  readonly reference: string;
  readonly kind: CaseKind;
  readonly title: string | null;
  readonly product: string | null;
  readonly report: string;
  readonly reporter: string | null;
  readonly email: string | null;
  readonly organisation: string | null;
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly closed: { readonly at: string; readonly reason: CloseReason } | null;
  /** Decisions, products, remedies and notes of the former tool, each under its name. */
  readonly history: string;
}

/** What the reference has in common however it is written: by it the case is found again, and is the same. */
export function oldCaseMark(reference: string): string {
  return referenceMark(typedReference(reference) ?? { issuer: "other", text: reference });
}

/** As many as one import takes; more come in several files. */
export const oldCasesMax = 20_000;

type Row = ImportRow<OldCaseColumn>;

/** The cases that can be taken over, and what is wrong with the others. `now` is the instant of the import. */
export function readOldCases(
  rows: readonly Row[],
  now: Date,
): { cases: readonly OldCase[]; faults: readonly ImportFault[] } {
  const faults: ImportFault[] = [];
  const lines = new Map<string, number>();
  const cases = rows.slice(0, oldCasesMax).flatMap((row) => {
    const read = new CellReader<OldCaseColumn>();
    const found = oldCaseOf(read, row, now);
    const cell = row.cells.reference;
    const first = lines.get(oldCaseMark(found.reference));
    if (cell && first !== undefined) {
      read.refuse(cell, "reference", `This reference stands in line ${first} already.`);
    } else if (cell) lines.set(oldCaseMark(found.reference), cell.line);
    faults.push(...read.faults);
    return read.faults.length === 0 ? [found] : [];
  });
  const [beyond] = rows.slice(oldCasesMax);
  if (beyond) {
    const problem = `One file takes at most ${oldCasesMax} cases: from here on none was read.`;
    faults.push({ line: beyond.line, column: 1, problem });
  }
  return { cases, faults };
}

function oldCaseOf(read: CellReader<OldCaseColumn>, row: Row, now: Date): OldCase {
  const receivedAt = instantOf(read, row, "received", now);
  if (!row.cells.received) read.needed(row, "received", 40);
  return {
    line: row.line,
    column: row.column,
    reference: referenceOf(read, row),
    kind: read.oneOf(row, "kind", caseKinds) ?? "vulnerability-report",
    title: read.text(row, "title", 200) ?? null,
    product: read.text(row, "product", 200) ?? null,
    report: read.needed(row, "report", 50_000),
    reporter: read.text(row, "reporter", 200) ?? null,
    email: emailOf(read, row),
    organisation: read.text(row, "organisation", 200) ?? null,
    receivedAt: receivedAt ?? now.toISOString(),
    closed: closedOf(read, row, { now, receivedAt }),
    history: historyOf(read, row),
  };
}

function referenceOf(read: CellReader<OldCaseColumn>, row: Row): string {
  const text = read.needed(row, "reference", 60);
  const cell = row.cells.reference;
  const known = typedReference(text);
  if (cell && text !== "" && !known) {
    read.refuse(cell, "reference", "A reference has 3 to 60 characters and a number.");
  }
  return known?.text ?? text;
}

function emailOf(read: CellReader<OldCaseColumn>, row: Row): string | null {
  const text = read.text(row, "e-mail", 254);
  const cell = row.cells["e-mail"];
  if (text !== undefined && cell && !isMailAddress(text)) {
    read.refuse(cell, "e-mail", "This is not an e-mail address.");
  }
  return text ?? null;
}

/** A day, its first minute in UTC, or an instant with its zone; none that is still to come. */
function instantOf(
  read: CellReader<OldCaseColumn>,
  row: Row,
  column: "received" | "closed",
  now: Date,
): string | undefined {
  const cell = row.cells[column];
  if (!cell) return undefined;
  const at = new Date(isDay(cell.text) ? `${cell.text}T00:00:00Z` : zoned(cell.text));
  if (Number.isNaN(at.getTime())) {
    const problem = "This is neither a day, such as 2024-03-31, nor an instant with its zone.";
    return read.refuse(cell, column, problem);
  }
  if (at > now) return read.refuse(cell, column, "This is still to come.");
  return at.toISOString();
}

function zoned(text: string): string {
  const form = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
  return form.test(text) && isDay(text.slice(0, 10)) ? text.replace(" ", "T") : "none";
}

function closedOf(
  read: CellReader<OldCaseColumn>,
  row: Row,
  { now, receivedAt }: { now: Date; receivedAt: string | undefined },
): OldCase["closed"] {
  const at = instantOf(read, row, "closed", now);
  const reason = read.oneOf(row, "close reason", closeReasons);
  const { closed, "close reason": why } = row.cells;
  if (closed && at && receivedAt && at < receivedAt) {
    read.refuse(closed, "closed", "It was closed before it was received.");
  }
  if (why && !closed) read.refuse(why, "close reason", "Say when it was closed.");
  return at === undefined ? null : { at, reason: reason ?? "resolved" };
}

const headings = {
  decisions: "Decisions",
  products: "Products",
  remedies: "Remedies",
  notes: "Notes",
} as const;

function historyOf(read: CellReader<OldCaseColumn>, row: Row): string {
  return (Object.keys(headings) as (keyof typeof headings)[])
    .flatMap((column) => {
      const text = read.text(row, column, 50_000);
      return text === undefined ? [] : [`${headings[column]}\n${text}`];
    })
    .join("\n\n");
}
