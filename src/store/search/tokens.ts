/** The keyed blind index: words go in as truncated HMACs, so the table tells nothing without the key. */
import { wordsOf } from "../../core/search/words.ts";
import type { Context } from "../context.ts";
import type { SqlValue, Tx } from "../transaction.ts";

// 64 bits: false matches are rarer than one in a billion cases, and opened text decides anyway.
const tokenBytes = 8;

type Keys = Pick<Context, "masterKey">;

export function tokensOf(context: Keys, text: string): Buffer[] {
  return wordsOf(text).map((word) => tokenOf(context, word));
}

function tokenOf(context: Keys, word: string): Buffer {
  return context.masterKey.hash("search-tokens", word).subarray(0, tokenBytes);
}

/** Makes a text of a case findable by those who see that side of it. */
export async function indexText(
  context: Keys,
  tx: Tx,
  at: { caseId: string; sideId: string },
  text: string,
): Promise<void> {
  const tokens = tokensOf(context, text);
  if (tokens.length === 0) return;
  await tx.run(
    `insert into case_tokens (token, case_id, side_id)
     select token, $2, $3 from unnest($1::bytea[]) as token on conflict do nothing`,
    [byteaArray(tokens), at.caseId, at.sideId],
  );
}

/** Takes one whole word of staff's out of the index; its parts may be words of other texts. */
export async function forgetWord(
  context: Keys,
  tx: Tx,
  at: { caseId: string; sideId: string },
  word: string,
): Promise<void> {
  const [token] = tokensOf(context, word);
  if (!token) return;
  await tx.run(`delete from case_tokens where token = $1 and case_id = $2 and side_id = $3`, [
    token,
    at.caseId,
    at.sideId,
  ]);
}

/** A bytea[] literal: the driver's own array encoding would send text. */
export function byteaArray(values: readonly Buffer[]): SqlValue {
  return `{${values.map((value) => `"\\\\x${value.toString("hex")}"`).join(",")}}`;
}
