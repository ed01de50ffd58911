/** Reads passkeys: whose one is, for signing in, and a person's own for their page. */
import type { Context } from "../context.ts";
import { type ObjectKey, openJson, unwrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { peopleHolder } from "./reader.ts";

/** What is sealed of a passkey. */
export interface PasskeySecret {
  /** What its person calls it. */
  readonly name: string;
  /** Base64url, as browsers give it. */
  readonly credentialId: string;
  /** COSE key, base64url. */
  readonly publicKey: string;
  readonly transports: readonly string[];
}

export interface Passkey extends PasskeySecret {
  readonly passkeyId: string;
  readonly personId: string;
  readonly counter: number;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

interface StoredPasskey
  extends Pick<Passkey, "passkeyId" | "personId" | "createdAt" | "lastUsedAt"> {
  readonly passkeySealed: Buffer;
  readonly wrapped: Buffer;
  readonly masterKeyId: string;
  readonly counter: string | number;
}

const columns = `k.passkey_id as "passkeyId", k.person_id as "personId", k.counter,
  k.passkey_sealed as "passkeySealed", k.created_at as "createdAt", k.last_used_at as "lastUsedAt",
  p.key_wrapped as "wrapped", p.master_key_id as "masterKeyId"`;

export function passkeyPlace(passkeyId: string) {
  return { table: "passkeys", column: `passkey_sealed ${passkeyId}` };
}

export function credentialHash(context: Pick<Context, "masterKey">, credentialId: string): Buffer {
  return context.masterKey.hash("token-hash", `passkey ${credentialId}`);
}

/** The passkey of this credential id, locked until the transaction ends. In the system's name only. */
export async function lockPasskey(
  context: Context,
  tx: Tx,
  credentialId: string,
): Promise<Passkey | undefined> {
  const row = await tx.first<StoredPasskey>(
    `select ${columns} from passkeys k join people p on p.person_id = k.person_id
      where k.credential_hash = $1 for no key update of k`,
    [credentialHash(context, credentialId)],
  );
  return row && passkeyFrom(context, row);
}

/** A person's passkeys, oldest first; at most 100. */
export async function passkeysOf(context: Context, tx: Tx, personId: string): Promise<Passkey[]> {
  const rows = await tx.query<StoredPasskey>(
    `select ${columns} from passkeys k join people p on p.person_id = k.person_id
      where k.person_id = $1 order by k.created_at, k.passkey_id limit 100`,
    [personId],
  );
  return rows.map((row) => passkeyFrom(context, row));
}

function passkeyFrom(context: Context, row: StoredPasskey): Passkey {
  const key: ObjectKey = unwrapKey(context, row.personId, peopleHolder, row);
  const { passkeyId, personId, createdAt, lastUsedAt } = row;
  const secret = openJson<PasskeySecret>(key, passkeyPlace(passkeyId), row.passkeySealed);
  return { ...secret, passkeyId, personId, createdAt, lastUsedAt, counter: Number(row.counter) };
}
