/** The tables that belong to no case: who may write them at the wall, and that verify sees a change. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aPerson } from "../../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { perform } from "../../actions/action.ts";
import { addAlertTarget } from "../../actions/alerts/target-deeds.ts";
import { addEntity } from "../../actions/catalogue/entity-deeds.ts";
import { saveFilter, startWithFilter } from "../../actions/console/filter-deeds.ts";
import { addCustomer, addEntitlement } from "../../actions/customers/customer-deeds.ts";
import { importCatalogue } from "../../actions/imports/begin-import.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { addProduct } from "../../actions/products/add-product.ts";
import { addComponent } from "../../actions/products/component-deeds.ts";
import { setOwners } from "../../actions/products/set-owners.ts";
import { addVersion } from "../../actions/products/version-deeds.ts";
import type { Actor } from "../../core/people/actor.ts";
import type { StaffRole } from "../../core/people/roles.ts";
import { csafLayout } from "../../formats/csaf/csaf-layout.ts";
import { verifyOn } from "./verify.ts";

/** Each table, with a column that a change of whatever kind is tried on. */
const columns = {
  alert_targets: "urgent_only",
  customer_tokens: "token",
  customers: "name_sealed",
  entities: "kind",
  entitlements: "valid_until",
  imports: "started_at",
  product_owners: "set_at",
  product_versions: "support",
  products: "line",
  saved_filters: "name",
  start_filters: "filter_id",
  version_components: "component_version",
} as const;
type Table = keyof typeof columns;

/** Who may write there; the others are the worker's alone, or everybody's own. */
const keepers = ["psp", "lead", "administrator"] as const;
const writers: Readonly<Partial<Record<Table, readonly StaffRole[]>>> = {
  customers: ["support-agent", "lead", "psp"],
  customer_tokens: ["support-agent", "lead", "psp"],
  entitlements: ["support-agent", "lead", "psp"],
  entities: keepers,
  imports: keepers,
  product_owners: keepers,
  product_versions: keepers,
  products: keepers,
  version_components: [...keepers, "engineer"],
};

let house: TestContext;
let admin: pg.Client;
let directory: string;
const people = new Map<StaffRole, Actor>();
const roles: readonly StaffRole[] = [
  ...["psp", "lead", "administrator", "engineer", "support-agent", "analyst"],
  ...["communicator", "publisher", "approver", "legal", "auditor"],
] as StaffRole[];

beforeAll(async () => {
  house = await testContext();
  const { context } = house;
  await ensureHouse.run(context, theWorker, {});
  for (const role of roles) people.set(role, await aPerson(house, role));
  const lead = people.get("lead") as Extract<Actor, { kind: "staff" }>;
  const does: typeof perform = (on, deed, by, input) => perform(on, deed, by, input);
  const { productId } = await does(context, addProduct, lead, { entity: "Home", name: "Gate" });
  const { versionId } = await does(context, addVersion, lead, { productId, name: "1.0" });
  await does(context, addComponent, lead, { productId, versionId, name: "libparse" });
  await does(context, setOwners, lead, { productId, primes: [lead.id] });
  const parent = context.policies[0]?.organisation.name ?? "";
  await does(context, addEntity, lead, { name: "Unit of gates", parent });
  const { customerId } = await does(context, addCustomer, lead, { name: "Northern Rail" });
  const gold = { customerId, level: "Gold", validUntil: "2027-01-01" };
  await does(context, addEntitlement, lead, gold);
  const filter = { name: "Mine", query: "owner=nobody" };
  const { filterId } = await does(context, saveFilter, lead, filter);
  await does(context, startWithFilter, lead, { filterId });
  await does(context, importCatalogue, lead, { text: "name\n", dryRun: true });
  await does(context, addAlertTarget, lead, {
    ...{ whose: "me", address: "pager@duty.example" },
  });
  admin = new pg.Client(house.database.connectionFor("admin"));
  await admin.connect();
  directory = await mkdtemp(join(tmpdir(), "parley-house-"));
});
afterAll(async () => {
  await admin.end();
  await house.close();
  await rm(directory, { recursive: true, force: true });
});

/** Rows touched, or "refused"; what was done is undone. */
async function tried(actor: Actor, sql: string, json: string): Promise<number | "refused"> {
  class Undone extends Error {}
  let touched = 0;
  try {
    await house.context.transaction(actor, async (tx) => {
      touched = await tx.run(sql, [json]);
      throw new Undone();
    });
  } catch (error) {
    if ((error as { code?: string }).code === "42501") return "refused";
    // What constraints refuse has passed the wall.
    if ((error as { code?: string }).code === "23505") return 1;
    if (!(error instanceof Undone)) throw error;
  }
  return touched;
}

async function aRowOf(table: Table): Promise<string> {
  const { rows } = await admin.query(`select row_to_json(t)::text as json from ${table} t limit 1`);
  return rows[0]?.json ?? "";
}

