/**
 * Hashes what a signature covers piece by piece. The library would join it with the signature's own
 * bytes first, and a large text would be there twice. Decides nothing: the library compares the hash.
 */
import { createHash, getHashes, type Hash } from "node:crypto";
import { enums, type LiteralDataPacket, type SignaturePacket } from "openpgp";

/** What the library's packets can do, and does not say in its types. */
interface Hashing {
  hashed?: Promise<Uint8Array>;
  readonly salt: Uint8Array | null;
  toHash(type: number, literal: LiteralDataPacket, detached: boolean): unknown;
}

// Those are checked over the hash alone; of others the library wants the whole text.
const byHash: readonly (number | null)[] = [
  enums.publicKey.rsaEncryptSign,
  enums.publicKey.rsaSign,
  enums.publicKey.dsa,
  enums.publicKey.eddsaLegacy,
  enums.publicKey.ed25519,
  enums.publicKey.ed448,
];

/**
 * Puts a large text into its literal packet, which has come without it; before that, its hash into the
 * signatures for which this can be done. `detached` says that they came apart from it.
 */
export function putText(
  text: Uint8Array,
  literal: LiteralDataPacket,
  signatures: readonly SignaturePacket[],
  detached: boolean,
): void {
  for (const each of signatures) hashOver(text, each, literal, detached);
  (literal as unknown as { data: Uint8Array }).data = text;
}

function hashOver(
  text: Uint8Array,
  packet: SignaturePacket,
  emptied: LiteralDataPacket,
  detached: boolean,
): void {
  const { signatureType: type, version, publicKeyAlgorithm } = packet;
  const hash = hashOf(packet);
  // Of version 6 the library checks the salt where it hashes.
  if (!hash || version === 6 || !byHash.includes(publicKeyAlgorithm)) return;
  if (type !== enums.signature.binary && type !== enums.signature.text) return;
  const hashing = packet as unknown as Hashing;
  const behind = hashing.toHash(type, emptied, detached);
  if (!(behind instanceof Uint8Array) || hashing.salt !== null) return;
  if (type === enums.signature.binary) hash.update(text);
  else updateWithCrlf(hash, text);
  hashing.hashed = Promise.resolve(new Uint8Array(hash.update(behind).digest()));
}

const names: Partial<Record<number, string>> = {
  [enums.hash.md5]: "md5",
  [enums.hash.sha1]: "sha1",
  [enums.hash.sha224]: "sha224",
  [enums.hash.sha256]: "sha256",
  [enums.hash.sha384]: "sha384",
  [enums.hash.sha512]: "sha512",
};

function hashOf({ hashAlgorithm }: SignaturePacket): Hash | null {
  const name = names[hashAlgorithm ?? -1];
  return name !== undefined && getHashes().includes(name) ? createHash(name) : null;
}

const stepBytes = 64 * 1024;
const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/** RFC 9580 section 5.2.1.2: a text is signed with CRLF at the end of its lines. */
function updateWithCrlf(hash: Hash, text: Uint8Array): void {
  const out = new Uint8Array(2 * stepBytes);
  let last = 0;
  for (let at = 0; at < text.length; at += stepBytes) {
    let length = 0;
    const to = Math.min(at + stepBytes, text.length);
    // By index: an iterator over tens of millions of bytes leaves as many objects behind.
    for (let index = at; index < to; index += 1) {
      const byte = text[index] ?? 0;
      if (byte === lineFeed && last !== carriageReturn) out[length++] = carriageReturn;
      out[length++] = byte;
      last = byte;
    }
    hash.update(out.subarray(0, length));
  }
}
