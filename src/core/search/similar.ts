/**
 * Which cases may be about the same: what they share, weighed. A proposal for a person to look at, never a
 * decision; where nothing telling is shared, nothing is proposed.
 */
export type SimilarMark = "cve" | "cwe" | "product" | "reporter";

export interface SharedWords {
  readonly caseId: string;
  /** Words that few of the cases looked at hold. */
  readonly words: number;
  /** Their rarity together, in hundredths: the fewer cases hold a word, the more it tells. */
  readonly weight: number;
}

export interface SharedMark {
  readonly caseId: string;
  readonly mark: SimilarMark;
}

export interface Similar {
  readonly caseId: string;
  readonly words: number;
  readonly marks: readonly SimilarMark[];
}

/**
 * In hundredths, as words are. A CVE id names one vulnerability; a product is shared by many. Whoever reports
 * a thing twice is likely to mean the same, and a diligent one reports many things.
 */
const worth: Readonly<Record<SimilarMark, number>> = {
  cve: 10_000,
  reporter: 350,
  product: 300,
  cwe: 200,
};

/** Fewer words in common are chance. */
const wordsMin = 3;
/** A product, a kind of weakness or a reporter in common is no reason by itself. */
const leastWorth = 600;
const shownMax = 8;

/** The likeliest first, at most eight. */
export function likeliest(
  words: readonly SharedWords[],
  marks: readonly SharedMark[],
): readonly Similar[] {
  const found = new Map<string, { words: number; marks: Set<SimilarMark>; worth: number }>();
  const at = (caseId: string) => {
    const known = found.get(caseId) ?? { words: 0, marks: new Set<SimilarMark>(), worth: 0 };
    found.set(caseId, known);
    return known;
  };
  for (const { caseId, words: count, weight } of words) {
    if (count < wordsMin) continue;
    const one = at(caseId);
    one.words = count;
    one.worth += weight;
  }
  for (const { caseId, mark } of marks) {
    const one = at(caseId);
    if (one.marks.has(mark)) continue;
    one.marks.add(mark);
    one.worth += worth[mark];
  }
  return [...found]
    .filter(([, one]) => one.worth >= leastWorth)
    .sort(([a, one], [b, other]) => other.worth - one.worth || (a < b ? 1 : -1))
    .slice(0, shownMax)
    .map(([caseId, one]) => ({ caseId, words: one.words, marks: [...one.marks].sort() }));
}
