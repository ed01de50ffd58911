/** Reads and makes OpenPGP keys. Never sends, stores or trusts one. */
import { enums, generateKey, type Key, readKeys, Subkey } from "openpgp";
import type { OwnKeyPair, OwnKeyWish } from "../../core/keys/own-key-tools.ts";
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
  /** When the first of what it is used for ends: the key, its encrypting or its signing part. */
  readonly runsOut: Date | null;
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
    runsOut: await runsOutAt(found, now),
    revoked: await found.isRevoked(undefined, undefined, now),
    canEncrypt: await canEncryptTo(found, now),
    algorithm: [algorithm, bits ?? curve].filter((each) => each !== undefined).join(" "),
  };
}

/** Of the parts in use at that time, or before it where none is any more. */
async function runsOutAt(key: Key, now: Date): Promise<Date | null> {
  const parts = [
    await key.getEncryptionKey(undefined, now).catch(() => undefined),
    await key.getSigningKey(undefined, now).catch(() => undefined),
  ];
  const ends = [
    await key.getExpirationTime().catch(() => null),
    ...(await Promise.all(
      // A key without a part that can be encrypted to has run out where one of its parts did.
      (parts[0] ? parts : key.subkeys).map((part) =>
        part instanceof Subkey ? part.getExpirationTime(anyTime).catch(() => null) : null,
      ),
    )),
  ];
  const dates = ends.filter((end) => end instanceof Date);
  return dates.length === 0 ? null : new Date(Math.min(...dates.map(Number)));
}

// An expired binding still says when it ended.
const anyTime = null as unknown as Date;

const blocksMax = 20;
const block =
  /-----BEGIN PGP PUBLIC KEY BLOCK-----[\s\S]{1,400000}?-----END PGP PUBLIC KEY BLOCK-----/g;

/**
 * Facts of every public key in a file, a page or a Web Key Directory's answer: armoured blocks in a
 * text, or binary keys one after the other. Nothing where there is none that can be read.
 */
export async function readPublishedKeys(bytes: Uint8Array, now: Date): Promise<PublicKeyFacts[]> {
  const text = Buffer.from(bytes).toString("latin1");
  const blocks = (text.match(block) ?? []).slice(0, blocksMax);
  const found =
    blocks.length > 0
      ? await Promise.all(blocks.map((armoredKeys) => readKeys({ armoredKeys }).catch(() => [])))
      : [await readKeys({ binaryKeys: bytes }).catch(() => [])];
  const keys = found.flat().filter((key) => !key.isPrivate());
  return await Promise.all(keys.slice(0, blocksMax).map((key) => readPublicKey(key.write(), now)));
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

export type NewKeyPair = OwnKeyPair;

/**
 * Makes a key pair of version 4. Curve25519 is EdDSA and ECDH in their first encoding: GnuPG 2.2
 * cannot import the newer ones.
 */
export async function makeKeyPair(
  wish: OwnKeyWish & { readonly passphrase?: string },
): Promise<OwnKeyPair> {
  const emails = [wish.email, ...(wish.furtherEmails ?? [])];
  const made = await generateKey({
    ...(wish.kind === "rsa-4096"
      ? { type: "rsa", rsaBits: 4096 }
      : { type: "ecc", curve: "ed25519Legacy" }),
    userIDs: emails.map((email) => ({ name: wish.name, email })),
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
