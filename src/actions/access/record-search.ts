/** Records that somebody of ours searched, for how many words and with how many hits; never the words. */
import type { Actor } from "../../core/people/actor.ts";
import { searchedWords } from "../../store/access/searched-words.ts";
import type { Context } from "../../store/context.ts";
import { recordAccess } from "./record-access.ts";

export function recordSearch(
  context: Context,
  actor: Actor,
  text: string,
  hits: number,
): Promise<void> {
  const body = { hits, words: searchedWords(context, text) };
  return recordAccess(context, actor, { kind: "search", what: "cases", body });
}
