/** Writes passkeys. In the system's name only, once the person who asks was permitted. */
import type { Context } from "../context.ts";
import { sealJson, unwrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { credentialHash, type PasskeySecret, passkeyPlace } from "./passkey-reader.ts";
import { peopleHolder } from "./reader.ts";

export interface NewPasskey extends PasskeySecret {
  readonly passkeyId: string;
  readonly personId: string;
  readonly counter: number;
}

/** False where this credential is registered already, to whomever. Marks the account as set up. */
export async function insertPasskey(
  context: Context,
  tx: Tx,
  passkey: NewPasskey,
): Promise<boolean> {
  const { passkeyId, personId, counter, ...secret } = passkey;
  const person = await tx.first<{ wrapped: Buffer; masterKeyId: string }>(
    `update people set set_up = true where person_id = $1
     returning key_wrapped as "wrapped", master_key_id as "masterKeyId"`,
    [personId],
  );
  if (!person) throw new Error(`person ${personId} is gone`);
  const key = unwrapKey(context, personId, peopleHolder, person);
  const made = await tx.run(
    `insert into passkeys (passkey_id, credential_hash, person_id, passkey_sealed, counter, created_at)
     values ($1, $2, $3, $4, $5, $6) on conflict (credential_hash) do nothing`,
    [
      passkeyId,
      credentialHash(context, secret.credentialId),
      personId,
      sealJson(context, key, passkeyPlace(passkeyId), secret),
      counter,
      context.now(),
    ],
  );
  return made > 0;
}

/** Notes that it was used, with the counter that it answered with. */
export async function notePasskeyUse(
  context: Context,
  tx: Tx,
  passkeyId: string,
  counter: number,
): Promise<void> {
  await tx.run(`update passkeys set counter = $2, last_used_at = $3 where passkey_id = $1`, [
    passkeyId,
    counter,
    context.now(),
  ]);
}

/** False where the person has no such passkey. */
export async function deletePasskey(tx: Tx, personId: string, passkeyId: string): Promise<boolean> {
  const gone = await tx.run(`delete from passkeys where passkey_id = $1 and person_id = $2`, [
    passkeyId,
    personId,
  ]);
  return gone > 0;
}

export async function deletePasskeysOf(tx: Tx, personId: string): Promise<number> {
  return tx.run(`delete from passkeys where person_id = $1`, [personId]);
}
