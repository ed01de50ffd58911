/** Writes our own OpenPGP keys. The private half is sealed before it reaches a statement. */
import type { Context } from "../context.ts";
import { newObjectKey, sealFor, wrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { type KeyPurpose, ownKeysHolder, privatePlace, type SealedPrivate } from "./reader.ts";

export interface NewOwnKey {
  readonly purpose: KeyPurpose;
  readonly fingerprint: string;
  readonly armoredPublic: string;
  readonly armoredPrivate: string;
}

/** Lets one process at a time look for keys and make them. Lasts until the transaction ends. */
export async function lockOwnKeys(tx: Tx): Promise<void> {
  await tx.run("select pg_advisory_xact_lock(hashtext('parley own keys'))");
}

export async function insertOwnKey(context: Context, tx: Tx, made: NewOwnKey): Promise<void> {
  const keyId = context.newId();
  const key = newObjectKey(context, keyId);
  const wrap = wrapKey(context, key, ownKeysHolder);
  const stored: SealedPrivate = {
    masterKeyId: wrap.masterKeyId,
    wrapped: wrap.wrapped.toString("base64"),
    sealed: sealFor(context, key, privatePlace, made.armoredPrivate).toString("base64"),
  };
  await tx.run(
    `insert into own_keys (key_id, purpose, fingerprint, public_key, private_sealed, created_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      keyId,
      made.purpose,
      made.fingerprint,
      made.armoredPublic,
      Buffer.from(JSON.stringify(stored)),
      context.now(),
    ],
  );
}
