/** Reads and makes OpenPGP keys. Never sends, stores or trusts one. */
import { enums, generateKey, type Key, readKeys } from "openpgp";
import { Refusal } from "../../core/refusal.ts";
import { fingerprintOf } from "./signature-state.ts";

export interface PublicKeyFacts {
  readonly armored: string;
  /** 40 upper-case hexadecimal digits. */
  readonly fingerprint: string;
  readonly userIds: readonly string[];
  readonly created: Date;
  /** Null when it never expires. */
  readonly expires: Date | null;
  readonly revoked: boolean;
  /** Whether something can be encrypted to it now. */
  readonly canEncrypt: boolean;
  /** Such as "eddsaLegacy" or "rsaEncryptSign 4096". */
  readonly algorithm: string;
}

/** Facts of the first key in an armored or binary block. Refuses what is no key, and private keys. */
export async function readPublicKey(key: string | Uint8Array, now: Date): Promise<PublicKeyFacts> {
  const found = await parsePublicKey(key);
  const expires = await found.getExpirationTime().catch(() => null);
  const { algorithm, bits, curve } = found.getAlgorithmInfo();
  return {
    armored: found.armor(),
    fingerprint: fingerprintOf(found),
    userIds: found.getUserIDs(),
    created: found.getCreationTime(),
    expires: expires instanceof Date ? expires : null,
    revoked: await found.isRevoked(undefined, undefined, now),
    canEncrypt: await canEncryptTo(found, now),
    algorithm: [algorithm, bits ?? curve].filter((each) => each !== undefined).join(" "),
  };
}

/** The first public key of a block as the library's object. */
export async function parsePublicKey(key: string | Uint8Array): Promise<Key> {
  const keys = await (typeof key === "string"
    ? readKeys({ armoredKeys: key })
    : readKeys({ binaryKeys: key })
  ).catch(() => []);
  const first = keys[0];
  if (!first) throw new Refusal("mail.key-unreadable");
  if (first.isPrivate()) throw new Refusal("mail.key-is-private");
  return first;
}

/** Whether the key has a valid encryption subkey at that time. */
export async function canEncryptTo(key: Key, now: Date): Promise<boolean> {
  return await key.getEncryptionKey(undefined, now).then(
    () => true,
    () => false,
  );
}

export interface NewKeyPair {
  readonly armoredPrivate: string;
  readonly armoredPublic: string;
  readonly revocationCertificate: string;
  readonly fingerprint: string;
}

/**
 * Makes a key pair of version 4 with EdDSA and ECDH over Curve25519 in their first encoding:
 * GnuPG 2.2 cannot import the newer encodings.
 */
export async function makeKeyPair(wish: {
  readonly name: string;
  readonly email: string;
  readonly now: Date;
  readonly passphrase?: string;
  readonly validForSeconds?: number;
}): Promise<NewKeyPair> {
  const made = await generateKey({
    type: "ecc",
    curve: "ed25519Legacy",
    userIDs: { name: wish.name, email: wish.email },
    date: wish.now,
    format: "object",
    ...(wish.passphrase === undefined ? {} : { passphrase: wish.passphrase }),
    ...(wish.validForSeconds === undefined ? {} : { keyExpirationTime: wish.validForSeconds }),
    config: { preferredHashAlgorithm: enums.hash.sha512 },
  });
  return {
    armoredPrivate: made.privateKey.armor(),
    armoredPublic: made.publicKey.armor(),
    revocationCertificate: made.revocationCertificate,
    fingerprint: fingerprintOf(made.publicKey),
  };
}
