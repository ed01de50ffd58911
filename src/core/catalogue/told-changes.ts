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
