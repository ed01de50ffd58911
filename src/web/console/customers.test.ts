/** Customers and their entitlements, for support alone. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { actorOf } from "../../../test/support/accounts.ts";
import {
  aSession,
  aSignedIn,
  type Colleague,
  testConsole,
  textOf,
} from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { TestBrowser, type TestWeb, testWeb } from "../../../test/support/web.ts";
import { perform } from "../../actions/action.ts";
import { addCustomer } from "../../actions/customers/customer-deeds.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { customersFoundMax, findCustomers } from "../../store/customers/reader.ts";
import { publicRoutes } from "../public/public-routes.ts";

let house: TestContext;
let web: TestWeb;
let agent: Colleague;
let analyst: Colleague;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  agent = await aSignedIn(web, house.context, "agent", "support-agent");
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});

const path = "/console/customers";
const read = async (query = "") => textOf((await agent.browser.get(`${path}${query}`)).body);
const send = (fields: Readonly<Record<string, string>>, rest = "") =>
  agent.browser.submit(path, fields, `${path}${rest}`);
const all = () =>
  house.context.transaction(theWorker, (tx) => findCustomers(house.context, tx, ""));

test("[ALE-21] [ALU-16] support sees what a customer's contract gives and until when, and no reporter is asked", async () => {
  expect((await send({ name: "Northern Rail" })).statusCode).toBe(303);
  expect((await send({ name: "Southern Rail" })).statusCode).toBe(303);
  const customerId = (await all()).find(({ name }) => name === "Northern Rail")?.customerId ?? "";
  const gold = { customerId, level: "Gold, fixes within 30 days", validUntil: "2026-12-31" };
  expect((await send(gold, `/${customerId}/entitlements`)).statusCode).toBe(303);
  const never = await send({ ...gold, validUntil: "0000-01-01" }, `/${customerId}/entitlements`);
  expect([never.statusCode, never.body.includes("is not a day")]).toEqual([422, true]);
  const told = await read("?q=northern");
  expect(told).toContain("Gold, fixes within 30 days Everything 2026-12-31 Holds");
  expect(told).not.toContain("Southern Rail");
  const site = await testWeb(house.context, [publicRoutes]);
  const form = (await new TestBrowser(site.app).get("/report")).body;
  await site.app.close();
  expect(form).not.toMatch(/name="[^"]*(contract|customer|entitle)/i);
});

test("an entitlement is ended, and one whose last day is over no longer holds", async () => {
  const [northern] = await all();
  const { customerId = "", entitlements = [] } = northern ?? {};
  const { entitlementId = "" } = entitlements[0] ?? {};
  const ended = { customerId, entitlementId };
  const rest = `/${customerId}/entitlements`;
  expect((await send(ended, `${rest}/${entitlementId}/end`)).statusCode).toBe(303);
  house.passSeconds(60);
  await send({ customerId, level: "Silver", validUntil: "2020-01-01" }, rest);
  expect(await read("?q=northern%20rail")).toMatch(
    /Silver Everything 2020-01-01 Over .*Gold.* Over/,
  );
});

test("a customer stands once, whatever the case and spaces of the name", async () => {
  const again = await send({ name: "northern  RAIL" });
  expect(again.statusCode).toBe(409);
  expect(textOf(again.body)).toContain("This customer is kept already.");
});

test("[TH-23] a lead erases a customer with its reason, an administrator sees whom, and support does neither", async () => {
  await send({ name: "Western Rail" });
  const customerId = (await all()).find(({ name }) => name === "Western Rail")?.customerId ?? "";
  const rest = `/${customerId}/erasure`;
  expect(await read("?q=western")).not.toContain("Erase the customer");
  expect((await send({ customerId, reason: "asked" }, rest)).statusCode).toBe(403);
  const lead = await aSignedIn(web, house.context, "lead", "lead");
  const page = textOf((await lead.browser.get(`${path}?q=western`)).body);
  expect(page).toContain("Reports that were filed for it stay and say “Erased customer”");
  const erase = (fields: object) =>
    lead.browser.submit(path, { customerId, ...fields }, `${path}${rest}`);
  const without = await erase({});
  expect(without.statusCode).toBe(422);
  expect(textOf(without.body)).toContain("Say why.");
  const administrator = await aSignedIn(web, house.context, "keeper", "administrator");
  const seen = textOf((await administrator.browser.get(`${path}?q=western`)).body);
  expect(seen).toContain("Western Rail");
  expect(seen).not.toContain("Add an entitlement");
  expect(seen).not.toContain("Add a customer");
  const adding = { name: "Eastern Rail" };
  expect((await administrator.browser.submit(path, adding)).statusCode).toBe(403);
  const done = await erase({ reason: "asked" });
  expect(done.headers.location).toBe(`${path}?done=erase-customer`);
  expect(await read("?q=western")).toContain("No customer has these words in its name");
  expect((await all()).map(({ name }) => name)).not.toContain("Western Rail");
});

test("names and levels are sealed, and whoever only works on cases sees no customer", async () => {
  expect((await analyst.browser.get(path)).statusCode).toBe(403);
  const { rows } = await house.pools.worker.query(
    `select (select string_agg(c::text, '') from customers c)
         || (select string_agg(t::text, '') from customer_tokens t)
         || (select string_agg(e::text, '') from entitlements e) as dump`,
  );
  for (const word of ["Northern", "northern", "Gold", "Silver"]) {
    const inHex = Buffer.from(word).toString("hex");
    expect(rows[0].dump).not.toContain(word);
    expect(rows[0].dump).not.toContain(inHex);
  }
  const person = {
    kind: "staff",
    id: analyst.personId,
    name: "",
    roles: ["analyst"],
    groupIds: [],
    steppedUp: true,
  } as const;
  const seen = house.context.transaction(person, (tx) => findCustomers(house.context, tx, ""));
  expect(await seen).toEqual([]);
});

test("[TH-23] customers that are due by the policy's term are listed for whoever erases them", async () => {
  const { policies } = house.context;
  const [policy] = policies;
  if (!policy) throw new Error("no policy");
  const lead = await aSignedIn(web, house.context, "second lead", "lead");
  const due = async () => textOf((await lead.browser.get(path)).body);
  const retention = { ...policy.privacy.retention, customers: { days: 1 } };
  const privacy = { ...policy.privacy, retention };
  expect(await due()).not.toContain("Due to be erased");
  Object.assign(house.context, { policies: [{ ...policy, privacy }] });
  const { customerId } = (await all()).find(({ name }) => name === "Southern Rail") ?? {};
  expect(customerId).toBeDefined();
  house.passSeconds(3 * 86_400);
  const { browser, personId } = lead;
  browser.cookies.set("parley-session", await aSession(house.context, personId));
  expect(await due()).toMatch(
    /Due to be erased .*each goes when somebody erases it.*Southern Rail/i,
  );
  agent.browser.cookies.set("parley-session", await aSession(house.context, agent.personId));
  expect(await read()).not.toContain("Due to be erased");
  Object.assign(house.context, { policies });
});

test("[ALE-21] a refused form of a customer comes back with its words, however many newer ones there are", async () => {
  // Given a customer with more newer ones than a list shows
  const session = await aSession(house.context, agent.personId);
  agent.browser.cookies.set("parley-session", session);
  const desk = await actorOf(house.context, session);
  const names = Array.from({ length: customersFoundMax + 1 }, (_, at) => `Line ${at} Ltd`);
  const ids: string[] = [];
  for (const name of names) {
    ids.push((await perform(house.context, addCustomer, desk, { name })).customerId);
    house.passSeconds(1);
  }
  const [customerId = ""] = ids;
  expect(await read()).not.toContain("Line 0 Ltd");
  // When its form is refused
  const rest = `/${customerId}/entitlements`;
  const typed = { customerId, level: "Gold beyond the list", validUntil: "0000-01-01" };
  const refused = await send(typed, rest);
  // Then it is shown with what was typed and what is wrong
  const told = textOf(refused.body);
  expect(refused.statusCode).toBe(422);
  expect(told).toContain("Line 0 Ltd");
  expect(told).toContain("is not a day");
  expect(refused.body).toContain('value="Gold beyond the list"');
  expect(told).not.toContain("Line 1 Ltd");
  // And stays open once it is right
  const done = await send({ ...typed, validUntil: "2099-12-31" }, rest);
  const opened = `?customer=${customerId}&done=add-entitlement`;
  expect(done.headers.location).toBe(`${path}${opened}`);
  expect(await read(opened)).toMatch(/The entitlement is kept.*Line 0 Ltd.*Gold beyond the list/);
  const lead = await aSignedIn(web, house.context, "third lead", "lead");
  const unsaid = await lead.browser.submit(path, { customerId }, `${path}/${customerId}/erasure`);
  expect(textOf(unsaid.body)).toMatch(/Line 0 Ltd.*Say why\./);
});

test("what is wrong with a form is said where what it was about is gone meanwhile", async () => {
  const [one] = (await all()).filter(({ name }) => name.startsWith("Line"));
  const { customerId = "" } = one ?? {};
  const rest = `/${customerId}/entitlements`;
  const lead = await aSignedIn(web, house.context, "fourth lead", "lead");
  const gone = { customerId, reason: "asked" };
  await lead.browser.submit(path, gone, `${path}/${customerId}/erasure`);
  const late = await send({ customerId, level: "Silver" }, rest);
  expect(late.statusCode).toBe(404);
  expect(textOf(late.body)).toMatch(/please check the following.*This customer is not here/);
});

test("an address with a customer that cannot be is answered as one that is not here", async () => {
  const hyphens = "-".repeat(36);
  const page = await agent.browser.get(`${path}?customer=${hyphens}`);
  expect([page.statusCode, textOf(page.body).includes("This customer is not here")]).toEqual([
    200,
    true,
  ]);
  const filing = await agent.browser.get(`/console/filed?customerId=${hyphens}`);
  expect(filing.statusCode).toBe(200);
});
