/** What the check of a catalogue file tells of each row that would add or change something. */

export const entryKinds = ["entity", "product", "version", "component"] as const;
export type EntryKind = (typeof entryKinds)[number];

export interface ToldChange {
  /** Of the row that names it first. */
  readonly line: number;
  readonly kind: EntryKind;
  /** From the entity down. */
  readonly names: readonly string[];
  readonly change: "added" | "changed";
  /** What of it would be another; none of what is added. */
  readonly fields: readonly string[];
}

/** As many as anybody reads through. */
export const toldMax = 500;

/**
 * What is changed first, as a person looks for it, then what is added, each by the lines of the file: of
 * very many the first `toldMax`.
 */
export function toldFirst(all: readonly ToldChange[]): ToldChange[] {
  const byLine = all.toSorted((one, other) => one.line - other.line);
  const those = (what: ToldChange["change"]) => byLine.filter(({ change }) => change === what);
  return [...those("changed"), ...those("added")].slice(0, toldMax);
}
