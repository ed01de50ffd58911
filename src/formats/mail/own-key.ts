/** Opens our private keys for reading and signing. Keeps opened keys in this thread only, never writes them. */
import { createHash } from "node:crypto";
import { decryptKey, type PrivateKey, readPrivateKeys } from "openpgp";
import { Refusal } from "../../core/refusal.ts";

/** One private key of ours: armored, with its passphrase unless it has none. */
export interface OwnKey {
  readonly armored: string;
  readonly passphrase?: string;
}

// Deriving a key from its passphrase is made slow on purpose; once per thread is enough.
const opened = new Map<string, readonly PrivateKey[]>();
const openedMax = 50;

/** The key to sign with, its secret parts usable. Refuses with mail.key-unreadable or mail.key-locked. */
export async function openOwnKey(own: OwnKey): Promise<PrivateKey> {
  const [first] = await openOwnKeys(own);
  if (!first) throw new Refusal("mail.key-unreadable");
  return first;
}

/** Every key of the block: an export of a keyring may hold several. */
export async function openOwnKeys(own: OwnKey): Promise<readonly PrivateKey[]> {
  const id = createHash("sha256")
    .update(JSON.stringify([own.armored, own.passphrase]))
    .digest("hex");
  const known = opened.get(id);
  if (known) return known;
  const parsed = await parsePrivate(own.armored);
  const keys = await Promise.all(parsed.map((key) => unlock(key, own.passphrase)));
  if (opened.size >= openedMax) opened.clear();
  opened.set(id, keys);
  return keys;
}

async function parsePrivate(armored: string): Promise<PrivateKey[]> {
  try {
    return await readPrivateKeys({ armoredKeys: armored });
  } catch {
    throw new Refusal("mail.key-unreadable");
  }
}

async function unlock(key: PrivateKey, passphrase: string | undefined): Promise<PrivateKey> {
  if (key.isDecrypted()) return key;
  if (passphrase === undefined) throw new Refusal("mail.key-locked");
  try {
    return await decryptKey({ privateKey: key, passphrase });
  } catch {
    throw new Refusal("mail.key-locked");
  }
}
