/**
 * Breaks long lines the way that mail programs join again (RFC 3676), so that a letter reads well in
 * 78 columns and on a telephone alike. Breaks at plain spaces only: no address and no narrow space is cut.
 */

const columnsMax = 78;

/** Whether the text needs it: short lines travel as they are. */
export function needsFlowing(text: string): boolean {
  return text.split("\n").some((line) => line.length > columnsMax);
}

/** The text for `format=flowed`: a line that ends in a space goes on in the next one. */
export function flowedText(text: string): string {
  return text
    .split("\n")
    .flatMap((line) => brokenUp(line))
    .join("\n");
}

function brokenUp(line: string): string[] {
  // The mark above a signature keeps its space (section 4.3).
  if (line === "-- ") return [line];
  const words = line.replace(/ +$/, "").split(" ");
  const lines: string[] = [];
  let current = "";
  for (const [index, word] of words.entries()) {
    const longer = index === 0 ? word : `${current} ${word}`;
    if (index > 0 && longer.length >= columnsMax - 1 && current !== "") {
      lines.push(`${stuffed(current)} `);
      current = word;
    } else current = longer;
  }
  return [...lines, stuffed(current)];
}

/** Section 4.4: what would be taken for a quote or be changed on its way gets a space in front. */
function stuffed(line: string): string {
  return /^(?: |>|From )/.test(line) ? ` ${line}` : line;
}
