/**
 * Master keys that travel with a backup, closed by a passphrase (scrypt, then AES-256-GCM). Those
 * closed to an OpenPGP key are made and opened by whoever knows OpenPGP.
 */
import { scrypt } from "node:crypto";
import { promisify } from "node:util";
import { Refusal } from "../../../core/refusal.ts";
import { masterKeysIn, masterKeyText } from "../../keys/master-key-text.ts";
import { open, seal } from "../../sealing/cipher.ts";
import type { MasterKeys } from "../../sealing/master-key.ts";
import type { ClosedKeys } from "./backup-file.ts";

/** 2 to the 17: 128 MiB and a good part of a second for each guess. */
const usualCost = 2 ** 17;
const costMax = 2 ** 20;
const place = { table: "backup", column: "keys", objectId: "passphrase" };

const derive = promisify(
  (passphrase: string, salt: Buffer, cost: number, done: (e: Error | null, k: Buffer) => void) =>
    scrypt(passphrase.normalize("NFC"), salt, 32, { N: cost, r: 8, p: 1, maxmem: 2 ** 31 }, done),
);

export async function closeByPassphrase(
  keys: MasterKeys,
  passphrase: string,
  randomBytes: (count: number) => Uint8Array,
  cost = usualCost,
): Promise<ClosedKeys> {
  const salt = Buffer.from(randomBytes(16));
  const key = await derive(passphrase, salt, cost);
  const sealed = seal(key, Buffer.from(masterKeyText(keys)), place, randomBytes(12));
  return {
    kind: "passphrase",
    salt: salt.toString("base64"),
    cost,
    sealed: sealed.toString("base64"),
  };
}

/** Refuses with backup.passphrase-wrong. */
export async function openByPassphrase(
  closed: Extract<ClosedKeys, { kind: "passphrase" }>,
  passphrase: string,
): Promise<MasterKeys> {
  // A header that somebody made must not ask for more memory than we ever would.
  if (!Number.isInteger(closed.cost) || closed.cost < 2 || closed.cost > costMax) {
    throw new Refusal("backup.passphrase-wrong");
  }
  const key = await derive(passphrase, Buffer.from(closed.salt, "base64"), closed.cost);
  try {
    const text = open(key, Buffer.from(closed.sealed, "base64"), place).toString("utf8");
    return masterKeysIn(text) ?? Promise.reject(new Refusal("backup.passphrase-wrong"));
  } catch {
    throw new Refusal("backup.passphrase-wrong");
  }
}
