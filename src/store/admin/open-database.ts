/**
 * The database as operators' commands reach it: that of DATABASE_URL, of the Parley that runs on
 * the data directory, or of a server started for this command alone and stopped with it.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { masterKeyOn } from "../keys/hash-root.ts";
import { type KeySettings, keysAtHand } from "../keys/key-source.ts";
import { migrate } from "../migrate.ts";
import { type HeldMasterKey, type MasterKeys, masterKeyFrom } from "../sealing/master-key.ts";
import { clusterIn } from "../server/cluster-directory.ts";
import type { DatabaseServer } from "../server/database-server.ts";
import { openDatabaseServer } from "../server/open-database-server.ts";
import { txOn, withClient } from "./admin-connection.ts";

/** The settings that say where the data and its keys are. */
export interface DataSettings extends KeySettings {
  readonly dataDirectory: string;
  readonly databaseUrl: string | undefined;
}

/**
 * Opens the database, does the work, and leaves things running or stopped as they were found. With
 * `join: false` it refuses where a Parley runs on the data directory.
 */
export async function withDatabase<T>(
  settings: DataSettings,
  work: (database: DatabaseServer) => Promise<T>,
  { join }: { readonly join: boolean } = { join: true },
): Promise<T> {
  const { dataDirectory, databaseUrl } = settings;
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const database = await openDatabaseServer({ databaseUrl, dataDirectory, log, join });
  try {
    return await work(database);
  } finally {
    await database.stop();
  }
}

/** Whether there is anything to look at: a command that reads must not make an empty cluster. */
export function hasData({ databaseUrl, dataDirectory }: DataSettings): boolean {
  return databaseUrl !== undefined || existsSync(join(clusterIn(dataDirectory), "PG_VERSION"));
}

/**
 * The master key of this data, proven by the database; `connection` is the keeper's. Refuses with
 * key.master-missing where no key is at hand, and with key.master-wrong for another one.
 */
export async function masterKeyOfData(
  settings: KeySettings,
  connection: pg.PoolConfig,
): Promise<HeldMasterKey> {
  return masterKeyOfDatabase(await keysAtHand(settings), connection);
}

/** The same for keys that are in hand already. */
export async function masterKeyOfDatabase(
  keys: MasterKeys,
  connection: pg.PoolConfig,
): Promise<HeldMasterKey> {
  return withClient(connection, async (client) => {
    const { rows } = await client.query<{ there: boolean }>(
      "select to_regclass('public.hash_roots') is not null as there",
    );
    // An older version's database is verified as it stands.
    if (!rows[0]?.there) return masterKeyFrom(keys.current, keys.former);
    return masterKeyOn(txOn(client, "command"), keys);
  });
}

/** Applies what is missing and says which files that were. */
export async function migrateData(settings: DataSettings, now: Date): Promise<string[]> {
  return withDatabase(settings, (database) => migrate(database.connectionFor("owner"), now));
}

/** Whether Parley's tables are there at all. */
export async function isMigrated(connection: pg.PoolConfig): Promise<boolean> {
  return withClient(connection, async (client) => {
    const { rows } = await client.query<{ there: boolean }>(
      "select to_regclass('public.events') is not null as there",
    );
    return rows[0]?.there ?? false;
  });
}
