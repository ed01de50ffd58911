/**
 * Finds cases by the words and references in them. Every word must be there, whole; the wall
 * answers for the reader, so that a word of somebody else's case finds nothing.
 */
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";
import { byteaArray, tokensOf } from "./tokens.ts";

/** More words than this narrow nothing further. */
const wordsMax = 12;
/** How far a word is counted to find the rarest one. */
const countMax = 500;

export const foundMax = 50;

/** The cases that hold every word of the text, the latest opened first; none for a text without words. */
export async function findCases(
  context: Pick<Context, "masterKey">,
  tx: Tx,
  text: string,
): Promise<string[]> {
  const tokens = tokensOf(context, text).slice(0, wordsMax);
  if (tokens.length === 0) return [];
  const rarest = await rarestOf(tx, tokens);
  if (!rarest) return [];
  const rows = await tx.query<{ caseId: string }>(
    // Driven by the rarest word in the order of its index; the others are looked up by key.
    `select distinct t.case_id as "caseId" from case_tokens t
      where t.token = $1 and not exists (
        select 1 from unnest($2::bytea[]) as word (token)
         where not exists (
           select 1 from case_tokens o where o.token = word.token and o.case_id = t.case_id))
      order by t.case_id desc limit $3`,
    [rarest, byteaArray(tokens), foundMax],
  );
  return rows.map((row) => row.caseId);
}

/** The token in the fewest cases; undefined where one of them is in none. */
async function rarestOf(tx: Tx, tokens: readonly Buffer[]): Promise<Buffer | undefined> {
  const rows = await tx.query<{ token: Buffer; count: number }>(
    `select word.token, (
       select count(*)::int from (
         select 1 from case_tokens t where t.token = word.token limit $2) counted) as "count"
       from unnest($1::bytea[]) as word (token) order by 2 limit 1`,
    [byteaArray(tokens), countMax],
  );
  const [first] = rows;
  return first && first.count > 0 ? first.token : undefined;
}
