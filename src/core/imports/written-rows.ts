/**
 * Reads the rows of a file that somebody else's program wrote, under the names that it gave its
 * columns. Knows no column and judges no value.
 */
import type { Cell, ImportFault, Place } from "./import-row.ts";
import type { JsonNode } from "./json-node.ts";

export interface WrittenRow extends Place {
  /** By the names of the file; an empty cell is not in it. */
  readonly cells: ReadonlyMap<string, Cell>;
}

export interface WrittenFile {
  /** In the order of the file. */
  readonly names: readonly string[];
  readonly rows: readonly WrittenRow[];
  /** What is wrong with single rows, which are left out. */
  readonly faults: readonly ImportFault[];
}

/** The file, or why none of it can be read. */
export type ReadWritten = WrittenFile | { readonly refused: readonly ImportFault[] };

/** More columns than that nobody maps by hand. */
export const writtenNamesMax = 200;
const nameLettersMax = 100;

/** The first row names the columns; one without a name is not read. */
export function writtenTable(table: readonly (readonly Cell[])[]): ReadWritten {
  const [head = [], ...body] = table;
  const names = head.map(({ text }) => nameOf(text));
  const twice = head.filter((_, at) => names[at] !== "" && names.indexOf(names[at] ?? "") !== at);
  if (twice.length > 0) {
    return {
      refused: twice.map((cell) => ({ ...placeOf(cell), problem: "This name stands twice." })),
    };
  }
  const faults: ImportFault[] = [];
  const rows = body.flatMap((row) => {
    const [first] = row;
    const extra = row.slice(head.length).find(({ text }) => text.trim() !== "");
    if (extra) {
      faults.push({ ...placeOf(extra), problem: "The row has more cells than the first." });
    }
    if (!first || extra) return [];
    const cells = row.flatMap((cell, at) => {
      const [name = "", text] = [names[at], cell.text.trim()];
      return name === "" || text === "" ? [] : [[name, { ...cell, text }] as const];
    });
    return [{ line: first.line, column: 1, cells: new Map(cells) }];
  });
  return { names: names.filter((name) => name !== ""), rows, faults };
}

/** Of a list of objects, or of an object that has one such list among its members. */
export function writtenJson(root: JsonNode): ReadWritten {
  const list = listIn(root);
  if (!list) {
    const problem = "The file is neither a list of objects nor an object that holds one.";
    return { refused: [{ ...placeOf(root), problem }] };
  }
  const names = new Set<string>();
  const faults: ImportFault[] = [];
  const rows = list.flatMap((item) => {
    if (item.kind !== "object") {
      faults.push({ ...placeOf(item), problem: "This must be an object." });
      return [];
    }
    const cells = new Map<string, Cell>();
    for (const [name, cell] of cellsIn(item, "", 0)) {
      names.add(name);
      if (cell.text !== "") cells.set(name, cell);
    }
    return [{ ...placeOf(item), cells }];
  });
  if (names.size > writtenNamesMax) {
    const problem = `Its objects have more than ${writtenNamesMax} different members.`;
    return { refused: [{ ...placeOf(root), problem }] };
  }
  return { names: [...names], rows, faults };
}

function listIn(root: JsonNode): readonly JsonNode[] | undefined {
  if (root.kind === "list") return root.items;
  if (root.kind !== "object") return undefined;
  const lists = [...root.members.values()].flatMap((each) => (each.kind === "list" ? [each] : []));
  return lists.find(({ items }) => items.some(({ kind }) => kind === "object"))?.items;
}

/** Objects within objects are followed so far: "researcher.name". */
const depthMax = 4;

function cellsIn(node: JsonNode, above: string, depth: number): (readonly [string, Cell])[] {
  if (node.kind !== "object" || depth > depthMax) return [];
  return [...node.members].flatMap(([member, inner]) => {
    const name = nameOf(above === "" ? member : `${above}.${member}`);
    if (name === "") return [];
    if (inner.kind === "object") return cellsIn(inner, name, depth + 1);
    return [[name, { ...placeOf(inner), text: textIn(inner) }] as const];
  });
}

/** A value as text; a list of values behind each other. */
function textIn(node: JsonNode): string {
  if (node.kind === "list") return node.items.map(textIn).filter(Boolean).join(", ");
  if (node.kind === "object" || node.value === null) return "";
  return node.written ?? String(node.value).trim();
}

function nameOf(text: string): string {
  return text.replace(/\s+/g, " ").trim().slice(0, nameLettersMax);
}

function placeOf({ line, column }: Place): Place {
  return { line, column };
}
