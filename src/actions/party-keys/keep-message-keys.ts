/**
 * Keeps the keys that came with a message of a thread as offers, and addresses of keys that it names. A
 * copy of the key in use is looked at.
 */
import { offersOf } from "../../core/party-keys/party-key.ts";
import type { Arrival } from "../../core/reports/arrival.ts";
import type { Context } from "../../store/context.ts";
import { owe } from "../../store/outbox/writer.ts";
import { identityObject, identityOf, partiesOf } from "../../store/parties/reader.ts";
import { lockPartyKeys } from "../../store/party-keys/reader.ts";
import { keysOf } from "../../store/sealing/object-keys.ts";
import type { Desk } from "../on-case.ts";
import { keepKeyLinks } from "./keep-key-links.ts";
import { keepOffers } from "./keep-offers.ts";

export async function keepMessageKeys(
  context: Context,
  desk: Desk,
  { caseId, partyId, arrival }: { caseId: string; partyId: string; arrival: Arrival },
): Promise<void> {
  const { tx } = desk;
  const offers = offersOf(arrival);
  const saysMore = offers.length > 0 || arrival.keyLinks !== undefined;
  const identity = saysMore ? await identityOf(context, tx, partyId) : undefined;
  if (!identity) return;
  const keys = await keysOf(context, tx, [identityObject(partyId), partyId]);
  const [identityKey, partyKey] = [keys.get(identityObject(partyId)), keys.get(partyId)];
  if (!identityKey || !partyKey) return;
  await lockPartyKeys(tx, caseId);
  // Each answer of a mail program brings the key again: what is in use already is no offer.
  const news = offers.filter(({ armored }) => armored !== identity.publicKey);
  const to = { caseId, partyId, identityKey, partyKey };
  const kept = await keepOffers(context, tx, to, news, (event) => desk.record(event));
  if (kept.some(({ fingerprint }) => fingerprint === identity.keyFingerprint)) {
    await owe(context, tx, "look-after-key", { caseId, subjectId: partyId });
  }
  const party = (await partiesOf(tx, caseId)).find((each) => each.partyId === partyId);
  const who = [{ ...identity, handle: identity.handle ?? null }];
  const by = { ...to, who, pseudonym: party?.pseudonym ?? "Party" };
  await keepKeyLinks(context, tx, by, arrival, (event) => desk.record(event));
}
