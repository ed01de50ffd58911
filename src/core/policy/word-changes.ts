/** What became of a sentence, word by word. Never changes a word; what it gives joins to both texts. */

export type WordChange = { readonly kind: "same" | "deleted" | "inserted"; readonly text: string };

/** Above this many comparisons two texts are shown whole beside each other: nobody reads such marks. */
const comparisonsMax = 1_000_000;

/**
 * The parts of both texts in reading order: "same" and "deleted" join to `before`, "same" and
 * "inserted" to `after`.
 */
export function wordChanges(before: string, after: string): readonly WordChange[] {
  const old = wordsOf(before);
  const young = wordsOf(after);
  if (old.length * young.length > comparisonsMax) {
    return [
      { kind: "deleted", text: before },
      { kind: "inserted", text: after },
    ];
  }
  return joined(walk(old, young, commonLengths(old, young)));
}

/** Words, and the blanks between them. */
function wordsOf(text: string): string[] {
  return text.match(/\s+|\S+/g) ?? [];
}

/** At [i][j], how many words the rests from i and from j have in common, in order. */
function commonLengths(old: readonly string[], young: readonly string[]): Uint32Array[] {
  const rows = Array.from({ length: old.length + 1 }, () => new Uint32Array(young.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = young.length - 1; j >= 0; j--) {
      const both = old[i] === young[j];
      const value = both
        ? at(rows, i + 1, j + 1) + 1
        : Math.max(at(rows, i + 1, j), at(rows, i, j + 1));
      (rows[i] as Uint32Array)[j] = value;
    }
  }
  return rows;
}

function at(rows: readonly Uint32Array[], i: number, j: number): number {
  return rows[i]?.[j] ?? 0;
}

function walk(
  old: readonly string[],
  young: readonly string[],
  rows: readonly Uint32Array[],
): WordChange[] {
  const changes: WordChange[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < young.length) {
    const [left, right] = [old[i], young[j]];
    if (left !== undefined && left === right) {
      changes.push({ kind: "same", text: left });
      i++;
      j++;
    } else if (
      left !== undefined &&
      (right === undefined || at(rows, i + 1, j) >= at(rows, i, j + 1))
    ) {
      changes.push({ kind: "deleted", text: left });
      i++;
    } else {
      changes.push({ kind: "inserted", text: right ?? "" });
      j++;
    }
  }
  return changes;
}

/** Neighbours of one kind as one part: one mark over three words, not three marks. */
function joined(changes: readonly WordChange[]): WordChange[] {
  const parts: WordChange[] = [];
  for (const change of changes) {
    const last = parts.at(-1);
    if (last?.kind === change.kind) {
      parts[parts.length - 1] = { kind: last.kind, text: last.text + change.text };
    } else parts.push(change);
  }
  return parts;
}
