/** The public page that a policy follows, and what a policy says beyond it. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { SaidText } from "./policy-texts.ts";

const sources = resolve(import.meta.dirname, "../../../shared/sources");

/** The text of the page, or undefined with a printed line where it is not there. */
export function sourcePage(name: string): string | undefined {
  const file = resolve(sources, name);
  if (existsSync(file)) return readFileSync(file, "utf8");
  console.log(`Skipped: the page ${name} is not beside the project.`);
  return undefined;
}

/**
 * The English words that the page does not have, by setting: longer than three letters, whatever
 * their ending. A policy text that follows its page has none.
 */
export function wordsNotOn(page: string, said: readonly SaidText[]): Record<string, string[]> {
  const known = new Set(wordsIn(page).map(stemOf));
  const more = said.map(({ path, words }) => {
    const others = wordsIn(words.en ?? "").filter((word) => !isSmall(word));
    return [path, others.filter((word) => !known.has(stemOf(word)))] as const;
  });
  return Object.fromEntries(more.filter(([, words]) => words.length > 0));
}

/** Words that join others, and say nothing by themselves. */
function isSmall(word: string): boolean {
  return word.length <= 3 || ["please", "your", "they", "those", "this"].includes(word);
}

function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];
}

/** British and American spelling, singular and plural, noun and verb: one stem. */
function stemOf(word: string): string {
  return word.replaceAll("z", "s").slice(0, 5);
}

/**
 * The English sentences that do not stand on the page word for word. Letters' case, kinds of
 * quotation mark, line ends and mail addresses (a policy's are reserved ones) make no difference.
 */
export function sentencesNotOn(page: string, said: readonly SaidText[]): string[] {
  const known = plain(page);
  return said
    .flatMap(({ words }) => (words.en ?? "").split(/(?<=[.?!:])\s+(?=\p{Lu})/u))
    .map((sentence) => plain(sentence).replace(/[.?!:]$/, ""))
    .filter((sentence) => !known.includes(sentence));
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("’", "'")
    .replaceAll(/[\w.+-]+@[\w-]+(\.[\w-]+)*/g, "an-address")
    .replaceAll(/\s+/g, " ")
    .trim();
}
