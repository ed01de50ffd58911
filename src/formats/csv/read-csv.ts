/**
 * Reads comma-separated values (RFC 4180) as people and spreadsheets write them: with a byte order
 * mark, with semicolons or tabs, with any line end. Says where a file breaks the format; never guesses a cell.
 */

export interface CsvCell {
  readonly text: string;
  /** Where it stands in the file, both from 1; `column` counts cells, as a spreadsheet does. */
  readonly line: number;
  readonly column: number;
}

export interface CsvProblem {
  readonly line: number;
  readonly column: number;
  readonly problem: string;
}

export type CsvTable =
  | { readonly rows: readonly (readonly CsvCell[])[] }
  | { readonly problem: CsvProblem };

export const csvRowsMax = 100_000;
const csvColumnsMax = 200;
export const csvCellCharactersMax = 100_000;

/** Rows in which every cell is empty or blank are left out; all others keep their cells as they are. */
export function readCsv(text: string): CsvTable {
  const plain = text.startsWith("\ufeff") ? text.slice(1) : text;
  // Spreadsheets are told their separator so, in a line that is no row.
  const said = /^sep=([,;\t])(?=[\r\n])/i.exec(plain);
  const rest = said ? plain.slice(said[0].length) : plain;
  const reader = new Reader(rest, said ? (said[1] ?? ",") : separatorOf(rest));
  const rows: CsvCell[][] = [];
  for (let row = reader.row(); row !== undefined; row = reader.row()) {
    if (reader.problem) return { problem: reader.problem };
    if (row.some((cell) => cell.text.trim() !== "")) rows.push(row);
    if (rows.length > csvRowsMax) {
      return { problem: { line: row[0]?.line ?? 1, column: 1, problem: tooMany } };
    }
  }
  return reader.problem ? { problem: reader.problem } : { rows };
}

const tooMany = `The file has more than ${csvRowsMax} rows.`;

/**
 * A spreadsheet of a country that writes 1,5 separates by semicolons, and what is copied out of one by
 * tabs: the first row that is not empty tells, by what stands in it most often.
 */
function separatorOf(text: string): string {
  const counts = { ",": 0, ";": 0, "\t": 0 };
  let [inQuotes, isEmpty] = [false, true];
  for (const character of text) {
    if (!inQuotes && !isEmpty && /[\r\n]/.test(character)) break;
    if (character === '"') inQuotes = !inQuotes;
    else if (!inQuotes && Object.hasOwn(counts, character)) {
      counts[character as keyof typeof counts] += 1;
      continue;
    }
    isEmpty &&= character.trim() === "";
  }
  const [[most] = [","]] = Object.entries(counts).toSorted(([, a], [, b]) => b - a);
  return most;
}

class Reader {
  problem: CsvProblem | undefined;
  private at = 0;
  private line = 1;
  private readonly text: string;
  private readonly separator: string;

  constructor(text: string, separator: string) {
    this.text = text;
    this.separator = separator;
  }

  /** The next row; undefined at the end. */
  row(): CsvCell[] | undefined {
    if (this.at >= this.text.length || this.problem) return undefined;
    const cells: CsvCell[] = [];
    do {
      const line = this.line;
      const text = this.cell(cells.length + 1);
      cells.push({ text: withoutGuard(text), line, column: cells.length + 1 });
      if (cells.length > csvColumnsMax) this.fail(cells.length, "The row has too many cells.");
    } while (!this.problem && this.takes(this.separator));
    this.endOfRow();
    return cells;
  }

  private cell(column: number): string {
    if (this.text[this.at] === '"') return this.quoted(column);
    const start = this.at;
    while (this.at < this.text.length && !this.isEnd(this.text[this.at])) {
      if (this.text[this.at] === '"') {
        this.fail(column, "A quotation mark stands inside a cell that does not begin with one.");
        return "";
      }
      this.at += 1;
    }
    return this.bounded(this.text.slice(start, this.at), column);
  }

  private quoted(column: number): string {
    const parts: string[] = [];
    const first = this.line;
    for (;;) {
      const end = this.text.indexOf('"', this.at + 1);
      if (end < 0) {
        this.fail(column, "A quotation mark is not closed.", first);
        return "";
      }
      parts.push(this.text.slice(this.at + 1, end));
      this.at = end + 1;
      if (this.text[this.at] !== '"') break;
      parts.push('"');
    }
    const text = parts.join("");
    this.line += text.split(/\r\n|\r|\n/).length - 1;
    if (this.at < this.text.length && !this.isEnd(this.text[this.at])) {
      this.fail(column, "Something stands behind the closing quotation mark.");
    }
    return this.bounded(text, column);
  }

  private bounded(text: string, column: number): string {
    if (text.length > csvCellCharactersMax) {
      this.fail(column, `The cell has more than ${csvCellCharactersMax} characters.`);
    }
    return text;
  }

  private isEnd(character: string | undefined): boolean {
    return character === this.separator || character === "\r" || character === "\n";
  }

  private takes(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private endOfRow(): void {
    const returned = this.takes("\r");
    if (this.takes("\n") || returned) this.line += 1;
  }

  private fail(column: number, problem: string, line = this.line): void {
    this.problem ??= { line, column, problem };
  }
}

/** The apostrophe that keeps a spreadsheet from running a cell (lib/csv.ts) is not part of it. */
function withoutGuard(text: string): string {
  return /^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}
