/**
 * Reads the keys in use at an address in other cases, by the keyed hash of the address. Only the worker's
 * role reaches them: nobody else may learn that there are other cases.
 */
import type { KnownKey } from "../../core/party-keys/known-key.ts";
import type { AboutPartyKey, PartyKeyState } from "../../core/party-keys/party-key.ts";
import { addressHash } from "../cases/opening-writer.ts";
import type { Context } from "../context.ts";
import { keysOf, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { aboutPlace, openPartyKeys } from "./reader.ts";

interface Stored {
  readonly keyId: string;
  readonly partyId: string;
  readonly state: PartyKeyState;
  readonly at: Date;
  readonly entryId: string;
  readonly sealed: Buffer;
  /** Said by a colleague, or by a signature of a key that one had compared. */
  readonly comparedAt: Date | null;
  /** Whether a colleague said the newest of it. */
  readonly byStaff: boolean;
}

/** A stranger may open many cases under an address: what was compared, or revoked, is read first. */
const rowsMax = 200;

/** Those that letters may go to now, each once, the last compared first. */
export async function keysKnownAt(
  context: Context,
  tx: Tx,
  address: string | null,
  exceptCaseId: string,
): Promise<KnownKey[]> {
  const hash = addressHash(context, address);
  if (hash === null) return [];
  const rows = await tx.query<Stored>(
    `select k.key_id as "keyId", k.side_id as "partyId", n.state, n.at, n.entry_id as "entryId",
            n.about_sealed as "sealed", c.at as "comparedAt", n.actor_kind = 'staff' as "byStaff"
       from identities i
       join party_keys k on k.side_id = i.party_id and k.case_id = i.case_id
       join lateral (
         select s.state, s.at, s.entry_id, s.about_sealed, e.actor_kind
           from party_key_states s join events e on e.event_id = s.last_event_id
          where s.key_id = k.key_id order by s.at desc, s.entry_id desc limit 1) n on true
       left join lateral (
         select s.at from party_key_states s join events e on e.event_id = s.last_event_id
          where s.key_id = k.key_id and s.state = 'confirmed'
            and (e.actor_kind = 'staff' or e.type = 'party-key.recognised')
          order by s.at desc limit 1) c on true
      where i.address_hash = $1 and i.case_id <> $2 and n.state <> 'offered'
      order by n.state = 'revoked' desc, c.at desc nulls last, k.offered_at desc limit ${rowsMax}`,
    [hash, exceptCaseId],
    "keys-known-at-address",
  );
  return rows.length === 0 ? [] : usable(await opened(context, tx, rows), context.now());
}

type Opened = Stored & { readonly key: KnownKey; readonly about: AboutPartyKey };

async function opened(context: Context, tx: Tx, rows: readonly Stored[]): Promise<Opened[]> {
  const parties = [...new Set(rows.map(({ partyId }) => partyId))];
  const sealing = await keysOf(context, tx, parties);
  const found: Opened[] = [];
  for (const partyId of parties) {
    const own = await openPartyKeys(context, tx, partyId);
    const partyKey = sealing.get(partyId);
    for (const row of rows.filter((each) => each.partyId === partyId)) {
      const key = own.get(row.keyId);
      if (!key || !partyKey) continue;
      const about = openJson<AboutPartyKey>(partyKey, aboutPlace(row.entryId), row.sealed);
      found.push({ ...row, about, key: knownKey(key, about, row.comparedAt) });
    }
  }
  return found;
}

/** The date stays that of the comparison, though the key went from case to case since. */
function knownKey(
  key: Pick<KnownKey, "armored" | "fingerprint" | "userIds">,
  { names, expiresAt, comparedAt: before }: AboutPartyKey,
  at: Date | null,
): KnownKey {
  const comparedAt = at && before ? new Date(before) : at;
  return { ...key, names, expiresAt, comparedAt };
}

function usable(rows: readonly Opened[], now: Date): KnownKey[] {
  const found = new Map<string, KnownKey>();
  const newest = rows.toSorted((a, b) => +(b.key.comparedAt ?? 0) - +(a.key.comparedAt ?? 0));
  for (const row of newest) {
    const { key, about, state } = row;
    const inUse = state === "confirmed" || state === "renewed";
    const lasts = about.expiresAt === null || new Date(about.expiresAt) > now;
    if (!inUse || !lasts || about.unusable || found.has(key.fingerprint)) continue;
    if (!rows.some((other) => speaksAgainst(other, row))) found.set(key.fingerprint, key);
  }
  return [...found.values()];
}

/** Revoked anywhere; or said by a colleague, since it was compared, to be another's or replaced. */
function speaksAgainst(other: Opened, { key, comparedAt }: Opened): boolean {
  if (other.key.fingerprint !== key.fingerprint) return false;
  if (other.state === "revoked" || other.about.unusable === "revoked") return true;
  const isSaid =
    (other.state === "refused" && other.byStaff) ||
    (other.state === "replaced" && other.comparedAt !== null);
  return isSaid && +other.at > +(comparedAt ?? 0);
}
