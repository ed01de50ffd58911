/** A text closed to one OpenPGP key, as `gpg --decrypt` opens it too. Signs nothing, stores nothing. */
import { createMessage, decrypt, encrypt, readMessage } from "openpgp";
import { Refusal } from "../../core/refusal.ts";
import { canEncryptTo, parsePublicKey } from "./keys.ts";
import { mailLimits } from "./mail-limits.ts";
import { openpgpSettings } from "./openpgp-settings.ts";
import { type OwnKey, openOwnKeys } from "./own-key.ts";

/** Refuses with mail.key-unreadable, mail.key-is-private and mail.key-unusable. */
export async function encryptText(
  text: string,
  publicKey: string | Uint8Array,
  now: Date,
): Promise<{ fingerprint: string; message: string }> {
  const key = await parsePublicKey(publicKey);
  const fingerprint = key.getFingerprint().toUpperCase();
  if (!(await canEncryptTo(key, now))) throw new Refusal("mail.key-unusable", { fingerprint });
  const message = await encrypt({
    message: await createMessage({ text, date: now }),
    encryptionKeys: key,
    date: now,
  });
  return { fingerprint, message };
}

/** The text, or undefined where this key does not open it. Refuses a key that cannot be read or opened. */
export async function decryptText(message: string, own: OwnKey): Promise<string | undefined> {
  const decryptionKeys = [...(await openOwnKeys(own))];
  const config = openpgpSettings(mailLimits);
  try {
    const read = await readMessage({ armoredMessage: message, config });
    const { data } = await decrypt({ message: read, decryptionKeys, config });
    return data;
  } catch {
    return undefined;
  }
}
