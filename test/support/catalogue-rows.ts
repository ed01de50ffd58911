/** Rows of catalogue files as the readers of CSV and JSON give them. */
import {
  type CatalogueColumn,
  catalogueJson,
  catalogueTable,
} from "../../src/core/catalogue/catalogue-file.ts";
import type { JsonNode } from "../../src/core/imports/json-node.ts";
import { rowsOfJson } from "../../src/core/imports/rows-of-json.ts";
import { type ReadRows, rowsOfTable } from "../../src/core/imports/rows-of-table.ts";

/** Ids that are made in order: "id-1", "id-2". */
export function idsInOrder(): () => string {
  let next = 0;
  return () => `id-${++next}`;
}

/** A table, its first row the names of its columns. */
export function readTable(...rows: readonly (readonly string[])[]): ReadRows<CatalogueColumn> {
  return rowsOfTable(
    rows.map((row, at) => row.map((text, index) => ({ text, line: at + 1, column: index + 1 }))),
    catalogueTable,
  );
}

/** JSON, every value of it at the same place. */
export function readJsonFile(value: unknown): ReadRows<CatalogueColumn> {
  return rowsOfJson(node(value), catalogueJson);
}

function node(value: unknown): JsonNode {
  const place = { line: 1, column: 1 };
  if (Array.isArray(value)) return { ...place, kind: "list", items: value.map(node) };
  if (typeof value === "object" && value !== null) {
    const members = new Map(Object.entries(value).map(([name, each]) => [name, node(each)]));
    return { ...place, kind: "object", members };
  }
  return { ...place, kind: "value", value: value as string | number | boolean | null };
}
