/** The tree of entities on its page: added, moved, renamed, removed, and never below itself. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { entityRows } from "../../store/catalogue/entities.ts";

let house: TestContext;
let web: TestWeb;
let lead: Colleague;
let home: string;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  lead = await aSignedIn(web, house.context, "lead", "lead");
  home = inForceAt(house.context.policies, house.context.now()).organisation.name;
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});

const path = "/console/products/entities";
const read = async () => textOf((await lead.browser.get(path)).body);
const send = (fields: Readonly<Record<string, string>>, rest = "") =>
  lead.browser.submit(path, fields, `${path}${rest}`);
const idOf = async (name: string) => {
  const rows = await house.context.transaction(theWorker, entityRows);
  return rows.find((row) => row.name === name)?.entityId ?? "";
};

test("entities stand below one another, and a product belongs to one of them", async () => {
  expect((await send({ name: "Network", parent: home, kind: "business-group" })).statusCode).toBe(
    303,
  );
  expect((await send({ name: "Switches", parent: "Network" })).statusCode).toBe(303);
  expect(await read()).toMatch(/Network \(business group\) .* Switches \(unit\)/);
  expect((await lead.browser.get("/console/products")).body).toContain('<option value="Switches"');
  const product = { entity: "Switches", name: "Campus", kind: "product" };
  await lead.browser.submit("/console/products", product);
  expect(await read()).toContain("Switches (unit, 1 product)");
});

test("a renamed entity takes its products and what stands below it along", async () => {
  const entityId = await idOf("Switches");
  await send({ name: "Ports", parent: "Switches" });
  const renamed = { entityId, name: "Campus switches", parent: "Network", kind: "unit" };
  expect((await send(renamed, `/${entityId}`)).statusCode).toBe(303);
  expect(await read()).toMatch(/Campus switches \(unit, 1 product\) .* Ports \(unit\)/);
  expect(textOf((await lead.browser.get("/console/products")).body)).toContain(
    "Campus Campus switches",
  );
});

test("an entity that would stand below itself, or twice, is refused at its field with every word kept", async () => {
  const entityId = await idOf("Network");
  const turned = { entityId, name: "Networks", parent: "Ports", kind: "unit" };
  const refused = await send(turned, `/${entityId}`);
  expect(refused.statusCode).toBe(409);
  expect(textOf(refused.body)).toContain("Networks cannot stand below itself.");
  expect(refused.body).toContain('value="Networks"');
  expect(textOf((await send({ name: "Ports", parent: home })).body)).toContain(
    "an entity Ports already",
  );
  const nowhere = await send({ name: "New", parent: "Nowhere" });
  expect(textOf(nowhere.body)).toContain("There is no entity of this name to stand below.");
});

test("an entity is not renamed to where a product of the same name stands already", async () => {
  for (const entity of ["Campus switches", "Elsewhere"]) {
    await lead.browser.submit("/console/products", { entity, name: "Twin", kind: "product" });
  }
  const entityId = await idOf("Campus switches");
  const renamed = { entityId, name: "Elsewhere", parent: "Network", kind: "unit" };
  const refused = await send(renamed, `/${entityId}`);
  expect(refused.statusCode).toBe(409);
  expect(textOf(refused.body)).toContain("Elsewhere has a product Twin too.");
  expect(refused.body).toContain('value="Elsewhere"');
});

test("only an entity to which nothing belongs is removed", async () => {
  const full = await idOf("Network");
  const refused = await send({ entityId: full }, `/${full}/removal`);
  expect(textOf(refused.body)).toContain("Products or other entities belong to Network.");
  const empty = await idOf("Ports");
  expect((await send({ entityId: empty }, `/${empty}/removal`)).statusCode).toBe(303);
  expect(await read()).not.toContain("Ports");
});
