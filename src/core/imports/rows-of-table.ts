/** Reads the rows of a table by the names in its first row. Knows the columns, judges no value. */
import { type Cell, faultAt, type ImportFault, type ImportRow } from "./import-row.ts";

export interface TableShape<Column extends string> {
  /** All that a file may have, by the names in its first row. */
  readonly columns: readonly Column[];
  readonly required: readonly Column[];
}

export interface ReadRows<Column extends string> {
  readonly rows: readonly ImportRow<Column>[];
  readonly faults: readonly ImportFault[];
}

/** The first row names the columns, in any order and letter case. */
export function rowsOfTable<Column extends string>(
  table: readonly (readonly Cell[])[],
  shape: TableShape<Column>,
): ReadRows<Column> {
  const [head = [], ...body] = table;
  const names = head.map((cell) => nameOf(cell, shape.columns));
  const faults = headFaults(head, names, shape);
  if (faults.length > 0) return { rows: [], faults };
  const rows = body.flatMap((row) => {
    const extra = row.slice(head.length).find(({ text }) => text.trim() !== "");
    if (extra)
      faults.push({ ...placeOf(extra), problem: "The row has more cells than the first." });
    const [first] = row;
    const cells = Object.fromEntries(
      row.flatMap((cell, at) => {
        const name = names[at];
        const text = cell.text.trim();
        return name === undefined || text === "" ? [] : [[name, { ...cell, text }] as const];
      }),
    ) as ImportRow<Column>["cells"];
    return first ? [{ line: first.line, column: 1, cells }] : [];
  });
  return { rows, faults };
}

function nameOf<Column extends string>(cell: Cell, columns: readonly Column[]): Column | undefined {
  const said = cell.text
    .trim()
    .toLowerCase()
    .replace(/[_\s]+/g, " ");
  return columns.find((name) => name === said);
}

function headFaults<Column extends string>(
  head: readonly Cell[],
  names: readonly (Column | undefined)[],
  { columns, required }: TableShape<Column>,
): ImportFault[] {
  const unknown = head.flatMap((cell, at) => {
    const text = cell.text.trim();
    if (names[at] !== undefined || text === "") return [];
    // Without names in the first row it may be any text of the file.
    const name = text.length <= nameLettersMax ? text : `${text.slice(0, nameLettersMax)}…`;
    return [faultAt(cell, name, `There is no such column; there are ${columns.join(", ")}.`)];
  });
  const twice = head.flatMap((cell, at) => {
    const name = names[at];
    if (name === undefined || names.indexOf(name) === at) return [];
    return [faultAt(cell, name, "This column stands twice.")];
  });
  const missing = required
    .filter((name) => !names.includes(name))
    .map((name) => ({ line: 1, column: 1, field: name, problem: "This column is missing." }));
  return [...unknown, ...twice, ...missing];
}

const nameLettersMax = 60;

function placeOf({ line, column }: Cell) {
  return { line, column };
}
