/** What a file says of one thing beside what was there, and which of it would be added or changed. */
import type { ImportRow } from "../imports/import-row.ts";
import type { CatalogueColumn } from "./catalogue-file.ts";
import { type EntryKind, type ToldChange, toldFirst } from "./told-changes.ts";

export interface Changes<T> {
  readonly added: readonly T[];
  readonly changed: readonly T[];
  /** How each of `changed` was before, in their order. */
  readonly replaced: readonly T[];
  /** How many the file names that are already as it says. */
  readonly same: number;
  /** Those of `changed` and `added` by their rows, as `toldFirst` has them. */
  readonly told: readonly ToldChange[];
}

/** A thing of the file, with the row that named it first. */
export interface Named<T, Row> {
  readonly before: T | undefined;
  value: T;
  row: Row;
}

export function keyOf(...names: readonly string[]): string {
  return JSON.stringify(names);
}

/** Without what was not said. */
export function said<T extends object>(
  values: { [Key in keyof T]: T[Key] | undefined },
): Partial<T> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<T>;
}

/** `kind` is what the things are. */
export function changesOf<T extends object>(
  kind: EntryKind,
  named: Iterable<Named<T, ImportRow<CatalogueColumn>>>,
): Changes<T> {
  const all = [...named].map((each) => ({ ...each, fields: otherFields(each) }));
  const added = all.filter(({ before }) => before === undefined);
  const changed = all.filter(({ fields }) => fields.length > 0);
  const told = [...changed, ...added].map(({ row, fields }): ToldChange => {
    const names = nameColumns[kind].flatMap((column) => row.cells[column]?.text ?? []);
    return { line: row.line, kind, names, change: fields.length > 0 ? "changed" : "added", fields };
  });
  return {
    added: added.map(({ value }) => value),
    changed: changed.map(({ value }) => value),
    replaced: changed.flatMap(({ before }) => before ?? []),
    same: all.length - added.length - changed.length,
    told: toldFirst(told),
  };
}

const nameColumns = {
  entity: ["entity"],
  product: ["entity", "product"],
  version: ["entity", "product", "version"],
  component: ["entity", "product", "version", "component", "component version"],
} as const satisfies Record<EntryKind, readonly CatalogueColumn[]>;

/** The names of what differs, in words: "in support". */
function otherFields<T extends object, Row>({ before, value }: Named<T, Row>): string[] {
  if (before === undefined) return [];
  const differing = Object.entries(value).filter(
    ([name, each]) => !isSame(before[name as keyof T], each),
  );
  return differing.map(([name]) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
}

/** Texts, words and lists of them. */
export function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
