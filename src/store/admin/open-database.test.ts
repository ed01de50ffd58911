import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { csafLayout } from "../../formats/csaf/csaf-layout.ts";
import { openDatabaseServer } from "../server/open-database-server.ts";
import {
  hasData,
  isMigrated,
  masterKeyOfData,
  migrateData,
  withDatabase,
} from "./open-database.ts";
import { verify } from "./verify.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "parley-open-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const silent = { debug() {}, info() {}, warn() {}, error() {} };

function settings() {
  const dataDirectory = join(directory, "data");
  const masterKeyFile = join(directory, "data.key");
  const elsewhere = { databaseUrl: undefined, masterKeys: undefined, masterKeyCommand: undefined };
  return { dataDirectory, masterKeyFile, ...elsewhere };
}

test("a stopped data directory is migrated, verified and left stopped", async () => {
  const now = new Date("2026-03-11T08:00:00Z");
  expect(hasData(settings())).toBe(false);
  const applied = await migrateData(settings(), now);
  expect(applied[0]).toBe("0001_foundation.sql");
  expect(await migrateData(settings(), now)).toEqual([]);
  expect(hasData(settings())).toBe(true);

  const look = () =>
    withDatabase(settings(), async (database) => {
      const connection = database.connectionFor("keeper");
      const masterKey = await masterKeyOfData(settings(), connection);
      expect(await isMigrated(connection)).toBe(true);
      const checkpointFile = join(directory, "checkpoints.jsonl");
      return verify({ connection, masterKey, checkpointFile, layout: csafLayout }, () => {});
    });
  await expect(look()).rejects.toThrow(/master key/);
  await writeFile(settings().masterKeyFile, randomBytes(32).toString("hex"));
  expect(await look()).toMatchObject({ findings: 0, events: 0 });

  // Beside a server that runs already, and which stays.
  const { dataDirectory } = settings();
  const server = await openDatabaseServer({ dataDirectory, log: silent });
  try {
    expect(await look()).toMatchObject({ findings: 0 });
    const client = new pg.Client(server.connectionFor("keeper"));
    await client.connect();
    await client.end();
  } finally {
    await server.stop();
  }
});