/** The row once more, as somebody would put it in; of an import that they began themselves. */
async function insertsInto(
  table: Table,
  actor: Actor,
  changes: object = {},
): Promise<number | "refused"> {
  const own = table === "imports" ? { started_by: (actor as { id: string }).id } : {};
  const row = JSON.stringify({ ...JSON.parse(await aRowOf(table)), ...own, ...changes });
  const sql = `insert into ${table} select * from jsonb_populate_record(null::${table}, $1::jsonb)`;
  return tried(actor, sql, row);
}

describe("the wall around what belongs to no case", () => {
  test("lets those alone add rows whose role has the deed for it", async () => {
    for (const [table, may] of Object.entries(writers)) {
      for (const role of roles) {
        const actor = people.get(role) as Actor;
        const outcome = may.includes(role) ? 1 : "refused";
        expect(await insertsInto(table as Table, actor), `${role}: ${table}`).toBe(outcome);
      }
    }
  });

  test("lets leads alone begin to take cases over, and everybody in their own name only", async () => {
    const lead = people.get("lead") as Extract<Actor, { kind: "staff" }>;
    for (const role of roles) {
      const outcome = role === "lead" ? 1 : "refused";
      const actor = people.get(role) as Actor;
      expect(await insertsInto("imports", actor, { kind: "cases" }), role).toBe(outcome);
      const another = await insertsInto("imports", actor, { started_by: lead.id });
      expect(another, role).toBe(outcome);
    }
  });

  test("lets nobody else change or remove one", async () => {
    for (const [table, may] of Object.entries(writers)) {
      const column = columns[table as Table];
      for (const role of roles.filter((each) => !may.includes(each))) {
        const actor = people.get(role) as Actor;
        const all = "$1::text is not null";
        for (const sql of [
          `update ${table} set ${column} = ${column} where ${all}`,
          `delete from ${table} where ${all}`,
        ]) {
          expect([0, "refused"], `${role}: ${sql}`).toContain(await tried(actor, sql, "x"));
        }
      }
    }
  });

  test("lets nobody who serves people take a customer away: that is the worker's, once it was permitted", async () => {
    for (const role of roles) {
      for (const table of ["customers", "customer_tokens", "entitlements"]) {
        const actor = people.get(role) as Actor;
        const sql = `delete from ${table} where $1::text is not null`;
        expect(await tried(actor, sql, "x"), `${role}: ${table}`).toBe("refused");
      }
      const rename = "update customers set name_hash = name_hash where $1::text is not null";
      expect(await tried(people.get(role) as Actor, rename, "x"), role).toBe("refused");
    }
  });

  test("shows customers to support, those who answer for the catalogue, and administrators alone", async () => {
    const seeing: StaffRole[] = [];
    for (const role of roles) {
      const rows = await house.context.transaction(people.get(role) as Actor, (tx) =>
        tx.query("select 1 from customers limit 1"),
      );
      if (rows.length > 0) seeing.push(role);
    }
    expect(seeing).toEqual(["psp", "lead", "administrator", "support-agent"]);
  });
});

describe("verify, after a change by the database's owner", () => {
  const findings = async () => {
    const found: string[] = [];
    const checkpointFile = join(directory, "checkpoints.jsonl");
    const { masterKey } = house.context;
    await verifyOn(admin, { masterKey, checkpointFile, layout: csafLayout }, ({ code, what }) =>
      found.push(`${code} ${what}`),
    );
    return found.filter((each) => each.startsWith("rows."));
  };
  /** Another value that the column's constraints allow. */
  const other: Readonly<Record<Table, string>> = {
    alert_targets: "not urgent_only",
    customer_tokens: "token || '\\x00'::bytea",
    customers: "name_sealed || '\\x00'::bytea",
    entities: "'subsidiary'",
    entitlements: "valid_until + 365",
    imports: "started_at - interval '1 day'",
    product_owners: "set_at - interval '1 day'",
    product_versions: "'ended'",
    products: "'Another line'",
    saved_filters: "name || ' too'",
    start_filters: "filter_id",
    version_components: "'9.9'",
  };

  test("finds a changed row, a row taken out and none where nothing was changed, in every such table", async () => {
    await admin.query("set session_replication_role = replica");
    await admin.query("begin");
    expect(await findings()).toEqual([]);
    await admin.query("savepoint whole");
    for (const [table, column] of Object.entries(columns)) {
      const value = other[table as Table];
      if (value !== column) {
        const { rowCount } = await admin.query(`update ${table} set ${column} = ${value}`);
        expect(rowCount, table).toBeGreaterThan(0);
        expect(await findings(), table).toEqual([`rows.altered ${table}`]);
        await admin.query("rollback to savepoint whole");
      }
      await admin.query(`delete from ${table}`);
      expect(await findings(), table).toEqual([`rows.missing ${table}`]);
      await admin.query("rollback to savepoint whole");
    }
    await admin.query("rollback");
  });
});
