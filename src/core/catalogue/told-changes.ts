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

/** What is kept of the check of a catalogue file, and of the import that carries one out. */
export interface CheckedCatalogue {
  readonly changes: readonly ToldChange[];
  /** Of the whole plan that was checked (see planDigest); null where nothing may be carried out by it. */
  readonly planDigest: string | null;
  /** Whether it was carried out when the plan was another one by then: nothing of it was imported. */
  readonly outdated: boolean;
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
