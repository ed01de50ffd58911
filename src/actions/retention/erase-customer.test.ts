/** Customers that are erased: by whom, what stays, by term, under a hold, and after a restored backup. */
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCase, aPerson } from "../../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import type { Actor } from "../../core/people/actor.ts";
import { keepsAll, type Retention } from "../../core/policy/retention.ts";
import { csafLayout } from "../../formats/csaf/csaf-layout.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { sweepRetention } from "../../jobs/sweep-retention.ts";
import { verify } from "../../store/admin/verify.ts";
import { customerOf, findCustomers } from "../../store/customers/reader.ts";
import { perform } from "../action.ts";
import { addCustomer, addEntitlement, endEntitlement } from "../customers/customer-deeds.ts";
import { ensureHouse } from "../people/ensure-house.ts";
import { fileReport } from "../reports/file-report.ts";
import { eraseCustomer } from "./erase-customer.ts";
import { liftHold } from "./lift-hold.ts";
import { placeHold } from "./place-hold.ts";
import { reapplyErasures } from "./reapply-erasures.ts";

let house: TestContext;
let tasks: TestTasks;
let admin: pg.Client;
let agent: Actor;
let lead: Actor;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  agent = await aPerson(house, "support-agent");
  lead = await aPerson(house, "lead");
  admin = new pg.Client(house.database.connectionFor("admin"));
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await tasks.close();
  await house.close();
});

function policyWith(own: Partial<Retention>): void {
  const [policy] = house.context.policies;
  if (!policy) throw new Error("no policy");
  const privacy = { ...policy.privacy, retention: { ...keepsAll, ...own } };
  Object.assign(house.context, { policies: [{ ...policy, privacy }] });
}

async function aCustomer(name: string, entitlement: object = {}): Promise<string> {
  const { context } = house;
  const { customerId } = await perform(context, addCustomer, agent, { name });
  await perform(context, addEntitlement, agent, { customerId, level: "Gold", ...entitlement });
  return customerId;
}

const erased = (customerId: string, by: Actor = lead, reason = "asked") =>
  perform(house.context, eraseCustomer, by, { customerId, reason });
const found = (words: string) =>
  house.context.transaction(agent, (tx) => findCustomers(house.context, tx, words));
const stands = (customerId: string) =>
  house.context.transaction(agent, (tx) => customerOf(house.context, tx, customerId));
const count = async (sql: string, ...values: string[]) =>
  Number((await admin.query<{ n: string }>(`select count(*) as n from ${sql}`, values)).rows[0]?.n);

/** The case of a report that was filed for the customer. */
async function filedFor(customerId: string): Promise<string> {
  const report = { product: "OmniGate 9000", description: "It restarts.", customerId };
  await perform(house.context, fileReport, agent, report);
  await runOwed(tasks.on);
  const { rows } = await admin.query<{ id: string }>(
    "select case_id as id from support_filings where customer_id = $1",
    [customerId],
  );
  return rows[0]?.id ?? "";
}

async function verified(): Promise<string[]> {
  const codes: string[] = [];
  await verify(
    {
      connection: house.database.connectionFor("keeper"),
      masterKey: house.context.masterKey,
      checkpointFile: join(house.directory, "checkpoints.jsonl"),
      layout: csafLayout,
    },
    ({ code, what }) => codes.push(`${code} ${what}`),
  );
  return codes;
}

