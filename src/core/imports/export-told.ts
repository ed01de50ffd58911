/** What the check of an export tells of its file, beside counts and faults. */
import type { ExportReading } from "./export-columns.ts";
import type { WrittenFile } from "./written-rows.ts";

export interface ExportTold {
  /** Null where no platform is known by the columns, and nobody said what they are. */
  readonly reading: ExportReading | null;
  /** Of the file. */
  readonly names: readonly string[];
  /** The first rows, each cell by its column's name, shortened. */
  readonly preview: readonly Readonly<Record<string, string>>[];
  readonly states: readonly { readonly state: string; readonly count: number }[];
  /** In a state that is left out. */
  readonly leftOut: number;
  /** Reports that were here, and stand otherwise at their site by now. */
  readonly moved: readonly StateMoved[];
}

export interface StateMoved {
  readonly number: string;
  /** Null where no state was known. */
  readonly before: string | null;
  readonly after: string;
}

const previewRows = 5;
const previewLetters = 160;
/** As many as anybody reads through. */
export const movedMax = 200;

/** Of a file that was read; what the rows say of themselves comes later. */
export function previewOf({ names, rows }: WrittenFile): Pick<ExportTold, "names" | "preview"> {
  const short = (text: string) =>
    text.length <= previewLetters ? text : `${text.slice(0, previewLetters)}…`;
  const preview = rows
    .slice(0, previewRows)
    .map(({ cells }) =>
      Object.fromEntries([...cells].map(([name, { text }]) => [name, short(text)])),
    );
  return { names, preview };
}
