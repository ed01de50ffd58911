/**
 * The master key: it wraps every object's own key, and opens the root from which the keys of chains,
 * hashes and search are derived. It is kept outside the database; a key management service can fill
 * this small interface. Never gives a key away.
 */
import { createHash, createHmac, createSecretKey, type KeyObject } from "node:crypto";
import { open, type SealedPlace, seal } from "./cipher.ts";

/** What a derived key is for. One purpose, one key. */
export type DerivedPurpose =
  | "event-chain"
  | "state-rows"
  | "row-sums"
  | "row-seals"
  | "search-tokens"
  | "address-hash"
  | "sign-in-hash"
  | "token-hash"
  | "source-hash"
  | "checkpoint-signature"
  | "erasure-log"
  | "cookie"
  | "file-names"
  | "mail-id"
  | "mail-copy"
  | "probe-token"
  | "outside-reference"
  | "intake-keys"
  | "name-finding";

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

/** A master key in memory, whose keys can be replaced while everything runs. */
export interface HeldMasterKey extends MasterKey {
  /** Wraps with `current` from now on and unwraps with all; what is derived stays as it is. */
  follow(keys: MasterKeys): void;
}

/** The key that wraps, and those before it, the newest first, which still unwrap. */
export interface MasterKeys {
  readonly current: Uint8Array;
  readonly former: readonly Uint8Array[];
}

export const masterKeyBytes = 32;

/**
 * A master key held in memory. `root` is what keyed hashes derive from; without it that is the root
 * of the oldest key, as on an installation that was never rotated.
 */
export function masterKeyFrom(
  current: Uint8Array,
  former: readonly Uint8Array[] = [],
  root: Uint8Array = hashRootOf({ current, former }),
): HeldMasterKey {
  let held = heldKeys({ current, former });
  const derived = new Map<DerivedPurpose, Uint8Array>();
  const derive = (purpose: DerivedPurpose) => {
    const key = derived.get(purpose) ?? expanded(root, `parley ${purpose}`);
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
    get id() {
      return held.id;
    },
    wrap: (objectKey, place, nonce) => seal(held.current, objectKey, place, nonce),
    unwrap(id, wrapped, place) {
      const key = held.byId.get(id);
      if (!key) throw new Error(`the master key ${id} is not at hand`);
      return open(key, wrapped, place);
    },
    derive,
    hash: (purpose, value) => createHmac("sha256", keyObject(purpose)).update(value).digest(),
    follow(keys) {
      held = heldKeys(keys);
    },
  };
}

function heldKeys({ current, former }: MasterKeys) {
  if ([current, ...former].some((key) => key.length !== masterKeyBytes)) {
    throw new Error(`a master key has ${masterKeyBytes} bytes`);
  }
  const byId = new Map([...former, current].map((key) => [masterKeyId(key), createSecretKey(key)]));
  return { id: masterKeyId(current), current, byId };
}

/**
 * The root that an installation's first master key gives: HKDF's extraction (RFC 5869 section 2.2),
 * from which the key cannot be found again. So the first key can be destroyed and its hashes live on.
 */
export function hashRootOf({ current, former }: MasterKeys): Buffer {
  const oldest = former.at(-1) ?? current;
  return createHmac("sha256", Buffer.alloc(32)).update(oldest).digest();
}

/** HKDF's expansion (RFC 5869 section 2.3) to one block. */
function expanded(root: Uint8Array, info: string): Uint8Array {
  const block = createHmac("sha256", root).update(info).update(Buffer.of(1)).digest();
  return new Uint8Array(block);
}

/** The name of a key: twelve digits of a hash, which tell nothing of it. */
export function masterKeyId(key: Uint8Array): string {
  return createHash("sha256")
    .update("parley master key id\0")
    .update(key)
    .digest("hex")
    .slice(0, 12);
}
