/** What every import works on: rows of named cells that know where they stand in the file. */

export interface Place {
  /** Both from 1; in a table `column` counts cells, in JSON characters. */
  readonly line: number;
  readonly column: number;
}

export interface Cell extends Place {
  readonly text: string;
}

/** What a file says of one thing; what it leaves empty is not in it. */
export interface ImportRow<Column extends string = string> extends Place {
  readonly cells: Readonly<Partial<Record<Column, Cell>>>;
}

/** What is wrong with a file, and where. Quotes no cell: a list of faults may be passed on. */
export interface ImportFault extends Place {
  /** The column as its file names it; left out where it is about the row or the file. */
  readonly field?: string;
  readonly problem: string;
}

/** Of a file that is imported, as text. */
export const importBytesMax = 20 * 1024 * 1024;

/** More faults than this teach nobody anything. */
export const faultsMax = 200;

/** Enough to send a mail to; whether it arrives is another matter. */
export function isMailAddress(text: string): boolean {
  return /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/.test(text);
}

/** Refuses a cell. */
export function faultAt(cell: Place, field: string, problem: string): ImportFault {
  return { line: cell.line, column: cell.column, field, problem };
}
