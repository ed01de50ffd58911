/** Keeps the keys that came with a message of a thread as offers. A copy of the key in use is looked at. */
import { offersOf } from "../../core/party-keys/party-key.ts";
import type { Arrival } from "../../core/reports/arrival.ts";
import type { Context } from "../../store/context.ts";
import { owe } from "../../store/outbox/writer.ts";
import { identityObject, identityOf } from "../../store/parties/reader.ts";
import { lockPartyKeys } from "../../store/party-keys/reader.ts";
import { keysOf } from "../../store/sealing/object-keys.ts";
import type { Desk } from "../on-case.ts";
import { keepOffers } from "./keep-offers.ts";

export async function keepMessageKeys(
  context: Context,
  desk: Desk,
  { caseId, partyId, arrival }: { caseId: string; partyId: string; arrival: Arrival },
): Promise<void> {
  const { tx } = desk;
  const offers = offersOf(arrival);
  const identity = offers.length > 0 ? await identityOf(context, tx, partyId) : undefined;
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
}
