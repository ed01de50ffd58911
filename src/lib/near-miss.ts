/** Finds the word that somebody meant to type. Knows no words itself. */

/** Which of the words is the nearest to what was typed, if any is near enough to be meant. */
export function nearMiss(typed: string, words: readonly string[]): string | undefined {
  const far = Math.max(1, Math.floor(Math.min(typed.length, 40) / 4));
  const ranked = words
    .filter((word) => Math.abs(word.length - typed.length) <= far)
    .map((word) => ({ word, distance: editDistance(fold(typed), fold(word)) }))
    .toSorted((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= far ? best.word : undefined;
}

/** Case, hyphens and underscores are the usual slips: they cost nothing. */
function fold(word: string): string {
  return word.toLowerCase().replaceAll(/[-_ ]/g, "");
}

/** How many letters to insert, drop, change or swap with their neighbour. */
function editDistance(from: string, to: string): number {
  let rows = { older: [] as number[], above: Array.from({ length: to.length + 1 }, (_, at) => at) };
  for (let row = 1; row <= from.length; row++) {
    rows = { older: rows.above, above: nextRow(from, to, row, rows) };
  }
  return rows.above[to.length] ?? 0;
}

type Rows = { readonly older: readonly number[]; readonly above: readonly number[] };

function nextRow(from: string, to: string, row: number, { older, above }: Rows): number[] {
  const current = [row];
  for (let column = 1; column <= to.length; column++) {
    const same = from[row - 1] === to[column - 1];
    const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
    current[column] = Math.min(
      at(above, column) + 1,
      at(current, column - 1) + 1,
      at(above, column - 1) + (same ? 0 : 1),
      swapped ? at(older, column - 2) + 1 : Number.POSITIVE_INFINITY,
    );
  }
  return current;
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
