/** Who answers for a product, and what its versions are made of, on the product's page. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { anyone, type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { componentsOf } from "../../store/products/components.ts";
import { ownersOf } from "../../store/products/owners.ts";

let house: TestContext;
let web: TestWeb;
let lead: Colleague;
let prime: Colleague;
let engineer: Colleague;
let analyst: Colleague;
let path: string;
let productId: string;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  lead = await aSignedIn(web, house.context, "lead", "lead");
  prime = await aSignedIn(web, house.context, "prime", "psp");
  engineer = await aSignedIn(web, house.context, "engineer", "engineer");
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
  const product = { entity: "Home", name: "Gate", kind: "product" };
  const added = await lead.browser.submit("/console/products", product);
  path = `${added.headers.location}`.replace(/\?.*/, "");
  productId = path.split("/").at(-1) ?? "";
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});

type Fields = Readonly<Record<string, string | string[]>>;
const send = (fields: Fields, rest: string, who = lead) =>
  who.browser.submit(path, { productId, ...fields }, `${path}${rest}`);
const read = async (who: Colleague) => textOf((await who.browser.get(path)).body);

test("owners are chosen among primes and engineers, replaced, and seen by colleagues alone", async () => {
  expect(await read(analyst)).toContain("Nobody is named yet.");
  const both = { primes: [prime.personId], engineers: [engineer.personId, prime.personId] };
  expect((await send(both, "/owners")).statusCode).toBe(303);
  expect(await read(analyst)).toMatch(
    /Product security primes The prime Engineers The prime, The engineer/,
  );
  expect((await send({ primes: [prime.personId] }, "/owners")).statusCode).toBe(303);
  expect(await read(analyst)).not.toContain("The engineer");
  const public_ = house.context.transaction(anyone, (tx) =>
    ownersOf(house.context, tx, [productId]),
  );
  await expect(public_).resolves.toEqual([]);
  expect((await send(both, "/owners", analyst)).statusCode).toBe(403);
});

test("a product shows the desk which support channels the policy has for it, its own line's before all others'", async () => {
  const product = { entity: "Home", name: "Switch", line: "Network", kind: "product" };
  const added = await lead.browser.submit("/console/products", product);
  const told = textOf((await analyst.browser.get(String(added.headers.location))).body);
  expect(told).toMatch(/Support channels .* Network products network-support@ale\.example/);
});

test("somebody who has no account is refused as an owner", async () => {
  const refused = await send({ primes: ["019a0000-0000-7000-8000-000000000000"] }, "/owners");
  expect(refused.statusCode).toBe(404);
  expect(textOf(refused.body)).toContain("There is no such person.");
});

test("[ALE-49] a version names its components, part of it or only used; an engineer keeps the list", async () => {
  const added = await send({ name: "1.0" }, "/versions");
  expect(added.statusCode).toBe(303);
  const versionId = /<option value="([0-9a-f-]{36})"[^>]*>1\.0</.exec(
    (await engineer.browser.get(path)).body,
  )?.[1];
  const component = { versionId: versionId ?? "", name: "libxml2", componentVersion: "2.9.1" };
  expect((await send(component, "/components", engineer)).statusCode).toBe(303);
  const used = { versionId: versionId ?? "", name: "PostgreSQL", use: "used" };
  expect((await send(used, "/components", engineer)).statusCode).toBe(303);
  expect(await read(analyst)).toMatch(
    /libxml2 2\.9\.1 1\.0 Part of it .*PostgreSQL 1\.0 Used by it/,
  );
  const again = await send(component, "/components", engineer);
  expect(textOf(again.body)).toContain("The version has libxml2 on its list already.");
  const all = await house.context.transaction(theWorker, (tx) => componentsOf(tx, productId));
  const entryId = all.find(({ name }) => name === "libxml2")?.entryId ?? "";
  const removed = await send({ entryId }, `/components/${entryId}/removal`, engineer);
  expect(removed.statusCode).toBe(303);
  expect(await read(analyst)).not.toContain("libxml2");
  expect(await house.context.transaction(anyone, (tx) => componentsOf(tx, productId))).toEqual([]);
});
