/**
 * Applies migrations/*.sql in order, each in its own transaction, as parley_owner. Files are
 * append-only: a file that changed after it was applied stops the start.
 */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { projectRoot } from "../lib/project-root.ts";
import { skippedColumns, unsealedTables } from "./seals/sealed-tables.ts";

// One migrator at a time, across processes.
const lockKey = 0x9a51e7;

/** Returns the names of the files that were applied now: all that were missing, or `only` these. */
export async function migrate(
  connection: pg.PoolConfig,
  now: Date,
  only?: ReadonlySet<string>,
): Promise<string[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [lockKey]);
    await client.query(
      `create table if not exists migrations (
         name text primary key, sha256 text not null, applied_at timestamptz(3) not null)`,
    );
    const known = await client.query<{ name: string; sha256: string }>(
      "select name, sha256 from migrations",
    );
    const applied = new Map(known.rows.map((row) => [row.name, row.sha256]));
    const done: string[] = [];
    for (const file of await migrationFiles()) {
      if (only && !only.has(file.name)) continue;
      if (await applyOne(client, file, applied, now)) done.push(file.name);
    }
    if (done.length > 0) await watchTables(client);
    return done;
  } finally {
    await client.end();
  }
}

/** A table that a migration made is noted like all others, though nobody thought of it. */
async function watchTables(client: pg.Client): Promise<void> {
  await client.query("select watch_tables($1, $2)", [
    Object.keys(unsealedTables),
    JSON.stringify(skippedColumns),
  ]);
}

export interface MigrationFile {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

/** Names and hashes of all migrations, applied or not: what the shape of rows follows from. */
export async function migrationNames(): Promise<string[]> {
  return (await migrationFiles()).map(({ name, sha256 }) => `${name} ${sha256}`);
}

/** The migrations of this version. */
export async function migrationFiles(): Promise<MigrationFile[]> {
  const directory = join(projectRoot(), "migrations");
  const names = (await readdir(directory)).filter((name) => /^\d{4}_.*\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(directory, name), "utf8");
      return { name, sql, sha256: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

async function applyOne(
  client: pg.Client,
  file: MigrationFile,
  applied: ReadonlyMap<string, string>,
  now: Date,
): Promise<boolean> {
  const before = applied.get(file.name);
  if (before === file.sha256) return false;
  if (before) throw new Error(`migration ${file.name} was changed after it had been applied`);
  await client.query("begin");
  try {
    await client.query(file.sql);
    await client.query("insert into migrations (name, sha256, applied_at) values ($1, $2, $3)", [
      file.name,
      file.sha256,
      now,
    ]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new Error(`migration ${file.name} failed`, { cause: error });
  }
  return true;
}