describe("[TH-23] a customer that a lead erases", () => {
  test("is found by no word, and its entitlements are gone; what was filed says that it was erased", async () => {
    const customerId = await aCustomer("Capybara Rail");
    await filedFor(customerId);
    const before = await admin.query("select key_wrapped from customers where customer_id = $1", [
      customerId,
    ]);
    await erased(customerId);
    expect(await found("capybara")).toEqual([]);
    expect(await found("erased")).toEqual([]);
    expect((await found("")).map((each) => each.customerId)).not.toContain(customerId);
    expect(await stands(customerId)).toMatchObject({
      ...{
        name: "Erased customer",
        entitlements: [],
        hasMore: false,
        erasedAt: house.context.now(),
      },
    });
    expect(await count("entitlements where customer_id = $1", customerId)).toBe(0);
    expect(await count("customer_tokens where customer_id = $1", customerId)).toBe(0);
    expect(await count("support_filings where customer_id = $1", customerId)).toBe(1);
    const after = await admin.query("select key_wrapped from customers where customer_id = $1", [
      customerId,
    ]);
    expect(after.rows[0].key_wrapped).not.toEqual(before.rows[0].key_wrapped);
  });

  test("leaves a record that it was done, by whom and why, and not who it was", async () => {
    const customerId = await aCustomer("Tapir Water");
    await erased(customerId, lead, "over");
    const { rows } = await admin.query<{ body: string; sealed: Buffer | null }>(
      `select body, text_sealed as sealed from events
        where type = 'customer.erased' and body like '%' || $1 || '%'`,
      [customerId],
    );
    expect(rows).toHaveLength(1);
    expect(JSON.parse(rows[0]?.body ?? "")).toEqual({
      ...{ customerId, reason: "over", entitlements: 1, by: (lead as { id: string }).id },
    });
    expect(rows[0]?.sealed).toBeNull();
    expect((await verified()).filter((each) => !each.startsWith("checkpoint"))).toEqual([]);
  });

  test("comes back as a new customer, and gets nothing and no report under the old id", async () => {
    const customerId = await aCustomer("Quokka Power");
    await erased(customerId);
    const late = perform(house.context, addEntitlement, agent, { customerId, level: "Silver" });
    await expect(late).rejects.toMatchObject({ code: "customer.unknown" });
    const report = { product: "P", description: "It restarts.", customerId };
    const filing = perform(house.context, fileReport, agent, report);
    await expect(filing).rejects.toMatchObject({ code: "customer.unknown" });
    expect(await aCustomer("Quokka Power")).not.toBe(customerId);
    await expect(erased(customerId)).rejects.toMatchObject({ code: "customer.unknown" });
  });

  test("is erased by leads and administrators alone, with a reason and a second proof", async () => {
    const customerId = await aCustomer("Numbat Gas");
    for (const role of ["support-agent", "psp", "analyst", "legal", "auditor"] as const) {
      const person = await aPerson(house, role);
      await expect(erased(customerId, person), role).rejects.toMatchObject({
        code: "access.not-permitted",
      });
    }
    const notProven = { ...(await aPerson(house, "lead")), steppedUp: false };
    await expect(erased(customerId, notProven)).rejects.toMatchObject({ code: "access.step-up" });
    await expect(erased(customerId, lead, "for fun")).rejects.toMatchObject({
      faults: [{ field: "reason", message: "Say why." }],
    });
    await erased(customerId, await aPerson(house, "administrator"));
  });

  test("stays while a legal hold stands on a case that was filed for it", async () => {
    const customerId = await aCustomer("Pangolin Air");
    const caseId = await filedFor(customerId);
    const hold = { caseId, reason: "A court asks for it." };
    const { holdId } = await placeHold.run(house.context, lead, hold);
    await expect(erased(customerId)).rejects.toMatchObject({ code: "customer.held" });
    expect((await stands(customerId))?.name).toBe("Pangolin Air");
    await liftHold.run(house.context, lead, { caseId, holdId, reason: "It was decided." });
    await erased(customerId);
  });
});

