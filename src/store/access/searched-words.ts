/**
 * The words of a search as the record keeps them: keyed hashes, so that an auditor who suspects a word
 * can ask whether it was searched, and nobody can read what was. Not the hashes of the index: a dump
 * must not tell which case holds a word that somebody looked for.
 */
import { wordsOf } from "../../core/search/words.ts";
import type { Context } from "../context.ts";

const wordsMax = 12;

export function searchedWords(context: Pick<Context, "masterKey">, text: string): string[] {
  return wordsOf(text)
    .slice(0, wordsMax)
    .map((word) =>
      context.masterKey.hash("search-tokens", `searched\0${word}`).subarray(0, 8).toString("hex"),
    );
}
