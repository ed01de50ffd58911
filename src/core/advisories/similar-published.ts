/**
 * Which published items may be what somebody is about to report (INT-13). Knows only what the public
 * reads already; runs on the server and in the reporter's browser alike.
 */
import { wordsOf } from "../search/words.ts";

export interface PublishedItem {
  readonly number: string;
  readonly title: string;
  /** Products, CVE ids and further words of it, all of them public. */
  readonly words: string;
}

/** Shorter words, and these, stand in every text. */
const lettersMin = 4;
const everywhere = new Set(
  "about after also been from have into more that them then there they this version when which with your security vulnerability vulnerabilities product products".split(
    " ",
  ),
);
/** One such word is enough: CVE-2026-1234, VU#123456, or a number of ours. */
const identifier = /^[a-z]+[a-z-]*[-#]\d[\d-]{3,}$/;
/** A single word in common says nothing. */
const wordsInCommonMin = 2;

/** The likeliest first; a word counts by how few items hold it, and twice in a title. */
export function similarTo(
  items: readonly PublishedItem[],
  typed: string,
  limit = 5,
): PublishedItem[] {
  const asked = wordsOf(typed).filter(says);
  const known = items.map((item) => ({
    item,
    title: new Set(wordsOf(item.title)),
    all: new Set(wordsOf(`${item.number} ${item.title} ${item.words}`)),
  }));
  const weightOf = (word: string) => {
    const holding = known.filter(({ all }) => all.has(word)).length;
    return holding === 0 ? 0 : Math.log(1 + items.length / holding);
  };
  const weights = asked.map((word) => ({ word, weight: weightOf(word) }));
  return known
    .map(({ item, title, all }) => {
      const common = weights.filter(({ word }) => all.has(word));
      const isLike =
        common.length >= wordsInCommonMin || common.some(({ word }) => identifier.test(word));
      const sum = common.reduce(
        (to, { word, weight }) => to + weight * (title.has(word) ? 2 : 1),
        0,
      );
      return { item, score: isLike ? sum : 0 };
    })
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
    .slice(0, limit)
    .map(({ item }) => item);
}

function says(word: string): boolean {
  return word.length >= lettersMin && !everywhere.has(word);
}
