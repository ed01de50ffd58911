/** Takes over a private key that was made elsewhere. Never takes one that could not be relied on. */
import {
  createMessage,
  decrypt,
  decryptKey,
  encrypt,
  enums,
  type Key,
  type PrivateKey,
  readKeys,
  readMessage,
  readPrivateKeys,
  sign,
  verify,
} from "openpgp";
import type { OwnKeyPair } from "../../core/keys/own-key-tools.ts";
import { Refusal } from "../../core/refusal.ts";
import { openOwnKey } from "./own-key.ts";
import { fingerprintOf } from "./signature-state.ts";
import { addressOfUserId, certifiedUserIds } from "./user-ids.ts";

/** Opens, judges and tries the first private key of a block; see OwnKeyTools. */
export async function importOwnKey(
  armored: string,
  passphrase: string | undefined,
  now: Date,
): Promise<OwnKeyPair & { readonly addresses: readonly string[] }> {
  const given = await privateKeyIn(armored);
  mustBeStrong(given);
  if (await given.isRevoked(undefined, undefined, now)) throw new Refusal("key.revoked");
  const key = await unlocked(given, passphrase);
  const expires = await key.getExpirationTime().catch(() => null);
  if (expires instanceof Date && expires <= now) throw new Refusal("key.expired");
  await mustWork(key, now);
  const userIds = await certifiedUserIds(key.toPublic(), now);
  const certification = (await key.getPrimaryUser(now)).selfCertification;
  if (weakHashes.has(certification.hashAlgorithm)) throw new Refusal("key.weak");
  return {
    armoredPrivate: key.armor(),
    armoredPublic: key.toPublic().armor(),
    revocationCertificate: await revocationOf(key, now),
    fingerprint: fingerprintOf(key),
    addresses: [...new Set(userIds.map(addressOfUserId).filter((each) => each !== null))],
  };
}

async function privateKeyIn(armored: string): Promise<PrivateKey> {
  const [found] = await readPrivateKeys({ armoredKeys: armored.trim() }).catch(() => []);
  if (found && isWhole(found)) return found;
  const known = found ?? (await readKeys({ armoredKeys: armored.trim() }).catch(() => []))[0];
  throw new Refusal(known ? "key.no-private-half" : "mail.key-unreadable");
}

/** GnuPG leaves an empty shell in place of a private part that lies elsewhere. */
function isWhole(key: PrivateKey): boolean {
  return key.getKeys().every(({ keyPacket }) => !isShell(keyPacket));
}

/** The key with all its private parts usable. Refuses with key.no-private-half or mail.key-locked. */
export async function unlockedWhole(
  key: PrivateKey,
  passphrase: string | undefined,
): Promise<PrivateKey> {
  if (!isWhole(key)) throw new Refusal("key.no-private-half");
  return await unlocked(key, passphrase);
}

function isShell(packet: object): boolean {
  const { isMissingSecretKeyMaterial } = packet as { isMissingSecretKeyMaterial?(): boolean };
  return isMissingSecretKeyMaterial?.call(packet) ?? true;
}

async function unlocked(key: PrivateKey, passphrase: string | undefined): Promise<PrivateKey> {
  const isOpen = key.getKeys().every(({ keyPacket }) => (keyPacket as Lockable).isDecrypted());
  if (isOpen) return key;
  if (passphrase === undefined || passphrase === "") throw new Refusal("mail.key-locked");
  return await decryptKey({ privateKey: key, passphrase }).catch(() => {
    throw new Refusal("mail.key-locked");
  });
}

interface Lockable {
  isDecrypted(): boolean;
}

const weakHashes = new Set<number | null>([
  enums.hash.md5,
  enums.hash.sha1,
  enums.hash.ripemd,
  null,
]);
const rsaBitsMin = 3072;
const strong = /^(rsa|eddsa|ecdsa|ecdh|ed25519|x25519|ed448|x448)/;

/** Of a length and kind that last for years, and of the version that every mail program reads. */
function mustBeStrong(key: Key): void {
  if (key.keyPacket.version !== 4) throw new Refusal("key.weak");
  for (const part of key.getKeys()) {
    const { algorithm, bits } = part.getAlgorithmInfo();
    const isShort = algorithm.startsWith("rsa") && (bits ?? 0) < rsaBitsMin;
    if (isShort || !strong.test(algorithm)) throw new Refusal("key.weak");
  }
}

/** What its parts say is not believed: something is encrypted, opened, signed and verified. */
async function mustWork(key: PrivateKey, now: Date): Promise<void> {
  const pub = key.toPublic();
  const text = fingerprintOf(key);
  try {
    await key.getEncryptionKey(undefined, now);
    await key.getSigningKey(undefined, now);
    const message = await encrypt({
      message: await createMessage({ text, date: now }),
      encryptionKeys: pub,
      date: now,
    });
    const opened = await decrypt({
      message: await readMessage({ armoredMessage: message }),
      decryptionKeys: key,
      date: now,
    });
    const signed = await sign({
      message: await createMessage({ text, date: now }),
      signingKeys: key,
      date: now,
    });
    const read = await readMessage({ armoredMessage: signed });
    const { signatures } = await verify({ message: read, verificationKeys: pub, date: now });
    await signatures[0]?.verified;
    if (opened.data !== text || signatures.length === 0) throw new Error("not what was written");
  } catch (cause) {
    throw new Refusal("key.not-usable", {}, { cause });
  }
}

/** Armoured; see OwnKeyTools. */
export async function revocationCertificate(armoredPrivate: string, now: Date): Promise<string> {
  return await revocationOf(await openOwnKey({ armored: armoredPrivate }), now);
}

async function revocationOf(key: PrivateKey, now: Date): Promise<string> {
  const revoked = await key.revoke({ flag: enums.reasonForRevocation.noReason }, now);
  return await revoked.getRevocationCertificate(now).then((made) => {
    if (typeof made !== "string") throw new Error("no revocation certificate was made");
    return made;
  });
}
