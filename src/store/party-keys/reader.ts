/**
 * Reads the keys that parties offered. What names their owner opens for the worker and for the party
 * itself only; staff read how a key came and what was said of it.
 */
import type {
  AboutPartyKey,
  PartyKey,
  PartyKeySource,
  PartyKeyState,
} from "../../core/party-keys/party-key.ts";
import type { Context } from "../context.ts";
import { identityObject } from "../parties/reader.ts";
import { keysOf, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

export interface PartyKeyView {
  readonly keyId: string;
  readonly partyId: string;
  readonly state: PartyKeyState;
  readonly source: PartyKeySource;
  /** As the newest entry has it. */
  readonly about: AboutPartyKey;
  readonly offeredAt: Date;
  /** Of the newest entry. */
  readonly at: Date;
}

/** Where a key is sealed. */
export function partyKeyPlace(keyId: string) {
  return { table: "party_keys", column: `key ${keyId}` };
}

/** Where what staff may know of a key is sealed. */
export function aboutPlace(entryId: string) {
  return { table: "party_key_states", column: `about ${entryId}` };
}

type Stored = Omit<PartyKeyView, "about"> & { readonly entryId: string; readonly sealed: Buffer };

/** Each key that a party of the case offered, as it stands now, in the order in which they came. */
export async function partyKeysOf(
  context: Context,
  tx: Tx,
  caseId: string,
): Promise<PartyKeyView[]> {
  const rows = await tx.query<Stored>(
    `select n.key_id as "keyId", n.entry_id as "entryId", n.side_id as "partyId", n.state, n.source,
            n.at, f.at as "offeredAt", n.about_sealed as "sealed"
       from (select distinct on (key_id) * from party_key_states
              where case_id = $1 order by key_id, at desc, entry_id desc) n
       join (select distinct on (key_id) key_id, at from party_key_states
              where case_id = $1 order by key_id, at, entry_id) f on f.key_id = n.key_id
      order by f.at, n.key_id limit 200`,
    [caseId],
    "party-keys-of-case",
  );
  const keys = await keysOf(
    context,
    tx,
    rows.map(({ partyId }) => partyId),
  );
  return rows.flatMap(({ sealed, entryId, ...row }) => {
    const key = keys.get(row.partyId);
    if (!key) return [];
    return [{ ...row, about: openJson<AboutPartyKey>(key, aboutPlace(entryId), sealed) }];
  });
}

/** The keys themselves, by id; empty where the identity was erased, and for staff. */
export async function openPartyKeys(
  context: Context,
  tx: Tx,
  partyId: string,
): Promise<Map<string, PartyKey>> {
  const rows = await tx.query<{ keyId: string; sealed: Buffer }>(
    `select key_id as "keyId", key_sealed as "sealed" from party_keys
      where side_id = $1 order by offered_at desc, key_id desc limit 200`,
    [partyId],
    "keys-of-party",
  );
  const objectId = identityObject(partyId);
  const key = rows.length > 0 && (await keysOf(context, tx, [objectId])).get(objectId);
  if (!key) return new Map();
  return new Map(
    rows.map(({ keyId, sealed }) => [keyId, openJson<PartyKey>(key, partyKeyPlace(keyId), sealed)]),
  );
}

/** Whose key it was offered as; undefined for one that is not there, and for staff. */
export async function ownerOfKey(tx: Tx, keyId: string): Promise<string | undefined> {
  const row = await tx.first<{ partyId: string }>(
    `select side_id as "partyId" from party_keys where key_id = $1`,
    [keyId],
    "owner-of-key",
  );
  return row?.partyId;
}

/** Holds until the end of the transaction, so that a party and staff do not decide past each other. */
export async function lockPartyKeys(tx: Tx, caseId: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 36))", [caseId]);
}
