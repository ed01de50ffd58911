/**
 * Joins the lines of prose that a mail program broke at its margin, for showing. Anything that could
 * be code, a list or a quotation keeps its lines; the original is one click away.
 */

/** Mail programs break between here and 80 letters; a shorter line ended on purpose. */
const brokenFrom = 56;

export function withoutHardBreaks(text: string): string {
  const lines = text.split("\n");
  return lines
    .map((line, index) => {
      const next = lines[index + 1];
      return next === undefined ? line : `${line}${isBroken(line, next) ? " " : "\n"}`;
    })
    .join("");
}

/** Whether the line goes on in the next one: both are prose, and a margin was near. */
function isBroken(line: string, next: string): boolean {
  return line.length >= brokenFrom && isProse(line) && isProse(next) && !/[.:;!?]\s*$/.test(line);
}

function isProse(line: string): boolean {
  return /^[\p{L}\p{N}"“‘'(]/u.test(line) && !/[{}<>=|\\]|\s{2,}|;$/.test(line);
}
