/**
 * Reads EPSS's daily file (FIRST: a comment with the day, a head, then cve, score and percentile). One
 * line that does not fit refuses the file: half a list would look like a whole one.
 */
import {
  cveIdForm,
  type EpssLine,
  type ListFault,
  type Loaded,
} from "../../core/advice/advice-list.ts";

const linesMax = 2_000_000;

export function readEpss(text: string): Loaded<EpssLine> | ListFault {
  const rows = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  if (rows.length > linesMax) return { line: null, fault: "It has more than two million lines." };
  const day = /score_date:\s*(\d{4}-\d{2}-\d{2})/.exec(rows[0] ?? "")?.[1];
  const asOf = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(+asOf)) return { line: 1, fault: "The first line says no score_date." };
  if (rows[1]?.trim().toLowerCase() !== "cve,epss,percentile") {
    return { line: 2, fault: "The second line is not “cve,epss,percentile”." };
  }
  const lines: EpssLine[] = [];
  for (const [index, row] of rows.entries()) {
    if (index < 2 || row.trim() === "") continue;
    const line = lineOf(row);
    if (!line) return { line: index + 1, fault: "It is no CVE id with two numbers from 0 to 1." };
    lines.push(line);
  }
  return lines.length > 0 ? { asOf, lines } : { line: null, fault: "It lists no CVE id." };
}

function lineOf(row: string): EpssLine | undefined {
  const [cveId = "", score = "", percentile = "", ...more] = row
    .split(",")
    .map((cell) => cell.trim());
  const fits = cveIdForm.test(cveId) && isPart(score) && isPart(percentile) && more.length === 0;
  return fits ? { cveId, score: Number(score), percentile: Number(percentile) } : undefined;
}

/** "0.00043", "1.0", and "5e-05", as small numbers are written by machines. */
function isPart(text: string): boolean {
  return /^[01](\.\d{1,20})?$|^\d(\.\d{1,20})?e-\d{1,2}$/i.test(text) && Number(text) <= 1;
}
