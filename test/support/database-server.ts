/**
 * The database server of one test run: an embedded one on throw-away data, or the one that
 * PARLEY_TEST_DATABASE_URL names. All projects of the run share it, and its migrated template.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "../../src/store/migrate.ts";
import type { DatabaseServer } from "../../src/store/server/database-server.ts";
import { openDatabaseServer } from "../../src/store/server/open-database-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    databaseServer: TestServer;
  }
}

/** What test workers need to reach the server; see database.ts. */
export interface TestServer {
  readonly externalUrl: string | undefined;
  readonly admin: { readonly host?: string | undefined; readonly port?: number | undefined };
  readonly template: string;
}

interface Shared {
  users: number;
  readonly running: Promise<{ provided: TestServer; stop(): Promise<void> }>;
}

// Each project loads its own copy of this module; only the process is common to them.
const shared = globalThis as { parleyTestServer?: Shared };

export async function setup(project: TestProject): Promise<void> {
  shared.parleyTestServer ??= { users: 0, running: start() };
  shared.parleyTestServer.users += 1;
  project.provide("databaseServer", (await shared.parleyTestServer.running).provided);
}

export async function teardown(): Promise<void> {
  const server = shared.parleyTestServer;
  if (!server) return;
  server.users -= 1;
  if (server.users > 0) return;
  delete shared.parleyTestServer;
  await (await server.running).stop();
}

const throwAway = {
  // Nobody needs this data after the run, so the disk need not be waited for.
  fsync: "off",
  full_page_writes: "off",
  max_connections: "200",
  // Each test's connections are new and its data is little: planning a named statement anew for
  // its first five runs costs more than running it. The products of journeys plan as they always do.
  plan_cache_mode: "force_generic_plan",
};

async function start() {
  const directory = await mkdtemp(join(tmpdir(), "parley-tests-"));
  const externalUrl = process.env.PARLEY_TEST_DATABASE_URL;
  const server = await openDatabaseServer({
    databaseUrl: externalUrl,
    dataDirectory: directory,
    log: silent,
    settings: throwAway,
  });
  const template = `parley_template_${process.pid}`;
  try {
    await makeTemplate(server, template);
  } catch (error) {
    await server.stop();
    throw error;
  }
  const { host, port } = server.connectionFor("admin");
  return {
    provided: { externalUrl, admin: { host, port }, template },
    async stop() {
      await asAdmin(server, (admin) => admin.query(`drop database ${template} with (force)`));
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** One database with every migration applied, of which each test gets a copy in some 20 ms. */
async function makeTemplate(server: DatabaseServer, template: string): Promise<void> {
  await asAdmin(server, async (admin) => {
    await admin.query(`drop database if exists ${template} with (force)`);
    await admin.query(`create database ${template} template template0 owner parley_owner`);
  });
  await migrate(server.connectionFor("owner", template), new Date(Date.UTC(2026, 0, 1)));
}

async function asAdmin(server: DatabaseServer, deed: (admin: pg.Client) => Promise<unknown>) {
  const admin = new pg.Client(server.connectionFor("admin"));
  await admin.connect();
  try {
    await deed(admin);
  } finally {
    await admin.end();
  }
}

const silent = { debug() {}, info() {}, warn: console.warn, error: console.error };
