/**
 * Reads the addresses at which parties say that their keys lie. An address opens for the worker only;
 * staff read what became of it.
 */
import type {
  AboutKeyLink,
  KeyLinkSource,
  KeyLinkState,
} from "../../core/party-keys/key-address.ts";
import type { Context } from "../context.ts";
import { identityObject } from "../parties/reader.ts";
import { keysOf, openFrom, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

export interface KeyLinkView {
  readonly linkId: string;
  readonly partyId: string;
  readonly state: KeyLinkState;
  readonly source: KeyLinkSource;
  /** As the newest entry has it. */
  readonly about: AboutKeyLink;
  readonly saidAt: Date;
  /** Of the newest entry. */
  readonly at: Date;
}

/** Where an address is sealed. */
export function keyLinkPlace(linkId: string) {
  return { table: "key_links", column: `address ${linkId}` };
}

/** Where what staff may know of an address is sealed. */
export function aboutLinkPlace(entryId: string) {
  return { table: "key_link_states", column: `about ${entryId}` };
}

type Stored = Omit<KeyLinkView, "about"> & { readonly entryId: string; readonly sealed: Buffer };

/** Each address that a party of the case gave, as it stands now, in the order in which they came. */
export async function keyLinksOf(context: Context, tx: Tx, caseId: string): Promise<KeyLinkView[]> {
  const rows = await tx.query<Stored>(
    `select n.link_id as "linkId", n.entry_id as "entryId", n.side_id as "partyId", n.state, n.source,
            n.at, f.at as "saidAt", n.about_sealed as "sealed"
       from (select distinct on (link_id) * from key_link_states
              where case_id = $1 order by link_id, at desc, entry_id desc) n
       join (select distinct on (link_id) link_id, at from key_link_states
              where case_id = $1 order by link_id, at, entry_id) f on f.link_id = n.link_id
      order by f.at, n.link_id limit 200`,
    [caseId],
    "key-links-of-case",
  );
  const parties = rows.map(({ partyId }) => partyId);
  const keys = rows.length > 0 ? await keysOf(context, tx, parties) : new Map();
  return rows.flatMap(({ sealed, entryId, ...row }) => {
    const key = keys.get(row.partyId);
    if (!key) return [];
    return [{ ...row, about: openJson<AboutKeyLink>(key, aboutLinkPlace(entryId), sealed) }];
  });
}

/** The addresses themselves, by id; empty where the identity was erased, and for staff. */
export async function openKeyLinks(
  context: Context,
  tx: Tx,
  partyId: string,
): Promise<Map<string, string>> {
  const rows = await tx.query<{ linkId: string; sealed: Buffer }>(
    `select link_id as "linkId", address_sealed as "sealed" from key_links
      where side_id = $1 order by said_at, link_id limit 200`,
    [partyId],
    "key-links-of-party",
  );
  const objectId = identityObject(partyId);
  const key = rows.length > 0 && (await keysOf(context, tx, [objectId])).get(objectId);
  if (!key) return new Map();
  return new Map(
    rows.map(({ linkId, sealed }) => [
      linkId,
      openFrom(key, keyLinkPlace(linkId), sealed).toString(),
    ]),
  );
}
