/**
 * The database as operators' commands reach it: that of DATABASE_URL, of the Parley that runs on
 * the data directory, or of a server started for this command alone and stopped with it.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { Refusal } from "../../core/refusal.ts";
import { readMasterKeyFile } from "../keys/master-key-file.ts";
import { migrate } from "../migrate.ts";
import { type MasterKey, masterKeyFrom } from "../sealing/master-key.ts";
import { clusterIn } from "../server/cluster-directory.ts";
import type { DatabaseServer } from "../server/database-server.ts";
import { openDatabaseServer } from "../server/open-database-server.ts";

/** The settings that say where the data is. */
export interface DataSettings {
  readonly dataDirectory: string;
  readonly databaseUrl: string | undefined;
  readonly masterKey: Uint8Array | undefined;
  readonly masterKeyFile: string;
}

/** Opens the database, does the work, and leaves things running or stopped as they were found. */
export async function withDatabase<T>(
  settings: DataSettings,
  work: (database: DatabaseServer) => Promise<T>,
): Promise<T> {
  const { dataDirectory, databaseUrl } = settings;
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const database = await openDatabaseServer({ databaseUrl, dataDirectory, log, join: true });
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

/** The key of this data; refuses with key.master-missing where it is not at hand. Never makes one. */
export async function masterKeyAtHand(settings: DataSettings): Promise<MasterKey> {
  const key = settings.masterKey ?? (await readMasterKeyFile(settings.masterKeyFile));
  if (!key) throw new Refusal("key.master-missing", { file: settings.masterKeyFile });
  return masterKeyFrom(key);
}

/** Applies what is missing and says which files that were. */
export async function migrateData(settings: DataSettings, now: Date): Promise<string[]> {
  return withDatabase(settings, (database) => migrate(database.connectionFor("owner"), now));
}

/** Whether Parley's tables are there at all. */
export async function isMigrated(connection: pg.PoolConfig): Promise<boolean> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const { rows } = await client.query<{ there: boolean }>(
      "select to_regclass('public.events') is not null as there",
    );
    return rows[0]?.there ?? false;
  } finally {
    await client.end();
  }
}
