/**
 * The words by which sealed text can be found again: normalised, whole, without order. Pure; the
 * keyed hash that hides them is made in store/.
 */

/** At most this many different words of one text are indexed; a longer text is found by its first ones. */
export const wordsMax = 5_000;

/** Words of two to forty letters or digits, and references such as CVE-2026-1234 or VU#123456 as a whole. */
export function wordsOf(text: string): string[] {
  const normal = text
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase();
  const found = new Set<string>();
  for (const match of normal.matchAll(/[\p{L}\p{N}]+(?:[-#._:/@][\p{L}\p{N}]+)*/gu)) {
    add(found, match[0]);
    for (const part of match[0].split(/[-#._:/@]/)) add(found, part);
    if (found.size >= wordsMax) break;
  }
  return [...found].slice(0, wordsMax);
}

function add(found: Set<string>, word: string): void {
  const length = [...word].length;
  if (length >= 2 && length <= 40) found.add(word);
}
