/** Writes offered keys, what was said of them, and the one that letters are encrypted to. */
import type {
  AboutPartyKey,
  PartyKey,
  PartyKeySource,
  PartyKeyState,
} from "../../core/party-keys/party-key.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { type Identity, identityObject, identityOf, identityPlace } from "../parties/reader.ts";
import { keyOf, type ObjectKey, sealJson } from "../sealing/object-keys.ts";
import { insertState, updateState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";
import { aboutPlace, partyKeyPlace } from "./reader.ts";

/** `identityKey` seals it: a key names its owner. */
export async function insertPartyKey(
  context: Context,
  tx: Tx,
  key: PartyKey & { keyId: string; caseId: string; partyId: string },
  identityKey: ObjectKey,
  eventId: EventId,
): Promise<void> {
  const { keyId, armored, fingerprint, userIds } = key;
  await insertState(context, tx, "party_keys", {
    key_id: keyId,
    case_id: key.caseId,
    side_id: key.partyId,
    key_sealed: sealJson(context, identityKey, partyKeyPlace(keyId), {
      armored,
      fingerprint,
      userIds,
    }),
    offered_at: context.now(),
    last_event_id: eventId,
  });
}

/** `partyKey` seals what staff may know of it. What was said before stays. */
export async function addKeyState(
  context: Context,
  tx: Tx,
  entry: {
    entryId: string;
    keyId: string;
    caseId: string;
    partyId: string;
    state: PartyKeyState;
    source: PartyKeySource;
    about: AboutPartyKey;
  },
  partyKey: ObjectKey,
  eventId: EventId,
): Promise<void> {
  await insertState(context, tx, "party_key_states", {
    entry_id: entry.entryId,
    key_id: entry.keyId,
    case_id: entry.caseId,
    side_id: entry.partyId,
    state: entry.state,
    source: entry.source,
    about_sealed: sealJson(context, partyKey, aboutPlace(entry.entryId), { ...entry.about }),
    at: context.now(),
    last_event_id: eventId,
  });
}

/** A newer copy of a key that is known takes its place: the same key, with what its owner said since. */
export async function keepNewerCopy(
  context: Context,
  tx: Tx,
  { keyId, partyId, key }: { keyId: string; partyId: string; key: PartyKey },
  eventId: EventId,
): Promise<void> {
  const identityKey = await keyOf(context, tx, identityObject(partyId));
  const { armored, fingerprint, userIds } = key;
  const sealed = sealJson(context, identityKey, partyKeyPlace(keyId), {
    armored,
    fingerprint,
    userIds,
  });
  const change = { key_sealed: sealed, last_event_id: eventId };
  await updateState(context, tx, "party_keys", { key_id: keyId }, change);
}

/** Changes what the vault holds of a party; nothing where the identity was erased. Only the worker may. */
export async function changeIdentity(
  context: Context,
  tx: Tx,
  partyId: string,
  change: Partial<
    Pick<Identity, "publicKey" | "keyFingerprint" | "portalToken" | "letterToken" | "signer">
  >,
  eventId: EventId,
): Promise<void> {
  const before = await identityOf(context, tx, partyId);
  if (!before) return;
  const identityKey = await keyOf(context, tx, identityObject(partyId));
  const identity: Identity = { ...before, ...change };
  await updateState(
    context,
    tx,
    "identities",
    { party_id: partyId },
    {
      identity_sealed: sealJson(context, identityKey, identityPlace, { ...identity }),
      updated_at: context.now(),
      last_event_id: eventId,
    },
  );
  const hasKey = identity.publicKey !== null;
  const parties = { has_key: hasKey, last_event_id: eventId };
  await updateState(context, tx, "parties", { party_id: partyId }, parties);
}

/** Notes that a party's domain was asked for a key; false where it was within the last day. */
export async function noteLookup(
  tx: Tx,
  partyId: string,
  now: Date,
  before: Date,
): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    `insert into key_lookups (party_id, asked_at) values ($1, $2)
     on conflict (party_id) do update set asked_at = $2 where key_lookups.asked_at < $3
     returning party_id as "id"`,
    [partyId, now, before],
  );
  return rows.length > 0;
}
