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

/**
 * One mark over three words, not three marks: what stands between two kept words is one deletion
 * and one insertion, with the blanks that both sides happen to share.
 */
function joined(changes: readonly WordChange[]): WordChange[] {
  const parts: WordChange[] = [];
  let [kept, deleted, inserted] = ["", "", ""];
  const close = () => {
    if (kept) parts.push({ kind: "same", text: kept });
    if (deleted) parts.push({ kind: "deleted", text: deleted });
    if (inserted) parts.push({ kind: "inserted", text: inserted });
    [kept, deleted, inserted] = ["", "", ""];
  };
  changes.forEach(({ kind, text }, at) => {
    const isGap = kind === "same" && text.trim() === "" && changes[at + 1]?.kind !== "same";
    const inChange = deleted !== "" || inserted !== "";
    if (kind === "same" && inChange && isGap && at + 1 < changes.length) {
      deleted += text;
      inserted += text;
    } else if (kind === "same") {
      if (inChange) close();
      kept += text;
    } else if (kind === "deleted") deleted += text;
    else inserted += text;
  });
  close();
  return parts;
}
