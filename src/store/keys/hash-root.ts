/**
 * The root of every keyed hash, as it lies in the database under the master key. Made once from the
 * installation's first key, so hashes and chains outlive that key. Never changed afterwards.
 */
import { Refusal } from "../../core/refusal.ts";
import { type ChainedEvent, macOf } from "../events/chain.ts";
import { houseStream } from "../events/writer.ts";
import {
  type HeldMasterKey,
  hashRootOf,
  type MasterKeys,
  masterKeyFrom,
} from "../sealing/master-key.ts";
import type { Tx } from "../transaction.ts";

/** Where the root is sealed for. */
export const hashRootPlace = {
  table: "hash_roots",
  column: "wrapped",
  objectId: "00000000-0000-7000-8000-00000000000e",
} as const;

/**
 * The master key with the root that the database holds; where it holds none yet, with the oldest
 * key's. Refuses with key.master-wrong where the keys do not open it.
 */
export async function masterKeyOn(tx: Tx, keys: MasterKeys): Promise<HeldMasterKey> {
  const row = await tx.first<{ masterKeyId: string; wrapped: Buffer }>(
    `select master_key_id as "masterKeyId", wrapped from hash_roots`,
  );
  return masterKeyFrom(keys.current, keys.former, row && openedRoot(keys, row));
}

function openedRoot(keys: MasterKeys, row: { masterKeyId: string; wrapped: Buffer }): Buffer {
  try {
    const unrooted = masterKeyFrom(keys.current, keys.former);
    return unrooted.unwrap(row.masterKeyId, row.wrapped, hashRootPlace);
  } catch (cause) {
    throw new Refusal("key.master-wrong", {}, { cause });
  }
}

/**
 * Seals the root of these keys into the database, once. Any node may be the first. Refuses with
 * key.master-wrong where other keys wrote what is there.
 */
export async function ensureHashRoot(
  tx: Tx,
  keys: MasterKeys,
  given: { readonly now: Date; readonly nonce: Uint8Array },
): Promise<void> {
  if (await tx.first("select 1 from hash_roots")) return;
  const held = masterKeyFrom(keys.current, keys.former);
  await refuseStrangeRoot(tx, held);
  const wrapped = held.wrap(hashRootOf(keys), hashRootPlace, given.nonce);
  await tx.run(
    `insert into hash_roots (master_key_id, wrapped, created_at) values ($1, $2, $3)
     on conflict do nothing`,
    [held.id, wrapped, given.now],
  );
}

/** The first event of the house tells whether its chain was begun under this root. */
async function refuseStrangeRoot(tx: Tx, held: HeldMasterKey): Promise<void> {
  const event = await tx.first<ChainedEvent & { readonly mac: Buffer }>(
    `select event_id as "eventId", stream_id as "streamId", case_id as "caseId",
            side_id as "sideId", seq, type, at, actor_kind as "actorKind",
            actor_id as "actorId", body, text_sealed as "textSealed", prev_mac as "prevMac", mac
       from events where stream_id = $1 and seq = 1`,
    [houseStream],
  );
  if (event && !macOf(held.derive("event-chain"), event).equals(event.mac)) {
    throw new Refusal("key.master-wrong");
  }
}
