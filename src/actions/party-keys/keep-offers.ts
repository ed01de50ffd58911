/**
 * Keeps the keys that came with a report or a message: each once, in the vault, with what staff may
 * know of it beside. Binds none of them.
 */
import type { KeyOffer } from "../../core/party-keys/party-key.ts";
import type { Context } from "../../store/context.ts";
import { appendEvent, type EventId, type NewEvent } from "../../store/events/writer.ts";
import { openPartyKeys } from "../../store/party-keys/reader.ts";
import { addKeyState, insertPartyKey } from "../../store/party-keys/writer.ts";
import type { ObjectKey } from "../../store/sealing/object-keys.ts";
import type { Tx } from "../../store/transaction.ts";

interface OfferedTo {
  readonly caseId: string;
  readonly partyId: string;
  readonly identityKey: ObjectKey;
  readonly partyKey: ObjectKey;
}

interface KeptKey extends KeyOffer {
  readonly keyId: string;
  /** The event of its being offered. */
  readonly eventId: EventId;
}

/** An event about a key, on its party's side. */
type RecordKeyEvent = (event: Omit<NewEvent, "caseId">) => Promise<EventId>;

/**
 * Gives the keys that are new; one whose copy is known already, byte for byte, is not kept again. A
 * later copy of a known key is, so that what its owner said since can be read from it.
 */
export async function keepOffers(
  context: Context,
  tx: Tx,
  to: OfferedTo,
  offers: readonly KeyOffer[],
  record: RecordKeyEvent,
): Promise<KeptKey[]> {
  if (offers.length === 0) return [];
  const known = [...(await openPartyKeys(context, tx, to.partyId)).values()];
  const kept: KeptKey[] = [];
  const room = Math.max(0, keysMax - known.length);
  for (const offer of offers.slice(0, Math.min(offersMax, room))) {
    if (known.some(({ armored }) => armored === offer.armored)) continue;
    kept.push(await keepOne(context, tx, to, offer, record));
  }
  return kept;
}

const offersMax = 10;

/** Of one party: whoever writes or serves a new one every day must not fill the vault. */
const keysMax = 100;

async function keepOne(
  context: Context,
  tx: Tx,
  { caseId, partyId, identityKey, partyKey }: OfferedTo,
  offer: KeyOffer,
  record: RecordKeyEvent,
): Promise<KeptKey> {
  const [keyId, entryId] = [context.newId(), context.newId()];
  const { source, about } = offer;
  const eventId = await record({
    sideId: partyId,
    type: "party-key.offered",
    body: { partyKeyId: keyId, partyKeyEntryId: entryId, partyId, source },
  });
  await insertPartyKey(context, tx, { ...offer, keyId, caseId, partyId }, identityKey, eventId);
  const entry = { entryId, keyId, caseId, partyId, state: "offered", source, about } as const;
  await addKeyState(context, tx, entry, partyKey, eventId);
  return { ...offer, keyId, eventId };
}

/** Those of the report that opened the case, and which of them is theirs on first use. */
export async function keepFirstOffers(
  context: Context,
  tx: Tx,
  to: OfferedTo,
  { offers, theirs }: { offers: readonly KeyOffer[]; theirs: KeyOffer | undefined },
): Promise<void> {
  const { caseId } = to;
  const record: RecordKeyEvent = (event) => appendEvent(context, tx, { ...event, caseId });
  const kept = await keepOffers(context, tx, to, offers, record);
  const found = kept.find(({ armored }) => armored === theirs?.armored);
  if (found) await confirmFirst(context, tx, to, found, record);
}

/** Says of a key that it is theirs, by what came with it; binding it is the caller's. */
async function confirmFirst(
  context: Context,
  tx: Tx,
  { caseId, partyId, partyKey }: OfferedTo,
  { keyId, source, about }: KeptKey,
  record: RecordKeyEvent,
): Promise<void> {
  const entryId = context.newId();
  const { comparedAt } = about;
  const eventId = await record({
    sideId: partyId,
    type: comparedAt ? "party-key.recognised" : "party-key.first-used",
    body: {
      ...{ partyKeyId: keyId, partyKeyEntryId: entryId, partyId },
      ...(comparedAt ? { comparedAt } : {}),
    },
  });
  const entry = { entryId, keyId, caseId, partyId, state: "confirmed", source, about } as const;
  await addKeyState(context, tx, entry, partyKey, eventId);
}
