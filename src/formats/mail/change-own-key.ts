/** Extends, revokes and hands over a private key of ours. Never changes what it was encrypted to. */
import {
  type Config,
  createCleartextMessage,
  enums,
  type PrivateKey,
  reformatKey,
  revokeKey,
  sign,
} from "openpgp";
import type { OwnKeyPair, RevocationReason } from "../../core/keys/own-key-tools.ts";
import { Refusal } from "../../core/refusal.ts";
import { openOwnKey } from "./own-key.ts";

const strongHash: Partial<Config> = { preferredHashAlgorithm: enums.hash.sha512 };

/**
 * The same key with new certificates. Refuses with key.until-too-soon where it lasts longer already,
 * and with key.not-extendable where parts of it are revoked or ran out before it: they would come
 * back to life.
 */
export async function extendOwnKey(
  armoredPrivate: string,
  until: Date,
  now: Date,
): Promise<Pick<OwnKeyPair, "armoredPrivate" | "armoredPublic">> {
  const key = await openOwnKey({ armored: armoredPrivate });
  if (await isRevokedInPart(key, now)) throw new Refusal("key.not-extendable");
  const ends = await key.getExpirationTime().catch(() => null);
  if (ends instanceof Date && until <= ends) throw new Refusal("key.until-too-soon");
  const seconds = Math.floor((until.getTime() - key.getCreationTime().getTime()) / 1000);
  const { privateKey, publicKey } = await reformatKey({
    privateKey: key,
    userIDs: key.users.flatMap(({ userID }) =>
      userID ? [{ name: userID.name, email: userID.email, comment: userID.comment }] : [],
    ),
    keyExpirationTime: seconds,
    date: now,
    format: "object",
    config: strongHash,
  });
  return { armoredPrivate: privateKey.armor(), armoredPublic: publicKey.armor() };
}

async function isRevokedInPart(key: PrivateKey, now: Date): Promise<boolean> {
  if (await key.isRevoked(undefined, undefined, now)) return true;
  const own = await key.getExpirationTime().catch(() => null);
  for (const subkey of key.subkeys) {
    if (subkey.revocationSignatures.length > 0) return true;
    const ends = await subkey.getExpirationTime(anyTime).catch(() => null);
    if (ends instanceof Date && ends <= now && !(own instanceof Date && own <= now)) return true;
  }
  return key.users.some(({ revocationSignatures }) => revocationSignatures.length > 0);
}

// An expired binding still says when it ended.
const anyTime = null as unknown as Date;

const flags = {
  superseded: enums.reasonForRevocation.keySuperseded,
  compromised: enums.reasonForRevocation.keyCompromised,
  retired: enums.reasonForRevocation.keyRetired,
} as const satisfies Record<RevocationReason, number>;

/** The armoured public half, revoked for that reason. */
export async function revokeOwnKey(
  armoredPrivate: string,
  reason: RevocationReason,
  now: Date,
): Promise<string> {
  const key = await openOwnKey({ armored: armoredPrivate });
  const { publicKey } = await revokeKey({
    key,
    reasonForRevocation: { flag: flags[reason] },
    date: now,
    format: "object",
    config: strongHash,
  });
  return publicKey.armor();
}

/** A clear-signed text with one signature of each key (RFC 9580 section 7). */
export async function signByAll(
  text: string,
  armoredPrivate: readonly string[],
  now: Date,
): Promise<string> {
  const signingKeys = await Promise.all(armoredPrivate.map((armored) => openOwnKey({ armored })));
  const message = await createCleartextMessage({ text });
  return await sign({ message, signingKeys, date: now });
}
