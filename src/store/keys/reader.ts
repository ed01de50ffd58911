/** Reads our own OpenPGP keys: public halves for everybody, private ones for the worker's role only. */
import type { Context } from "../context.ts";
import { openFrom, unwrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

export type KeyPurpose = "mail" | "advisory";

export interface OwnPublicKey {
  readonly keyId: string;
  readonly purpose: KeyPurpose;
  /** 40 upper-case hexadecimal digits. */
  readonly fingerprint: string;
  /** Armoured. */
  readonly publicKey: string;
  readonly createdAt: Date;
  /** Retired keys still open old mail and prove old signatures. */
  readonly retiredAt: Date | null;
}

export interface OwnPrivateKey extends OwnPublicKey {
  /** Armoured, without passphrase: it is sealed wherever it lies. */
  readonly armored: string;
}

const columns = `key_id as "keyId", purpose, fingerprint, public_key as "publicKey",
  created_at as "createdAt", retired_at as "retiredAt"`;

// The key in use first, then those before it.
const order = "order by retired_at is not null, created_at desc, key_id desc limit 100";

export async function publicKeysOf(tx: Tx, purpose: KeyPurpose): Promise<OwnPublicKey[]> {
  return tx.query<OwnPublicKey>(`select ${columns} from own_keys where purpose = $1 ${order}`, [
    purpose,
  ]);
}

/** The private halves, opened; the one in use first. Only a system actor reaches them. */
export async function privateKeysOf(
  context: Context,
  tx: Tx,
  purpose: KeyPurpose,
): Promise<OwnPrivateKey[]> {
  const rows = await tx.query<OwnPublicKey & { sealed: Buffer }>(
    `select ${columns}, private_sealed as "sealed" from own_keys where purpose = $1 ${order}`,
    [purpose],
  );
  return rows.map(({ sealed, ...key }) => ({
    ...key,
    armored: opened(context, key.keyId, sealed),
  }));
}

/** Where the key of a private half is wrapped for. */
export const ownKeysHolder = "own keys";

export const privatePlace = { table: "own_keys", column: "private_sealed" } as const;

/** What stands in `private_sealed`: the key that seals, itself wrapped, and the sealed text. */
export interface SealedPrivate {
  readonly masterKeyId: string;
  readonly wrapped: string;
  readonly sealed: string;
}

function opened(context: Context, keyId: string, stored: Buffer): string {
  const { masterKeyId, wrapped, sealed } = JSON.parse(stored.toString()) as SealedPrivate;
  const wrap = { masterKeyId, wrapped: Buffer.from(wrapped, "base64") };
  const key = unwrapKey(context, keyId, ownKeysHolder, wrap);
  return openFrom(key, privatePlace, Buffer.from(sealed, "base64")).toString();
}

/** Whether any key was ever made, which is the first thing that a start does. */
export async function hasOwnKeys(tx: Tx): Promise<boolean> {
  return (await tx.first("select 1 from own_keys limit 1")) !== undefined;
}