describe("[TH-23] by the policy's term", () => {
  test("a customer goes by itself, that long after its last entitlement was over, and not before", async () => {
    house.setClock("2026-05-01T08:00:00.000Z");
    const over = await aCustomer("Okapi Steel", { validUntil: "2026-05-31" });
    const silver = { customerId: over, level: "Silver", validUntil: "2026-06-09" };
    await perform(house.context, addEntitlement, agent, silver);
    const endless = await aCustomer("Ibex Glass");
    const { customerId: bare } = await perform(house.context, addCustomer, agent, {
      name: "Yapok Cable",
    });
    policyWith({ customers: { days: 30 }, automatic: ["customers"] });
    const names = async () =>
      Promise.all([over, endless, bare].map(async (id) => (await stands(id))?.name));
    house.setClock("2026-05-30T08:00:00.000Z");
    await sweepRetention(house.context);
    expect(await names()).toEqual(["Okapi Steel", "Ibex Glass", "Yapok Cable"]);
    // Thirty days after it was added; it never had a contract.
    house.setClock("2026-05-31T08:00:00.000Z");
    await sweepRetention(house.context);
    expect(await names()).toEqual(["Okapi Steel", "Ibex Glass", "Erased customer"]);
    // The last day of the later entitlement is over with its end.
    house.setClock("2026-07-09T21:00:00.000Z");
    await sweepRetention(house.context);
    expect(await names()).toEqual(["Okapi Steel", "Ibex Glass", "Erased customer"]);
    house.setClock("2026-07-10T08:00:00.000Z");
    await sweepRetention(house.context);
    expect(await names()).toEqual(["Erased customer", "Ibex Glass", "Erased customer"]);
    expect(await sweepRetention(house.context)).toBe(0);
    expect(
      await count(
        "events where type = 'customer.erased' and body like $1 and body like '%\"term\"%'",
        `%${over}%`,
      ),
    ).toBe(1);
  });

  test("what was ended early is over from then on; a term that is not automatic erases nothing", async () => {
    house.setClock("2026-08-01T08:00:00.000Z");
    const customerId = await aCustomer("Dugong Media", { validUntil: "2030-01-01" });
    const [entitlement] = (await stands(customerId))?.entitlements ?? [];
    const { entitlementId = "" } = entitlement ?? {};
    await perform(house.context, endEntitlement, agent, { customerId, entitlementId });
    policyWith({ customers: { days: 30 } });
    house.setClock("2026-09-15T08:00:00.000Z");
    await sweepRetention(house.context);
    expect((await stands(customerId))?.name).toBe("Dugong Media");
    policyWith({ customers: { days: 30 }, automatic: ["customers"] });
    await sweepRetention(house.context);
    expect((await stands(customerId))?.name).toBe("Erased customer");
    policyWith({});
  });

  test("a hold on a case that was filed for it stops the term, too", async () => {
    house.setClock("2026-10-01T08:00:00.000Z");
    const customerId = await aCustomer("Serval Paper", { validUntil: "2026-10-02" });
    const caseId = await filedFor(customerId);
    await placeHold.run(house.context, lead, { caseId, reason: "A court asks for it." });
    policyWith({ customers: { days: 1 }, automatic: ["customers"] });
    house.setClock("2026-12-01T08:00:00.000Z");
    await sweepRetention(house.context);
    expect((await stands(customerId))?.name).toBe("Serval Paper");
    policyWith({});
  });
});

test("[TH-23] a customer that a restored backup brings back is found by verify, and erased again", async () => {
  const { context } = house;
  await aCase(house);
  const customerId = await aCustomer("Wombat Freight");
  const tables = ["customers", "customer_tokens", "entitlements"];
  await admin.query("set session_replication_role = replica");
  for (const table of tables) {
    await admin.query(
      `create temporary table kept_${table} as select * from ${table} where customer_id = '${customerId}'`,
    );
  }
  await erased(customerId);
  for (const table of tables) {
    await admin.query(`delete from ${table} where customer_id = $1`, [customerId]);
    await admin.query(`insert into ${table} select * from kept_${table}`);
  }
  expect(await found("wombat")).toHaveLength(1);
  expect(await verified()).toContain(`erasure.undone customers ${customerId}`);
  expect(await reapplyErasures(context)).toBe(1);
  expect(await found("wombat")).toEqual([]);
  expect((await stands(customerId))?.name).toBe("Erased customer");
  expect(await reapplyErasures(context)).toBe(0);
  expect((await verified()).filter((each) => each.startsWith("erasure."))).toEqual([]);
});
