import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type CatalogueColumn,
  type CatalogueTable,
  columnsOf,
  functionsOf,
  tablesOf,
} from "../../../test/support/catalogue.ts";
import { freshDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { projectRoot } from "../../lib/project-root.ts";

let database: TestDatabase;
let admin: pg.Client;
let tables: readonly CatalogueTable[];
let columns: readonly CatalogueColumn[];

const page = readFileSync(join(projectRoot(), "docs", "reference", "sealed.md"), "utf8");
const [, clear = "", unwalled = ""] = page.split(/^## (?:Clear columns|Tables without a wall)$/m);
const rowsIn = (text: string) =>
  [...text.matchAll(/^\| `([^`]+)` \| (?:`([^`]+)` \| )?(.+) \|$/gm)].map(
    ([, table = "", column = "", why = ""]) => ({ table, column, why }),
  );

beforeAll(async () => {
  database = await freshDatabase();
  admin = new pg.Client(database.connectionFor("admin"));
  await admin.connect();
  tables = await tablesOf(admin);
  columns = await columnsOf(admin);
});
afterAll(async () => {
  await admin.end();
  await database.close();
});

describe("[ALE-39] [ALE-40] the wall, as the database's own catalogue has it", () => {
  test("stands around every table, for its owner too, but those that say why not", () => {
    expect(tables.length).toBeGreaterThan(40);
    const open = tables.filter(({ enabled, forced, policies, kind }) => {
      return !(enabled && forced && policies > 0) || !["r", "p"].includes(kind);
    });
    const listed = rowsIn(unwalled);
    expect(open.map(({ name }) => name)).toEqual(listed.map(({ table }) => table));
    for (const { why } of listed) expect(why.length).toBeGreaterThan(20);
    // What has no wall is out of reach for whoever serves people.
    for (const { grantees } of open) {
      expect(grantees).not.toContain("parley_app");
      expect(grantees).not.toContain("parley_worker");
    }
  });

  test("nothing is granted to everybody, and the serving roles own nothing", () => {
    for (const { name, owner, grantees } of tables) {
      expect(grantees, name).not.toContain("");
      expect(owner, name).toBe("parley_owner");
    }
  });

  test("whose access a row grants, one policy says: that of case_access", async () => {
    const { rows } = await admin.query<{ tablename: string; roles: string; qual: string }>(
      `select tablename, roles::text as roles, qual from pg_policies
        where (qual ~ 'case_access' or with_check ~ 'case_access' or tablename = 'case_access')
          and (tablename = 'case_access' or concat(qual, with_check) ~ 'ma.principal_id = ANY')
        order by tablename, roles`,
    );
    expect(rows.map(({ tablename, roles }) => `${tablename} ${roles}`)).toEqual([
      "case_access {parley_app}",
      "case_access {parley_worker}",
    ]);
    expect(rows[0]?.qual).toMatch(/^\(\(principal_id = ANY \(current_principals\(\)\)\) AND /);
  });

  test("only the keeper passes it, and nobody who serves can become the keeper", async () => {
    const { rows } = await admin.query<{ name: string; passes: boolean; super: boolean }>(
      `select rolname as name, rolbypassrls as passes, rolsuper as super from pg_roles
        where rolname like 'parley\\_%' and rolname not like 'parley\\_test%' order by 1`,
    );
    const roles = new Map(rows.map((row) => [row.name, row]));
    for (const name of ["parley_app", "parley_worker", "parley_owner"]) {
      expect(roles.get(name)).toMatchObject({ passes: false, super: false });
    }
    expect(roles.get("parley_keeper")).toMatchObject({ passes: true, super: false });
    const memberships = await admin.query<{ name: string }>(
      `select pg_get_userbyid(member) as name from pg_auth_members
        where pg_get_userbyid(roleid) like 'parley\\_%'
          and pg_get_userbyid(member) in ('parley_app', 'parley_worker')`,
    );
    expect(memberships.rows).toEqual([]);
  });

  test("its doors are few, run as the keeper, and are open to named roles only", async () => {
    const doors = (await functionsOf(admin)).filter(({ door }) => door);
    expect(doors.map(({ name }) => name)).toEqual([
      "access_record",
      "cases_of_people",
      "cases_of_same_address",
      "changes_to_seal",
      "derive_access",
      "derive_access_after",
      "keep_kinds_apart",
      "move_seals",
      "open_api_token",
      "open_receipt",
      "open_session",
      "publication_numbers",
      "reaches",
      "readers_of_own_report",
      "receipt_pending",
    ]);
    for (const { name, owner, open, settings } of doors) {
      expect(owner, name).toBe("parley_keeper");
      expect(open, name).toBe(false);
      // Else whoever may create in a schema of the path could put their own table in the way.
      expect(settings, name).toEqual(["search_path=public, pg_temp"]);
    }
  });

  test("the serving roles cannot make anything in its schema", async () => {
    for (const role of ["parley_app", "parley_worker", "parley_keeper"]) {
      const { rows } = await admin.query<{ may: boolean }>(
        "select has_schema_privilege($1, 'public', 'create') as may",
        [role],
      );
      expect(rows[0]?.may, role).toBe(false);
    }
  });

  test("events are never changed or removed by whoever serves", async () => {
    for (const role of ["parley_app", "parley_worker"]) {
      for (const privilege of ["update", "delete", "truncate"]) {
        const { rows } = await admin.query<{ may: boolean }>(
          "select has_table_privilege($1, 'events', $2) as may",
          [role, privilege],
        );
        expect(rows[0]?.may, `${role} ${privilege}`).toBe(false);
      }
    }
  });
});

describe("what is clear", () => {
  const bare = /^(uuid|timestamp\(3\) with time zone|boolean|bigint|integer|smallint)$/;

  test("every column that can hold text or bytes is sealed, or stands on the page with its reason", () => {
    const documented = rowsIn(clear);
    const everywhere = documented.filter(({ table }) => table === "*");
    const inAll = new Set(everywhere.map(({ column }) => column));
    const found = columns
      .filter(({ column, type }) => !bare.test(type) && !column.endsWith("_sealed"))
      .filter(({ column }) => !inAll.has(column))
      .map(({ table, column }) => `${table}.${column}`);
    const listed = documented
      .filter(({ table }) => table !== "*")
      .map(({ table, column }) => `${table}.${column}`);
    expect(found.toSorted()).toEqual(listed.toSorted());
    for (const { table, column, why } of documented) {
      expect(why.length, `${table}.${column}`).toBeGreaterThan(3);
    }
  });

  test("only bytes are called sealed, and each table of a case carries the case and its side", () => {
    for (const { table, column, type } of columns) {
      if (column.endsWith("_sealed")) expect(type, `${table}.${column}`).toBe("bytea");
    }
    const has = (column: string) =>
      new Set(columns.filter((each) => each.column === column).map(({ table }) => table));
    const sided = has("side_id");
    // Bookkeeping that a case's members never read through its wall.
    const beside = ["inbox", "outbox", "streams"];
    const cases = [...has("case_id")].filter((table) => !beside.includes(table));
    expect(cases.filter((table) => !sided.has(table))).toEqual([]);
  });
});
