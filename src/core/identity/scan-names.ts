/**
 * Looks through what is about to leave for withheld names. Says where a name stands and whose it is
 * by pseudonym, never the name. What could not be looked through is a finding as well.
 */
import { type View, viewsOf } from "./decode-text.ts";
import { findTerms, indexOf, type TermIndex } from "./find-terms.ts";
import type { Term, TermKind } from "./withheld-terms.ts";

/** One text that leaves, with the words by which people know its place: "Summary", "report.pdf: author". */
export interface Outgoing {
  readonly place: string;
  readonly text: string;
}

/** Why something could not be looked through. */
export type Unread =
  | "encrypted"
  | "damaged"
  | "too-deep"
  | "too-large"
  | "too-many"
  | "unknown-format";

/** The words of a file, each with the member it stands in, and what could not be read. */
export interface FileText {
  /** Of the bytes: a release of what could not be read is bound to it. */
  readonly digest: string;
  readonly pieces: readonly Outgoing[];
  readonly unread: readonly { readonly place: string; readonly why: Unread }[];
}

export interface NameFinding {
  readonly place: string;
  readonly kind: TermKind | "unread";
  /** Pseudonym of the person; of what is unread, why. */
  readonly whose: string;
  /** False where it only warns. */
  readonly blocks: boolean;
  /** Of the place in its text, from 1; 0 for what is unread. */
  readonly line: number;
  readonly column: number;
  /** How it was encoded; empty where it stands openly. */
  readonly how: readonly string[];
  /** Where in the text: with the text (or the file's digest), this is what a release is bound to. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Letters of all texts together; more blocks. */
const lettersMax = 20_000_000;
const findingsMax = 200;
/** In bytes that are hardly text, a short form would be found by chance. */
const unclearLettersMin = 6;

/** Every finding in these texts, in order; at most 200. */
export function scanNames(texts: readonly Outgoing[], terms: readonly Term[]): NameFinding[] {
  const index = indexOf(terms);
  if (index.size === 0) return [];
  const found: NameFinding[] = [];
  let letters = 0;
  for (const each of texts) {
    letters += each.text.length;
    if (letters > lettersMax) {
      found.push(unreadFinding(each.place, "too-large", each.text));
      break;
    }
    found.push(...inText(each, index));
    if (found.length >= findingsMax) break;
  }
  return found.slice(0, findingsMax);
}

/** The same for a file: its words, and what of it could not be read. */
export function scanFile(file: FileText, terms: readonly Term[]): NameFinding[] {
  if (terms.length === 0) return [];
  const unread = file.unread.map(({ place, why }) => unreadFinding(place, why, file.digest));
  return [...scanNames(file.pieces, terms), ...unread];
}

function unreadFinding(place: string, why: Unread, text: string): NameFinding {
  const at = { line: 0, column: 0, start: 0, end: 0 };
  return { ...at, place, kind: "unread", whose: why, blocks: true, how: [], text };
}

function inText(out: Outgoing, index: TermIndex): NameFinding[] {
  const { views, cut } = viewsOf(out.text);
  const found: NameFinding[] = [];
  for (const view of views) {
    for (const finding of inView(out, view, index)) {
      if (!isInside(found, finding)) found.push(finding);
      if (found.length >= findingsMax) return found;
    }
  }
  return cut ? [...found, unreadFinding(out.place, "too-deep", out.text)] : found;
}

function inView({ place, text }: Outgoing, view: View, index: TermIndex): NameFinding[] {
  return findTerms(view.text, index)
    .filter((match) => view.clean || match.letters >= unclearLettersMin)
    .map((match) => {
      const start = view.origins[match.start] ?? 0;
      const end = Math.max(view.origins[match.end - 1] ?? start, start) + 1;
      const { kind, whose, blocks } = match;
      const where = { place, ...lineOf(text, start), start, end, text };
      return { kind, whose, blocks, how: view.how, ...where };
    });
}

/** A decoded view shows again what stood openly. */
function isInside(found: readonly NameFinding[], { whose, blocks, start, end }: NameFinding) {
  return found.some(
    (other) =>
      other.whose === whose &&
      (other.blocks || !blocks) &&
      (other.start === start || (other.start <= start && end <= other.end)),
  );
}

function lineOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  return { line, column: at - before.lastIndexOf("\n") };
}
