/** Lines of comma-separated values as RFC 4180 has them. */

/**
 * One line with its end. A cell that a spreadsheet would take for a formula is led by an apostrophe:
 * whoever chose a value in it must not run it on the reader's machine. One that looks so led is led too,
 * so that whoever takes one apostrophe off has what was written.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cellOf).join(",")}\r\n`;
}

function cellOf(text: string): string {
  const safe = /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
