/** The catalogue on its pages: a product, its versions, and two people who change the same one. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";

let house: TestContext;
let web: TestWeb;
let lead: Colleague;
let analyst: Colleague;
let path: string;
let productId: string;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  lead = await aSignedIn(web, house.context, "lead", "lead");
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
  const product = { entity: "Example Networks", name: "OmniGate", kind: "product" };
  const added = await lead.browser.submit("/console/products", product);
  path = `${added.headers.location}`.replace(/\?.*/, "");
  productId = path.split("/").at(-1) ?? "";
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});

/** Sends a form of the product's page, with the ids that travel in it. */
const send = (fields: Readonly<Record<string, string>>, rest = "", who = lead) =>
  who.browser.submit(path, { productId, ...fields }, `${path}${rest}`);

const read = async (who: Colleague, at = path) => textOf((await who.browser.get(at)).body);
const seenIn = (body: string, form: RegExp) => {
  const from = body.slice(body.search(form));
  return /name="seen" value="([^"]+)"/.exec(from)?.[1] ?? "";
};

test("[VEN-02] a version is added with its days, listed newest first, and read by every colleague", async () => {
  expect(await read(analyst)).toContain("No versions yet");
  for (const version of [
    { name: "8.9", branch: "8.x", support: "security", supportedUntil: "2026-12-31" },
    { name: "8.10", branch: "8.x", support: "full", supportedFrom: "2026-01-01" },
  ]) {
    const added = await send(version, "/versions");
    expect(added.headers.location).toBe(`${path}?done=add-version`);
  }
  const told = await read(analyst);
  expect(told).toMatch(/8\.10 8\.x Full support from 2026-01-01/);
  expect(told).toMatch(/8\.10 .*8\.9 8\.x Security fixes only until 2026-12-31/);
  const refused = await send({ name: "9" }, "/versions", analyst);
  expect(refused.statusCode).toBe(403);
});

test("a name that nobody sees is refused at its field: a product would be a link without words", async () => {
  const product = { entity: "Example Networks", name: "\u200b\u2060", kind: "product" };
  const refused = await lead.browser.submit("/console/products", product);
  expect(refused.statusCode).toBe(422);
  expect(textOf(refused.body)).toContain("Name is missing.");
});

test("a version whose support ends before it begins is refused at its field, with every word kept", async () => {
  const turned = { name: "9.0", supportedFrom: "2026-05-01", supportedUntil: "2026-04-30" };
  const refused = await send(turned, "/versions");
  expect(refused.statusCode).toBe(422);
  expect(textOf(refused.body)).toContain("Support ends before it begins.");
  expect(refused.body).toMatch(/value="9\.0"/);
  expect(refused.body).toMatch(/value="2026-05-01"/);
});

test("of two people who change a product at once the second is told, keeps their words, and may save again", async () => {
  const before = (await lead.browser.get(path)).body;
  const seen = seenIn(before, /Save product/);
  house.passSeconds(30);
  const values = { entity: "Example Networks", kind: "product" };
  const first = { ...values, name: "OmniGate", line: "Gates", seen };
  expect((await send(first)).statusCode).toBe(303);
  const second = { ...values, name: "OmniGate 9000", seen };
  const told = await send(second);
  expect(told.statusCode).toBe(409);
  expect(textOf(told.body)).toContain("OmniGate was changed by somebody else while you wrote.");
  expect(told.body).toContain('value="OmniGate 9000"');
  const again = { ...second, seen: seenIn(told.body, /Save product/) };
  expect((await send(again)).statusCode).toBe(303);
  expect(await read(lead)).toContain("OmniGate 9000");
});

test("a retired product stands apart from those that are offered, and can be brought back", async () => {
  expect((await send({}, "/retirement")).statusCode).toBe(303);
  expect(await read(lead, "/console/products")).toContain("Retired (1)");
  expect(await read(lead)).toContain("Retired: no longer listed as in scope.");
  // Nothing else names its entity by now: to save the form moves it nowhere.
  expect((await lead.browser.get(path)).body).toMatch(
    /<option value="Example Networks" selected[^>]*>/,
  );
  expect((await send({}, "/return")).statusCode).toBe(303);
  expect(await read(lead, "/console/products")).not.toContain("Retired (1)");
});

test("a product that does not exist is said in a sentence", async () => {
  for (const id of ["nothing", "019a0000-0000-7000-8000-000000000000"]) {
    const { statusCode, body } = await lead.browser.get(`/console/products/${id}`);
    expect(statusCode).toBe(404);
    expect(textOf(body)).toContain("No product with this id is in the catalogue.");
  }
});
