/** A catalogue larger than any list was: it is whole wherever it is read, and says where it is not. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import {
  aColleague,
  anyone,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { TestBrowser, type TestWeb, testWeb, tokenIn } from "../../../test/support/web.ts";
import { perform } from "../../actions/action.ts";
import { addCustomer, addEntitlement } from "../../actions/customers/customer-deeds.ts";
import { decideRelevancy } from "../../actions/decisions/decide-relevancy.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { listProducts } from "../../api/product-reads.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { customersFoundMax } from "../../store/customers/reader.ts";
import { wholeCatalogue } from "../../store/products/whole-catalogue.ts";
import { publicRoutes } from "../public/public-routes.ts";

const many = 2_500;
let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let prime: Colleague;
let agent: Colleague;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  prime = await aSignedIn(web, house.context, "prime", "psp", "lead");
  agent = await aSignedIn(web, house.context, "agent", "support-agent");
  const rows = Array.from({ length: many }, (_, at) => `Home,Gate ${numbered(at)},1.0`);
  await imported(`entity,product,version\n${rows.join("\n")}\n`);
  const last = { entity: "Home", name: "Zebra", kind: "product" };
  const added = await prime.browser.submit("/console/products", last);
  expect(added.statusCode).toBe(303);
});
afterAll(async () => {
  await web.app.close();
  await tasks.close();
  await house.close();
});

const numbered = (at: number) => String(at).padStart(4, "0");
const catalogued = () =>
  house.context.transaction(theWorker, (tx) => wholeCatalogue(house.context, tx));

/** Imports a file by its page; what the page of the import then says. */
async function imported(text: string): Promise<string> {
  const form = "/console/products/import";
  const csrf = tokenIn((await prime.browser.get(form)).body);
  const files = [{ name: "catalogue.csv", bytes: Buffer.from(text) }];
  const sent = await prime.browser.upload(form, { _csrf: csrf }, files);
  const check = String(sent.headers.location);
  await runOwed(tasks.on);
  const checked = await prime.browser.get(check);
  if (!checked.body.includes("Import it now")) return textOf(checked.body);
  const done = await prime.browser.submit(check, {});
  await runOwed(tasks.on);
  return textOf((await prime.browser.get(String(done.headers.location))).body);
}

test("the catalogue goes out whole as CSV and JSON, and an import takes back what went out", async () => {
  const csv = (await prime.browser.get("/console/products/catalogue.csv")).body;
  expect(csv.trim().split("\r\n")).toHaveLength(1 + many + 1);
  expect(csv).toContain("Home,,,,Zebra,");
  const json = (await prime.browser.get("/console/products/catalogue.json")).body;
  const { products } = JSON.parse(json);
  expect(products).toHaveLength(many + 1);
  expect(products.at(-1)).toMatchObject({ name: "Zebra", versions: [] });
  expect(products.at(-2)).toMatchObject({ name: "Gate 2499", versions: [{ name: "1.0" }] });
  for (const file of [csv, json]) {
    expect(await imported(file)).toContain(`Everything is there already: ${2 * many + 1} entries`);
  }
  expect((await catalogued()).products).toHaveLength(many + 1);
});

test("the product after two thousand others stands in each list and can be chosen in each form", async () => {
  const { caseId, reference } = await aCase(house);
  const relevant = { caseId, outcome: "relevant" as const, touches: ["availability" as const] };
  const explanation = "The gateway restarts, as the report shows.";
  await decideRelevancy.run(house.context, aColleague("analyst"), { ...relevant, explanation });
  const site = await testWeb(house.context, [publicRoutes]);
  const reader = new TestBrowser(site.app);
  const views = ["vulnerability", "status"].map((view) => `/console/cases/${reference}/${view}`);
  try {
    for (const [browser, path] of [
      [reader, "/policy"],
      [reader, "/report"],
      [prime.browser, "/console/products"],
      ...views.map((path) => [prime.browser, path] as const),
    ] as const) {
      const page = await browser.get(path);
      expect([path, page.statusCode, page.body.includes("Zebra")]).toEqual([path, 200, true]);
    }
  } finally {
    await site.app.close();
  }
  const answer = await listProducts.run(house.context, { actor: anyone, scopes: null }, {});
  expect((answer as { products: unknown[] }).products).toHaveLength(many + 1);
});

test("[ALE-21] a customer is entitled to any product, and a list that is cut says so and leads on", async () => {
  const actor = { kind: "staff", id: agent.personId, name: "agent" } as const;
  const support = { ...actor, roles: ["support-agent"], groupIds: [], steppedUp: true } as const;
  const ids: string[] = [];
  for (let at = 0; at <= customersFoundMax; at += 1) {
    const made = await perform(house.context, addCustomer, support, {
      name: at === 0 ? "Zero Rail" : `Rail ${at} Ltd`,
    });
    ids.push(made.customerId);
    house.passSeconds(1);
  }
  const [customerId = ""] = ids;
  const { products } = await catalogued();
  for (const [at, { productId }] of products.slice(-101).entries()) {
    const entitlement = { customerId, level: `Level ${at}`, productId, validUntil: "2030-01-01" };
    await perform(house.context, addEntitlement, support, entitlement);
  }
  const path = "/console/customers";
  const all = textOf((await agent.browser.get(path)).body);
  expect(all).toContain(`${customersFoundMax} customers are shown, which is the most at once.`);
  const found = (await agent.browser.get(`${path}?q=zero+rail`)).body;
  expect(textOf(found)).toContain("100 are shown, those that have not ended first.");
  expect(found).toContain(`href="${path}?customer=${customerId}"`);
  const one = (await agent.browser.get(`${path}?customer=${customerId}`)).body;
  expect(textOf(one)).not.toContain("are shown");
  for (const level of ["Level 0 ", "Level 100 "]) expect(textOf(one)).toContain(level);
  expect(one).toMatch(/<option[^>]*>(Home )?Zebra</);
});
