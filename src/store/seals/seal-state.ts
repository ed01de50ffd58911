/** Opens and closes the state of a seal: encrypted, and bound to its scope, shard and version. */
import { createSecretKey, type KeyObject } from "node:crypto";
import { open, seal } from "../sealing/cipher.ts";
import type { MasterKey } from "../sealing/master-key.ts";
import { decodeSums, encodeSums, type RowSums } from "./row-sums.ts";

export interface StoredSeal {
  readonly scope: string;
  readonly shard: number;
  /** Grows by one with every change. */
  readonly version: number;
  readonly state: Buffer;
}

const elements = new WeakMap<MasterKey, KeyObject>();

/** The key of the elements that sums are made of. */
export function elementKey(masterKey: MasterKey): KeyObject {
  const known = elements.get(masterKey) ?? createSecretKey(masterKey.derive("row-sums"));
  elements.set(masterKey, known);
  return known;
}

/** What the seal says; undefined where it is not as Parley wrote it. An empty one says "no rows". */
export function openSeal(masterKey: MasterKey, stored: StoredSeal): RowSums | undefined {
  if (stored.state.length === 0 && stored.version === 0) return new Map();
  try {
    return decodeSums(open(masterKey.derive("row-seals"), stored.state, placeOf(stored)));
  } catch {
    return undefined;
  }
}

/** The state under the version that follows. */
export function nextState(
  masterKey: MasterKey,
  before: Omit<StoredSeal, "state">,
  sums: RowSums,
  nonce: Uint8Array,
): Buffer {
  const place = placeOf({ ...before, version: before.version + 1 });
  return seal(masterKey.derive("row-seals"), encodeSums(sums), place, nonce);
}

function placeOf({ scope, shard, version }: Omit<StoredSeal, "state">) {
  return { table: "seals", column: `state ${shard} ${version}`, objectId: scope };
}
