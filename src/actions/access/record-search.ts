/** Records that somebody of ours searched, for how many words and with how many hits; never the words. */
import type { Actor } from "../../core/people/actor.ts";
import { searchedWords } from "../../store/access/searched-words.ts";
import type { Context } from "../../store/context.ts";
import { recordAccess } from "./record-access.ts";

export interface Searched {
  /** Ids of the cases that were found. */
  readonly caseIds: readonly string[];
  /** Whether by who a party is: then the record names the cases, for a hit tells whose they are. */
  readonly byPeople: boolean;
}

export function recordSearch(
  context: Context,
  actor: Actor,
  text: string,
  { caseIds, byPeople }: Searched,
): Promise<void> {
  const body = { hits: caseIds.length, words: searchedWords(context, text) };
  return recordAccess(
    context,
    actor,
    byPeople
      ? { kind: "search", what: "people", body: { ...body, cases: [...caseIds] } }
      : { kind: "search", what: "cases", body },
  );
}
