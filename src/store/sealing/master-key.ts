/**
 * The master key: it wraps every object's own key and derives the keys of chains, hashes and search.
 * It is kept outside the database; this small interface is what a KMS would fill.
 */
import { createHash, createHmac, createSecretKey, hkdfSync, type KeyObject } from "node:crypto";
import { open, type SealedPlace, seal } from "./cipher.ts";

/** What a derived key is for. One purpose, one key. */
export type DerivedPurpose =
  | "event-chain"
  | "state-rows"
  | "search-tokens"
  | "address-hash"
  | "sign-in-hash"
  | "token-hash"
  | "source-hash"
  | "checkpoint-signature"
  | "cookie"
  | "file-names";

export interface MasterKey {
  /** Names the key that wraps now; kept beside every wrap, so that rotation can find the old ones. */
  readonly id: string;
  wrap(objectKey: Uint8Array, place: SealedPlace, nonce: Uint8Array): Buffer;
  /** Unwraps with the key named `id`; throws where that key is not at hand. */
  unwrap(id: string, wrapped: Uint8Array, place: SealedPlace): Buffer;
  derive(purpose: DerivedPurpose): Uint8Array;
  /** HMAC-SHA-256 under the derived key of a purpose. */
  hash(purpose: DerivedPurpose, value: string | Uint8Array): Buffer;
}

/** A master key held in memory: 32 bytes read from a file or the environment (see settings.md). */
export function masterKeyFrom(current: Uint8Array, older: readonly Uint8Array[] = []): MasterKey {
  if (current.length !== 32) throw new Error("a master key has 32 bytes");
  const keys = new Map([current, ...older].map((key) => [idOf(key), key]));
  const derived = new Map<DerivedPurpose, Uint8Array>();
  const derive = (purpose: DerivedPurpose) => {
    const known = derived.get(purpose);
    if (known) return known;
    // Derived from the oldest key: hashes and chains must stay comparable across rotations.
    const root = older.at(-1) ?? current;
    const key = new Uint8Array(hkdfSync("sha256", root, "", `parley ${purpose}`, 32));
    derived.set(purpose, key);
    return key;
  };
  // Given bytes, Node throws and catches an error inside, which costs more than the hash.
  const keyObjects = new Map<DerivedPurpose, KeyObject>();
  const keyObject = (purpose: DerivedPurpose) => {
    const key = keyObjects.get(purpose) ?? createSecretKey(derive(purpose));
    keyObjects.set(purpose, key);
    return key;
  };
  return {
    id: idOf(current),
    wrap: (objectKey, place, nonce) => seal(current, objectKey, place, nonce),
    unwrap(id, wrapped, place) {
      const key = keys.get(id);
      if (!key) throw new Error(`the master key ${id} is not at hand`);
      return open(key, wrapped, place);
    },
    derive,
    hash: (purpose, value) => createHmac("sha256", keyObject(purpose)).update(value).digest(),
  };
}

function idOf(key: Uint8Array): string {
  return createHash("sha256")
    .update("parley master key id\0")
    .update(key)
    .digest("hex")
    .slice(0, 12);
}
