/** Writes the addresses at which parties say that their keys lie, and what became of each. */
import type {
  AboutKeyLink,
  KeyLinkSource,
  KeyLinkState,
} from "../../core/party-keys/key-address.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { type ObjectKey, sealFor, sealJson } from "../sealing/object-keys.ts";
import { insertState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";
import { aboutLinkPlace, keyLinkPlace } from "./link-reader.ts";

/** `identityKey` seals it: an address may name its owner. */
export async function insertKeyLink(
  context: Context,
  tx: Tx,
  link: { linkId: string; caseId: string; partyId: string; address: string },
  identityKey: ObjectKey,
  eventId: EventId,
): Promise<void> {
  const { linkId } = link;
  await insertState(context, tx, "key_links", {
    link_id: linkId,
    case_id: link.caseId,
    side_id: link.partyId,
    address_sealed: sealFor(context, identityKey, keyLinkPlace(linkId), link.address),
    said_at: context.now(),
    last_event_id: eventId,
  });
}

/** `partyKey` seals what staff may know of it. What was said before stays. */
export async function addKeyLinkState(
  context: Context,
  tx: Tx,
  entry: {
    entryId: string;
    linkId: string;
    caseId: string;
    partyId: string;
    state: KeyLinkState;
    source: KeyLinkSource;
    about: AboutKeyLink;
  },
  partyKey: ObjectKey,
  eventId: EventId,
): Promise<void> {
  await insertState(context, tx, "key_link_states", {
    entry_id: entry.entryId,
    link_id: entry.linkId,
    case_id: entry.caseId,
    side_id: entry.partyId,
    state: entry.state,
    source: entry.source,
    about_sealed: sealJson(context, partyKey, aboutLinkPlace(entry.entryId), { ...entry.about }),
    at: context.now(),
    last_event_id: eventId,
  });
}
