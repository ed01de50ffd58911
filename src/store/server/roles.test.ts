import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import {
  freshDatabase,
  type TestDatabase,
  testConnection,
} from "../../../test/support/database.ts";
import { Refusal } from "../../core/refusal.ts";
import { migrate } from "../migrate.ts";
import { externalConnection, refuseOldVersion } from "./external-server.ts";
import { type DatabaseRole, ensureExternalRoles } from "./roles.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

async function asRole<Row extends pg.QueryResultRow>(role: DatabaseRole, sql: string) {
  const client = new pg.Client(database.connectionFor(role));
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe("database roles", () => {
  test.each(["owner", "app", "worker", "keeper"] as const)(
    "the %s's connections act as its role and nobody else",
    async (role) => {
      const rows = await asRole(role, "select current_user as name");

      expect(rows).toEqual([{ name: `parley_${role}` }]);
    },
  );

  test("only the keeper passes row-level security, and no role is a superuser", async () => {
    const rows = await asRole(
      "admin",
      `select rolname as name, rolbypassrls as passes, rolsuper as super
         from pg_roles where rolname like 'parley\\_%' order by rolname`,
    );

    expect(rows).toEqual([
      { name: "parley_app", passes: false, super: false },
      { name: "parley_keeper", passes: true, super: false },
      { name: "parley_owner", passes: false, super: false },
      { name: "parley_worker", passes: false, super: false },
    ]);
  });

  test("setting the roles up again changes nothing and fails at nothing", async () => {
    const admin = new pg.Client(database.connectionFor("admin"));
    await admin.connect();

    await ensureExternalRoles(admin);
    await ensureExternalRoles(admin).finally(() => admin.end());

    expect(await asRole("app", "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("a user who may not make the roles is told what an administrator has to run", async () => {
    const name = `guest_${database.name}`;
    await asRole("admin", `create role ${name}`);
    const guest = new pg.Client(database.connectionFor("admin"));
    await guest.connect();
    try {
      await guest.query(`set session authorization ${name}`);

      await expect(ensureExternalRoles(guest)).rejects.toMatchObject({
        code: "server.roles-forbidden",
        message: expect.stringContaining(`grant parley_app to ${name}`),
      });
    } finally {
      await guest.end();
      await asRole("admin", `drop role ${name}`);
    }
  });
});

describe("what an administrator is told to run for a user without rights", () => {
  const name = `told_${randomBytes(6).toString("hex")}`;
  let admin: pg.Client;

  beforeAll(async () => {
    await asRole("admin", `create database ${name} template template0`);
    admin = new pg.Client(testConnection("admin", name));
    await admin.connect();
    await admin.query(`create role ${name}`);
  });
  afterAll(async () => {
    await admin.query(`drop owned by ${name}`);
    await admin.end();
    await asRole("admin", `drop database ${name} with (force)`);
    await asRole("admin", `drop role ${name}`);
  });

  test("is enough for that user to start, and for every migration", async () => {
    await admin.query(`set session authorization ${name}`);
    const refusal = await ensureExternalRoles(admin).catch((error: unknown) => error);
    await admin.query("reset session authorization");
    expect(refusal).toBeInstanceOf(Refusal);
    const statements = String((refusal as Refusal).details.statements).split("; ");
    // The roles themselves are common to all databases of this server and exist already.
    for (const one of statements.filter((text) => !text.startsWith("create role"))) {
      await admin.query(one);
    }

    await admin.query(`set session authorization ${name}`);
    await ensureExternalRoles(admin);
    await admin.query("reset session authorization");

    const applied = await migrate(testConnection("owner", name), new Date(0));
    expect(applied.length).toBeGreaterThan(0);
  });
});

describe("connections by DATABASE_URL", () => {
  test("the role is a startup option, beside the options that the URL already has", () => {
    const config = externalConnection(
      "postgres://user:secret@db.example/parley?sslmode=require&options=-c%20work_mem%3D1MB",
      "app",
    );

    const options = new URL(config.connectionString ?? "").searchParams.get("options");
    expect(options).toMatch(/ -c work_mem=1MB -c role=parley_app$/);
    expect(config.connectionString).toContain("sslmode=require");
  });

  test("statements are planned as on our own server, unless the URL says otherwise", () => {
    const url = "postgres://user:secret@db.example/parley";
    const optionsOf = (text: string, role: DatabaseRole) =>
      new URL(externalConnection(text, role).connectionString ?? "").searchParams.get("options");

    expect(optionsOf(url, "worker")).toBe(
      "-c random_page_cost=1.1 -c jit=off -c max_parallel_workers_per_gather=0 -c role=parley_worker",
    );
    expect(optionsOf(`${url}?options=-c%20jit%3Don`, "worker")).toMatch(/-c jit=off .*-c jit=on /);
    expect(optionsOf(url, "admin")).toBeNull();
  });

  test("a server that compiles statements by default compiles none of ours", async () => {
    const { externalUrl, admin } = inject("databaseServer");
    const ours = `postgres://postgres@localhost:${admin.port}/postgres?host=${admin.host}`;
    await asRole("admin", `alter database ${database.name} set jit = on`);
    const client = new pg.Client(externalConnection(externalUrl ?? ours, "app", database.name));
    await client.connect();
    try {
      const { rows } = await client.query(
        "select current_setting('jit') as jit, current_user as me",
      );
      expect(rows).toEqual([{ jit: "off", me: "parley_app" }]);
    } finally {
      await client.end();
      await asRole("admin", `alter database ${database.name} reset jit`);
    }
  });

  test("another database of the same server is reached by the same credential", () => {
    const url = "postgresql://user:secret@db.example:6432/parley";

    expect(externalConnection(url, "admin", "parley_test").connectionString).toBe(
      "postgresql://user:secret@db.example:6432/parley_test",
    );
  });

  test("a server older than 15 is refused by its version", () => {
    expect(() => refuseOldVersion(140_013, "14.13")).toThrow(
      "The server of DATABASE_URL is PostgreSQL 14.13; Parley needs version 15 or later.",
    );
    expect(() => refuseOldVersion(150_000, "15.0")).not.toThrow();
  });
});
