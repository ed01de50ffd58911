/**
 * Seals small values with AES-256-GCM. Every sealed value is bound to the place where it stands
 * (table, column, object), so that a value copied into another row does not open.
 */
import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from "node:crypto";

/** Where a sealed value stands; part of the associated data. */
export interface SealedPlace {
  readonly table: string;
  readonly column: string;
  readonly objectId: string;
}

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;

/** `version(1) | nonce(12) | ciphertext | tag(16)`. The nonce comes in: randomness is passed, never taken. */
export function seal(
  key: Uint8Array,
  plain: Uint8Array,
  place: SealedPlace,
  nonce: Uint8Array,
): Buffer {
  // A key object: given bytes, Node throws and catches an error inside, which costs more than sealing.
  const cipher = createCipheriv("aes-256-gcm", createSecretKey(key), nonce);
  cipher.setAAD(associatedData(place));
  return Buffer.concat([
    Buffer.of(version),
    nonce,
    cipher.update(plain),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
}

/** Opens what `seal` made, with the key's bytes or the key object. Throws where key, place or bytes do not fit: that is tampering or a bug, never a person's fault. */
export function open(key: Uint8Array | KeyObject, sealed: Uint8Array, place: SealedPlace): Buffer {
  if (sealed[0] !== version || sealed.length < 1 + nonceBytes + tagBytes) {
    throw new Error(`sealed value in ${place.table}.${place.column} has an unknown form`);
  }
  const nonce = sealed.subarray(1, 1 + nonceBytes);
  const held = key instanceof Uint8Array ? createSecretKey(key) : key;
  const decipher = createDecipheriv("aes-256-gcm", held, nonce);
  decipher.setAAD(associatedData(place));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const plain = decipher.update(sealed.subarray(1 + nonceBytes, sealed.length - tagBytes));
  // Adds nothing in this mode, and throws where the tag does not fit: `plain` is nobody's before.
  decipher.final();
  return plain;
}

function associatedData(place: SealedPlace): Buffer {
  return Buffer.from(`parley\0${place.table}\0${place.column}\0${place.objectId}`);
}
