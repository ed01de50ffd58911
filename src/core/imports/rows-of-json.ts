/** Reads the things of a JSON file as the same rows that a table has. Judges shape, not values. */
import { type Cell, faultAt, type ImportFault, type ImportRow } from "./import-row.ts";
import type { JsonNode } from "./json-node.ts";
import type { ReadRows } from "./rows-of-table.ts";

export interface JsonThing<Column extends string> {
  /** Members of a thing, and the columns that they are. */
  readonly members: Readonly<Record<string, Column>>;
  /** Members that may be lists of texts, which a table has in one cell with semicolons between. */
  readonly joined?: readonly Column[];
  /** Members that are lists of things of their own, each a row with its owners' `key` cells. */
  readonly within?: Readonly<Record<string, JsonThing<Column>>>;
  /** What names it in the rows of things within it. */
  readonly key?: readonly Column[];
}

export interface JsonShape<Column extends string> extends JsonThing<Column> {
  /** The member of the file that holds the things: "products". */
  readonly list: string;
  /** Other lists of the file, whose rows come first. */
  readonly beside?: Readonly<Record<string, JsonThing<Column>>>;
}

export function rowsOfJson<Column extends string>(
  root: JsonNode,
  shape: JsonShape<Column>,
): ReadRows<Column> {
  const faults: ImportFault[] = [];
  const above: Partial<Record<Column, Cell>> = {};
  const beside = Object.entries(shape.beside ?? {}).flatMap(([name, thing]) => {
    const list = root.kind === "object" ? root.members.get(name) : undefined;
    return list ? [itemsOf(list, name, faults).map((each) => ({ each, thing }))] : [];
  });
  const list = root.kind === "object" ? root.members.get(shape.list) : root;
  if (list?.kind !== "list" && (list !== undefined || beside.length === 0)) {
    const problem = `The file is neither a list nor an object with a list “${shape.list}”.`;
    return { rows: [], faults: [{ line: root.line, column: root.column, problem }] };
  }
  const own = list?.kind === "list" ? list.items : [];
  const all = [...beside.flat(), ...own.map((each) => ({ each, thing: shape }))];
  return {
    rows: all.flatMap(({ each, thing }) => rowsOfThing(each, above, thing, faults)),
    faults,
  };
}

/** The row of a thing, and after it those of what is within. `above` names what it is within. */
function rowsOfThing<Column extends string>(
  node: JsonNode,
  above: ImportRow<Column>["cells"],
  shape: JsonThing<Column>,
  faults: ImportFault[],
): ImportRow<Column>[] {
  const { within = {}, key = [] } = shape;
  const own = rowOf(node, shape, faults);
  if (!own) return [];
  const named = key.flatMap((name) => {
    const cell = own.cells[name];
    return cell ? [[name, cell] as const] : [];
  });
  const names = { ...above, ...Object.fromEntries(named) } as ImportRow<Column>["cells"];
  const inner = Object.entries(within).flatMap(([name, thing]) => {
    const list = node.kind === "object" ? node.members.get(name) : undefined;
    return itemsOf(list, name, faults).flatMap((each) => rowsOfThing(each, names, thing, faults));
  });
  return [{ ...own, cells: { ...above, ...own.cells } }, ...inner];
}

function itemsOf(
  node: JsonNode | undefined,
  name: string,
  faults: ImportFault[],
): readonly JsonNode[] {
  if (!node || (node.kind === "value" && node.value === null)) return [];
  if (node.kind === "list") return node.items;
  faults.push(faultAt(node, name, "This must be a list."));
  return [];
}

function rowOf<Column extends string>(
  node: JsonNode,
  { members, joined = [], within = {} }: JsonThing<Column>,
  faults: ImportFault[],
): ImportRow<Column> | undefined {
  const { line, column } = node;
  if (node.kind !== "object") {
    faults.push({ line, column, problem: "This must be an object." });
    return undefined;
  }
  const lists = Object.keys(within);
  const cells: Partial<Record<Column, Cell>> = {};
  for (const [name, member] of node.members) {
    if (lists.includes(name)) continue;
    const known = Object.hasOwn(members, name) ? members[name] : undefined;
    if (known === undefined) {
      const names = [...Object.keys(members), ...lists].join(", ");
      faults.push(faultAt(member, name, `There is no such member; there are ${names}.`));
      continue;
    }
    const text = textOf(member, joined.includes(known));
    if (text === undefined) {
      const what = joined.includes(known) ? "a list of texts" : "a text, a number, true or false";
      faults.push(faultAt(member, name, `This must be ${what}.`));
    } else if (text !== "") {
      cells[known] = { line: member.line, column: member.column, text };
    }
  }
  return { line, column, cells };
}

/** Undefined for what is no value, nor a list of values where one may be. */
function textOf(node: JsonNode, mayBeList: boolean): string | undefined {
  if (node.kind === "value") return node.written ?? textOfValue(node.value);
  if (!mayBeList || node.kind !== "list") return undefined;
  const texts = node.items.map((item) => textOf(item, false));
  return texts.includes(undefined) ? undefined : texts.join("; ");
}

function textOfValue(value: string | number | boolean | null): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value).trim();
}
