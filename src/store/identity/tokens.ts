/**
 * The words by which a party's identity is found again, as keyed hashes of their own: a word of a case and the
 * same word of a name have nothing in common. Written and read by the worker alone.
 */
import { wordsOf } from "../../core/search/words.ts";
import type { Context } from "../context.ts";
import type { Identity } from "../parties/reader.ts";
import { byteaArray } from "../search/tokens.ts";
import type { Tx } from "../transaction.ts";

type Keys = Pick<Context, "masterKey">;

const tokenBytes = 8;
/** Says of an identity that it was gone through. */
const mark = Buffer.alloc(0);

export function identityTokensOf(context: Keys, text: string): Buffer[] {
  return wordsOf(text).map((word) =>
    context.masterKey.hash("search-tokens", `identity\0${word}`).subarray(0, tokenBytes),
  );
}

/** What of an identity is found: not its keys, and none of its secrets. */
function textOf(identity: Identity, prints: readonly string[]): string {
  const { name, handle, organisation, email, telephone } = identity;
  const domain = email?.split("@").at(-1);
  const words = [name, handle, organisation, email, domain, telephone, ...prints];
  return words.filter(Boolean).join("\n");
}

/** `prints` is what they asked to be thanked as. */
export async function indexIdentity(
  context: Keys,
  tx: Tx,
  { caseId, partyId }: { readonly caseId: string; readonly partyId: string },
  identity: Identity | undefined,
  prints: readonly string[],
): Promise<void> {
  const tokens = identity ? identityTokensOf(context, textOf(identity, prints)) : [];
  await tx.run(
    `insert into identity_tokens (token, party_id, case_id, side_id)
     select token, $2, $3, $2 from unnest($1::bytea[]) as token on conflict do nothing`,
    [byteaArray([mark, ...tokens]), partyId, caseId],
  );
}

/** Takes the words of erased identities; what stays says that there are none. */
export async function forgetIdentities(tx: Tx, partyIds: readonly string[]): Promise<void> {
  await tx.run(`delete from identity_tokens where party_id = any ($1::uuid[]) and token <> $2`, [
    partyIds,
    mark,
  ]);
}

export interface UnindexedParty {
  readonly partyId: string;
  readonly caseId: string;
}

/** Identities from before the index, by id behind `after`; at most `count`. */
export function unindexedParties(tx: Tx, after: string, count: number): Promise<UnindexedParty[]> {
  return tx.query<UnindexedParty>(
    `select i.party_id as "partyId", i.case_id as "caseId" from identities i
      where i.party_id > $1
        and not exists (select 1 from identity_tokens t where t.party_id = i.party_id)
      order by i.party_id limit $2`,
    [after, count],
  );
}
