/**
 * The address of its own that each party's answers come to, such as psirt+token@: whoever writes to it
 * was given it in a letter to that party. It opens nothing and shows nothing.
 */
import type { Context } from "../context.ts";
import { keysOf, openFrom } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { identityObject } from "./reader.ts";

export const replyTokenPlace = { table: "reply_addresses", column: "token_sealed" } as const;

/** What a token is stored as, whatever a mail server made of its letters. */
export function replyTokenHash(context: Pick<Context, "masterKey">, token: string): Buffer {
  return context.masterKey.hash("token-hash", `reply ${token.toLowerCase()}`);
}

/** The party's token; undefined where it has none yet. */
export async function replyTokenOf(
  context: Context,
  tx: Tx,
  partyId: string,
): Promise<string | undefined> {
  const row = await tx.first<{ sealed: Buffer }>(
    `select token_sealed as "sealed" from reply_addresses where party_id = $1`,
    [partyId],
    "reply-address",
  );
  const objectId = identityObject(partyId);
  const key = row && (await keysOf(context, tx, [objectId])).get(objectId);
  return row && key ? openFrom(key, replyTokenPlace, row.sealed).toString() : undefined;
}
