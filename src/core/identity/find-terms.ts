/** Finds withheld terms in one text, in one pass: a match begins and ends at the edge of a word. */
import { type Word, wordsOf } from "./fold.ts";
import type { Term, TermKind } from "./withheld-terms.ts";

/** Terms by their letters: made once, used for many texts. */
export interface TermIndex {
  readonly root: Node;
  readonly size: number;
}

interface Node {
  readonly next: Map<string, Node>;
  readonly terms: Term[];
}

export interface Match {
  readonly start: number;
  readonly end: number;
  readonly kind: TermKind;
  readonly whose: string;
  /** A slight match warns; the others block. */
  readonly blocks: boolean;
  readonly letters: number;
}

export function indexOf(terms: readonly Term[]): TermIndex {
  const root: Node = { next: new Map(), terms: [] };
  for (const term of terms) {
    let node = root;
    for (const letter of term.form) {
      const next = node.next.get(letter) ?? { next: new Map(), terms: [] };
      node.next.set(letter, next);
      node = next;
    }
    node.terms.push(term);
  }
  return { root, size: terms.length };
}

/** Between two words of one name stands little: a space, a point, a line's end, a tag's rest. */
const gapMax = 12;

/** Every match; one that lies within a longer one that blocks as well is left out. */
export function findTerms(text: string, index: TermIndex): Match[] {
  if (index.size === 0) return [];
  const words = wordsOf(text);
  const found = words.flatMap((_, at) => matchesFrom(text, words, at, index.root));
  return withoutInner(found);
}

function matchesFrom(text: string, words: readonly Word[], from: number, root: Node): Match[] {
  const found: Match[] = [];
  const first = words[from];
  let node: Node | undefined = root;
  let capital = true;
  let letters = 0;
  for (let at = from; first; at += 1) {
    const word = words[at];
    const before = words[at - 1];
    if (!word || (at > from && before && word.start - before.end > gapMax)) break;
    for (const letter of word.folded) node = node?.next.get(letter);
    if (!node) break;
    capital &&= word.capital;
    letters += word.folded.length;
    for (const { kind, whose, weight } of node.terms) {
      const blocks =
        weight === "certain" ||
        (weight === "as-name" && capital) ||
        (weight === "in-sentence" && capital && !beginsSentence(text, first.start));
      found.push({ start: first.start, end: word.end, kind, whose, blocks, letters });
    }
  }
  return found;
}

/** Nothing stands before it in its line, or the end of another sentence, marks and quotes aside. */
function beginsSentence(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 20), at);
  return /(?:^|[\n\r.!?:;…])[^\p{L}\p{N}\n\r]*$/u.test(before) && !/@\s*$/.test(before);
}

/** Matches come in order of their start. */
function withoutInner(matches: readonly Match[]): Match[] {
  const kept: Match[] = [];
  for (const match of matches.toSorted(
    (a, b) => Number(b.blocks) - Number(a.blocks) || a.start - b.start || b.end - a.end,
  )) {
    const inner = kept.some(
      (other) =>
        other.start <= match.start && match.end <= other.end && (other.blocks || !match.blocks),
    );
    if (!inner) kept.push(match);
  }
  return kept.sort((a, b) => a.start - b.start);
}
