/** Reads the cells of an import as values, and keeps a fault for each that does not fit. */
import { isVisibleLine } from "../visible-line.ts";
import { type Cell, faultAt, type ImportFault, type ImportRow } from "./import-row.ts";

export class CellReader<Column extends string> {
  readonly faults: ImportFault[] = [];

  text(row: ImportRow<Column>, column: Column, most: number): string | undefined {
    const cell = row.cells[column];
    if (!cell) return undefined;
    // PostgreSQL cannot hold U+0000 in a text, nor half of a pair of UTF-16; no word of any language has them.
    if (cell.text.includes("\0") || !cell.text.isWellFormed()) {
      return this.refuse(cell, column, "This holds a character that no text has.");
    }
    if (cell.text.length <= most) return cell.text;
    return this.refuse(cell, column, `This is longer than ${most} characters.`);
  }

  /** A text that has to be there. */
  needed(row: ImportRow<Column>, column: Column, most: number): string {
    if (!row.cells[column]) {
      const { line, column: at } = row;
      this.faults.push({ line, column: at, field: column, problem: "This is missing." });
    }
    return this.text(row, column, most) ?? "";
  }

  /** A needed text that people will know a thing by. */
  name(row: ImportRow<Column>, column: Column, most: number): string {
    const text = this.needed(row, column, most);
    const cell = row.cells[column];
    if (cell && !isVisibleLine(text)) {
      this.refuse(cell, column, "This must be one line with something to see.");
    }
    return text;
  }

  oneOf<Word extends string>(
    row: ImportRow<Column>,
    column: Column,
    words: readonly Word[],
  ): Word | undefined {
    const cell = row.cells[column];
    if (!cell) return undefined;
    const found = words.find((word) => word === cell.text.toLowerCase());
    return found ?? this.refuse(cell, column, `This must be one of ${words.join(", ")}.`);
  }

  yesOrNo(row: ImportRow<Column>, column: Column): boolean | undefined {
    const word = this.oneOf(row, column, ["yes", "no", "true", "false"]);
    return word === undefined ? undefined : word === "yes" || word === "true";
  }

  /** YYYY-MM-DD, a day that there is; 9999-12-31 is one, by which people mean that nothing ends. */
  day(row: ImportRow<Column>, column: Column): string | undefined {
    const cell = row.cells[column];
    if (!cell) return undefined;
    if (isDay(cell.text)) return cell.text;
    return this.refuse(cell, column, "This is not a day, such as 2026-03-31.");
  }

  refuse(cell: Cell, column: Column, problem: string): undefined {
    this.faults.push(faultAt(cell, column, problem));
    return undefined;
  }
}

export function isDay(text: string): boolean {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
