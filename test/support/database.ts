/** Databases for tests: each a fresh copy of the migrated template, gone when it is closed. */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { superuser } from "../../src/store/server/cluster-directory.ts";
import { externalConnection } from "../../src/store/server/external-server.ts";
import { type DatabaseRole, databaseRoles } from "../../src/store/server/roles.ts";

export interface TestDatabase {
  readonly name: string;
  /** How to connect to this database as a role; the same shape as `DatabaseServer` gives. */
  connectionFor(role: DatabaseRole): pg.PoolConfig;
  /** Drops the database; connections that are still open are cut. */
  close(): Promise<void>;
}

/** A migrated, empty database of its own. Close it in `afterEach` or `afterAll`. */
export async function freshDatabase(): Promise<TestDatabase> {
  const name = `parley_test_${randomBytes(6).toString("hex")}`;
  const { template } = inject("databaseServer");
  await asAdmin((admin) =>
    admin.query(`create database ${name} template ${template} owner parley_owner`),
  );
  return {
    name,
    connectionFor: (role) => testConnection(role, name),
    close: () => asAdmin((admin) => admin.query(`drop database if exists ${name} with (force)`)),
  };
}

/** How to connect to any database of the run's server. */
export function testConnection(role: DatabaseRole, database: string): pg.PoolConfig {
  const { externalUrl, admin } = inject("databaseServer");
  if (externalUrl) return externalConnection(externalUrl, role, database);
  const user = role === "admin" ? superuser : databaseRoles[role];
  return { host: admin.host ?? "", port: admin.port ?? 0, user, database };
}

async function asAdmin(deed: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client(testConnection("admin", "postgres"));
  await admin.connect();
  try {
    await deed(admin);
  } finally {
    await admin.end();
  }
}
