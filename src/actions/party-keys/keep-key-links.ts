/**
 * Keeps the addresses at which a party says that its key lies: each once, in the vault, with what staff
 * may read of it beside. Asks nobody: a question tells whoever runs that server that we read the words.
 */
import type { Withheld } from "../../core/identity/withheld-terms.ts";
import { type KeyLinkSource, shownAddress } from "../../core/party-keys/key-address.ts";
import type { Arrival } from "../../core/reports/arrival.ts";
import type { Context } from "../../store/context.ts";
import type { EventId, NewEvent } from "../../store/events/writer.ts";
import { openKeyLinks } from "../../store/party-keys/link-reader.ts";
import { addKeyLinkState, insertKeyLink } from "../../store/party-keys/link-writer.ts";
import type { ObjectKey } from "../../store/sealing/object-keys.ts";
import type { Tx } from "../../store/transaction.ts";

interface SaidBy {
  readonly caseId: string;
  readonly partyId: string;
  readonly identityKey: ObjectKey;
  readonly partyKey: ObjectKey;
  /** What staff call the party, and what they do not read of it. */
  readonly pseudonym: string;
  readonly who: readonly Withheld[];
}

/** Of one party: whoever writes a new one every day must not fill the vault. */
const linksMax = 30;

export async function keepKeyLinks(
  context: Context,
  tx: Tx,
  by: SaidBy,
  arrival: Pick<Arrival, "keyLinks" | "fields">,
  record: (event: Omit<NewEvent, "caseId">) => Promise<EventId>,
): Promise<void> {
  const said = (arrival.keyLinks ?? []).filter((address) => !isOurs(context, address));
  if (said.length === 0) return;
  const known = [...(await openKeyLinks(context, tx, by.partyId)).values()];
  const fresh = said.filter((address) => !known.includes(address));
  for (const address of fresh.slice(0, Math.max(0, linksMax - known.length))) {
    await keepOne(context, tx, by, { address, source: sourceOf(address, arrival) }, record);
  }
}

/** Answers quote our letters, which say where our own key lies. */
function isOurs({ baseUrl }: Context, address: string): boolean {
  return new URL(address).host === new URL(baseUrl).host;
}

/** Staff do not read the field for the key, nor where a mail has it in the template. */
function sourceOf(address: string, { fields }: Pick<Arrival, "fields">): KeyLinkSource {
  return fields["public-key"]?.includes(address) ? "form" : "mail";
}

async function keepOne(
  context: Context,
  tx: Tx,
  by: SaidBy,
  { address, source }: { address: string; source: KeyLinkSource },
  record: (event: Omit<NewEvent, "caseId">) => Promise<EventId>,
): Promise<void> {
  const { caseId, partyId } = by;
  const [linkId, entryId] = [context.newId(), context.newId()];
  const eventId = await record({
    sideId: partyId,
    type: "key-link.said",
    body: { keyLinkId: linkId, keyLinkEntryId: entryId, partyId, source },
  });
  await insertKeyLink(context, tx, { linkId, caseId, partyId, address }, by.identityKey, eventId);
  const about = { shown: shownAddress(address, source, by), problem: null };
  const entry = { entryId, linkId, caseId, partyId, state: "said", source, about } as const;
  await addKeyLinkState(context, tx, entry, by.partyKey, eventId);
}
