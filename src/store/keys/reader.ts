/** Reads our own OpenPGP keys: public halves for everybody, private ones for the worker's role only. */
import type { RevocationReason } from "../../core/keys/own-key-tools.ts";
import type { Context } from "../context.ts";
import { type ObjectKey, openFrom, unwrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

export type KeyPurpose = "mail" | "advisory";

export interface OwnPublicKey {
  readonly keyId: string;
  readonly purpose: KeyPurpose;
  /** 40 upper-case hexadecimal digits. */
  readonly fingerprint: string;
  /** Armoured. */
  readonly publicKey: string;
  /** Which addresses it is published for, in lower case. */
  readonly addresses: readonly string[];
  /** Not for the address for reports. */
  readonly further: boolean;
  /** The private half is kept in a file of the operator's. */
  readonly outside: boolean;
  /** How the key before handed over to this one: clear-signed by both. */
  readonly transition: string | null;
  readonly createdAt: Date;
  /** Retired keys still open old mail and prove old signatures. */
  readonly retiredAt: Date | null;
  readonly revokedAt: Date | null;
  readonly revokedFor: RevocationReason | null;
}

export interface OwnPrivateKey extends OwnPublicKey {
  /** Armoured, without passphrase: it is sealed wherever it lies. */
  readonly armored: string;
}

const columns = `key_id as "keyId", purpose, fingerprint, public_key as "publicKey", addresses,
  further, outside, transition, created_at as "createdAt", retired_at as "retiredAt",
  revoked_at as "revokedAt", revoked_for as "revokedFor"`;

// The key in use for reports first, then those of other addresses, then those before them.
const order = "order by retired_at is not null, further, created_at desc, key_id desc limit 100";

export async function publicKeysOf(tx: Tx, purpose: KeyPurpose): Promise<OwnPublicKey[]> {
  return tx.query<OwnPublicKey>(`select ${columns} from own_keys where purpose = $1 ${order}`, [
    purpose,
  ]);
}

/** Of both purposes: what an administrator sees. */
export async function ownKeys(tx: Tx): Promise<OwnPublicKey[]> {
  return tx.query<OwnPublicKey>(`select ${columns} from own_keys ${order}`, []);
}

/**
 * The private halves, opened; the one in use first. Without those that are kept outside and are not
 * at hand. Only a system actor reaches them.
 */
export async function privateKeysOf(
  context: Context,
  tx: Tx,
  purpose: KeyPurpose,
): Promise<OwnPrivateKey[]> {
  const rows = await tx.query<Stored>(
    `select ${columns}, private_sealed as "sealed" from own_keys where purpose = $1 ${order}`,
    [purpose],
  );
  return rows.flatMap((row) => withPrivate(context, row) ?? []);
}

type Stored = OwnPublicKey & { readonly sealed: Buffer | null };

function withPrivate(context: Context, { sealed, ...key }: Stored): OwnPrivateKey | undefined {
  const armored = sealed
    ? opened(context, key.keyId, sealed)
    : context.keysOutside?.get(key.fingerprint)?.armoredPrivate;
  return armored === undefined ? undefined : { ...key, armored };
}

/** What a deed on one key begins with. */
export interface OwnKeyAtHand {
  readonly found: OwnPublicKey;
  /** Undefined where it is kept outside and is not at hand. */
  readonly armored: string | undefined;
  /** The revocation certificate that was made with it. */
  readonly revocation: string | undefined;
  /** What seals for it; undefined where it is kept outside. */
  readonly key: ObjectKey | undefined;
}

/** Undefined where there is no such key. Only a system actor reaches it. */
export async function ownKeyAtHand(
  context: Context,
  tx: Tx,
  keyId: string,
): Promise<OwnKeyAtHand | undefined> {
  const row = await tx.first<Stored>(
    `select ${columns}, private_sealed as "sealed" from own_keys where key_id = $1 for update`,
    [keyId],
  );
  if (!row) return undefined;
  const { sealed, ...found } = row;
  const stored = sealed ? storedPrivate(sealed) : undefined;
  const key = stored && keyFor(context, keyId, stored);
  return {
    found,
    key,
    armored: withPrivate(context, row)?.armored,
    revocation:
      key && stored?.revocation !== undefined
        ? openFrom(key, revocationPlace, Buffer.from(stored.revocation, "base64")).toString()
        : undefined,
  };
}

/** Where the key of a private half is wrapped for. */
export const ownKeysHolder = "own keys";

export const privatePlace = { table: "own_keys", column: "private_sealed" } as const;
export const revocationPlace = { table: "own_keys", column: "private_sealed revocation" } as const;

/** What stands in `private_sealed`: the key that seals, itself wrapped, and the sealed texts. */
export interface SealedPrivate {
  readonly masterKeyId: string;
  readonly wrapped: string;
  readonly sealed: string;
  /** The revocation certificate; keys from before it was kept have none. */
  readonly revocation?: string;
}

function storedPrivate(stored: Buffer): SealedPrivate {
  return JSON.parse(stored.toString()) as SealedPrivate;
}

function keyFor(context: Context, keyId: string, { masterKeyId, wrapped }: SealedPrivate) {
  const wrap = { masterKeyId, wrapped: Buffer.from(wrapped, "base64") };
  return unwrapKey(context, keyId, ownKeysHolder, wrap);
}

function opened(context: Context, keyId: string, sealed: Buffer): string {
  const stored = storedPrivate(sealed);
  const key = keyFor(context, keyId, stored);
  return openFrom(key, privatePlace, Buffer.from(stored.sealed, "base64")).toString();
}

/** Whether any key was ever made, which is the first thing that a start does. */
export async function hasOwnKeys(tx: Tx): Promise<boolean> {
  return (await tx.first("select 1 from own_keys limit 1")) !== undefined;
}
