/** Writes our own OpenPGP keys. The private half is sealed before it reaches a statement. */
import type { RevocationReason } from "../../core/keys/own-key-tools.ts";
import type { Context } from "../context.ts";
import { newObjectKey, type ObjectKey, sealFor, wrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import {
  type KeyPurpose,
  ownKeysHolder,
  privatePlace,
  revocationPlace,
  type SealedPrivate,
} from "./reader.ts";

export interface NewOwnKey {
  readonly purpose: KeyPurpose;
  readonly fingerprint: string;
  readonly armoredPublic: string;
  /** Undefined where it is kept in a file of the operator's. */
  readonly armoredPrivate?: string | undefined;
  readonly revocationCertificate?: string | undefined;
  /** In lower case; none means the one for reports. */
  readonly addresses?: readonly string[];
  readonly further?: boolean;
  readonly transition?: string | undefined;
  /** Only for reading what was written to it before. */
  readonly retired?: boolean;
}

/** Lets one process at a time look for keys and make them. Lasts until the transaction ends. */
export async function lockOwnKeys(tx: Tx): Promise<void> {
  await tx.run("select pg_advisory_xact_lock(hashtext('parley own keys'))");
}

/** Gives the new key's id. */
export async function insertOwnKey(context: Context, tx: Tx, made: NewOwnKey): Promise<string> {
  const keyId = context.newId();
  const { armoredPrivate, revocationCertificate } = made;
  const sealed =
    armoredPrivate === undefined
      ? null
      : sealedPrivate(context, newObjectKey(context, keyId), armoredPrivate, revocationCertificate);
  await tx.run(
    `insert into own_keys (key_id, purpose, fingerprint, public_key, private_sealed, created_at,
                           addresses, further, outside, transition, retired_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      keyId,
      made.purpose,
      made.fingerprint,
      made.armoredPublic,
      sealed,
      context.now(),
      made.addresses ?? [],
      made.further ?? false,
      armoredPrivate === undefined,
      made.transition ?? null,
      made.retired ? context.now() : null,
    ],
  );
  return keyId;
}

function sealedPrivate(
  context: Context,
  key: ObjectKey,
  armoredPrivate: string,
  revocation: string | undefined,
): Buffer {
  const wrap = wrapKey(context, key, ownKeysHolder);
  const seal = (place: typeof privatePlace | typeof revocationPlace, text: string) =>
    sealFor(context, key, place, text).toString("base64");
  const stored: SealedPrivate = {
    masterKeyId: wrap.masterKeyId,
    wrapped: wrap.wrapped.toString("base64"),
    sealed: seal(privatePlace, armoredPrivate),
    ...(revocation === undefined ? {} : { revocation: seal(revocationPlace, revocation) }),
  };
  return Buffer.from(JSON.stringify(stored));
}

/** The same key with other certificates, such as a later end. */
export async function replaceOwnKey(
  context: Context,
  tx: Tx,
  keyId: string,
  to: {
    readonly key: ObjectKey;
    readonly armoredPublic: string;
    readonly armoredPrivate: string;
    readonly revocation: string | undefined;
  },
): Promise<void> {
  await tx.run("update own_keys set public_key = $2, private_sealed = $3 where key_id = $1", [
    keyId,
    to.armoredPublic,
    sealedPrivate(context, to.key, to.armoredPrivate, to.revocation),
  ]);
}

/** What is published of a key whose private half is kept outside. */
export async function replacePublicHalf(tx: Tx, keyId: string, block: string): Promise<void> {
  await tx.run("update own_keys set public_key = $2 where key_id = $1", [keyId, block]);
}

/** It still opens old mail and proves old signatures. */
export async function retireOwnKey(context: Context, tx: Tx, keyId: string): Promise<void> {
  await tx.run("update own_keys set retired_at = $2 where key_id = $1 and retired_at is null", [
    keyId,
    context.now(),
  ]);
}

export async function markRevoked(
  context: Context,
  tx: Tx,
  keyId: string,
  to: { readonly armoredPublic: string; readonly reason: RevocationReason },
): Promise<void> {
  await tx.run(
    `update own_keys set public_key = $2, revoked_at = $3, revoked_for = $4,
            retired_at = coalesce(retired_at, $3) where key_id = $1`,
    [keyId, to.armoredPublic, context.now(), to.reason],
  );
}
