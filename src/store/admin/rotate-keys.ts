/**
 * The operator's rotation of the master key: a new key where it comes from a file, every wrap under
 * it, and the old ones forgotten once nothing needs them. Each step can be done again after a kill.
 */

import { Refusal } from "../../core/refusal.ts";
import { keySourceOf } from "../keys/key-source.ts";
import { replaceMasterKeyFile } from "../keys/master-key-file.ts";
import { type MasterKeys, masterKeyId } from "../sealing/master-key.ts";
import type { DatabaseServer } from "../server/database-server.ts";
import { recordHouseEvent } from "./house-event.ts";
import { type DataSettings, masterKeyOfDatabase } from "./open-database.ts";
import { countWraps, rewrapKeys } from "./rewrap-keys.ts";

/** How the keys stand: which are at hand, and how many wraps each has. */
export interface KeyState {
  readonly source: "environment" | "command" | "file";
  readonly where: string;
  readonly keys: readonly {
    readonly id: string;
    readonly role: "current" | "former" | "not at hand";
    readonly wraps: number;
  }[];
}

/** Reads the state; changes nothing. */
export async function keyState(
  settings: DataSettings,
  database: DatabaseServer,
): Promise<KeyState> {
  const keys = await keysIn(settings);
  const counts = await countWraps(database.connectionFor("keeper"));
  const known = [keys.current, ...keys.former].map(masterKeyId);
  const strange = Object.keys(counts).filter((id) => !known.includes(id));
  const role = (id: string) =>
    id === known[0] ? "current" : known.includes(id) ? "former" : "not at hand";
  const source = keySourceOf(settings);
  return {
    source: source.kind,
    where: source.where,
    keys: [...known, ...strange].map((id) => ({ id, role: role(id), wraps: counts[id] ?? 0 })),
  };
}

async function keysIn(settings: DataSettings): Promise<MasterKeys> {
  const source = keySourceOf(settings);
  const keys = await source.load();
  if (!keys) throw new Refusal("key.master-missing", { file: source.where });
  return keys;
}

export interface Rotating {
  readonly settings: DataSettings;
  readonly database: DatabaseServer;
  readonly now: Date;
  randomBytes(count: number): Uint8Array;
  /** Has a running server take the keys up; answers the id it wraps with, undefined where none runs. */
  tellServer(): Promise<string | undefined>;
  progress(done: number, of: number): void;
  /** Keys in one transaction; 1,000 unless told. */
  readonly batch?: number;
}

/**
 * Wraps everything under the current key; from a file, makes that key first, unless an earlier
 * rotation waits to be finished. Refuses with key.nothing-newer where no newer key is given, and with
 * key.server-behind where the running server does not have it.
 */
export async function rotateKeys(
  on: Rotating,
): Promise<{ from: string[]; to: string; wraps: number }> {
  const connection = on.database.connectionFor("keeper");
  const keys = await keysToUse(on);
  const to = masterKeyId(keys.current);
  const served = await on.tellServer();
  if (served !== undefined && served !== to) throw new Refusal("key.server-behind", { id: served });
  const masterKey = await masterKeyOfDatabase(keys, connection);
  const from = Object.keys(await countWraps(connection)).filter((id) => id !== to);
  const { randomBytes, progress, batch } = on;
  const rewrapping = { connection, masterKey, randomBytes, progress };
  const wraps = await rewrapKeys({ ...rewrapping, ...(batch ? { batch } : {}) });
  const event = { type: "key.rotated", body: { from, to, wraps } };
  await recordHouseEvent(on.database.connectionFor("worker"), masterKey, on.now, event);
  return { from, to, wraps };
}

async function keysToUse(on: Rotating): Promise<MasterKeys> {
  const keys = await keysIn(on.settings);
  const source = keySourceOf(on.settings);
  const counts = await countWraps(on.database.connectionFor("keeper"));
  const current = masterKeyId(keys.current);
  // An earlier rotation was cut off, or a newer key was put first by hand.
  if (Object.keys(counts).some((id) => id !== current)) return keys;
  if (source.kind !== "file") throw new Refusal("key.nothing-newer", { setting: source.where });
  // The keys must be the data's own before a further one is put before them.
  await masterKeyOfDatabase(keys, on.database.connectionFor("keeper"));
  const next = { current: on.randomBytes(32), former: [keys.current, ...keys.former] };
  await replaceMasterKeyFile(source.where, next);
  return next;
}

/** Takes former keys out of the file. Refuses with key.in-use while anything is under one of them. */
export async function forgetKeys(
  on: Pick<Rotating, "settings" | "database" | "tellServer">,
): Promise<string[]> {
  const { settings, database } = on;
  const source = keySourceOf(settings);
  if (source.kind !== "file") throw new Refusal("key.not-a-file", { setting: source.where });
  const keys = await keysIn(settings);
  const current = masterKeyId(keys.current);
  const served = await on.tellServer();
  if (served !== undefined && served !== current) {
    throw new Refusal("key.server-behind", { id: served });
  }
  const counts = await countWraps(database.connectionFor("keeper"));
  const inUse = Object.keys(counts).find((id) => id !== current);
  if (inUse) throw new Refusal("key.in-use", { id: inUse, wraps: counts[inUse] ?? 0 });
  await masterKeyOfDatabase(
    { current: keys.current, former: [] },
    database.connectionFor("keeper"),
  );
  const forgotten = keys.former.map(masterKeyId);
  if (forgotten.length > 0) {
    await replaceMasterKeyFile(source.where, { current: keys.current, former: [] });
  }
  await on.tellServer();
  return forgotten;
}
