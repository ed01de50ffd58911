import { afterAll, beforeAll, expect, test } from "vitest";
import { actorOf } from "../../../test/support/accounts.ts";
import { aCase, aPerson } from "../../../test/support/cases.ts";
import {
  aSession,
  aSignedIn,
  type Colleague,
  testConsole,
  textOf,
} from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { perform } from "../../actions/action.ts";
import { countHouseFigures } from "../../actions/figures/count-house-figures.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { addProduct } from "../../actions/products/add-product.ts";
import { readFigures } from "../../api/figures-reads.ts";
import { psirtTeam } from "../../core/people/teams.ts";

let house: TestContext;
let web: TestWeb;
let analyst: Colleague;
let engineer: Colleague;
let administrator: Colleague;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
  engineer = await aSignedIn(web, house.context, "engineer", "engineer");
  administrator = await aSignedIn(web, house.context, "administrator", "administrator");
  const lead = await aPerson(house, "lead");
  await perform(house.context, addProduct, lead, { entity: "Gates", name: "OmniGate 9000" });
  for (let count = 0; count < 3; count += 1) await aCase(house, `fault ${count}`);
  house.passSeconds(3600);
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});

const path = "/console/figures";
const shown = async (who: Colleague, query = "") =>
  textOf((await who.browser.get(`${path}${query}`)).body);

test("before the first count the page says when there will be one", async () => {
  expect(await shown(analyst)).toContain("Nothing is counted yet");
});

test("a team's figures are shown to whoever is in it, with the table behind each chart", async () => {
  await countHouseFigures(house.context);
  const text = await shown(analyst);
  expect(text).toContain("Vulnerabilities discovered: 3");
  expect(text).toMatch(/March 2026 3 /);
  expect(text).toContain("Open, by age and severity");
  expect(text).toContain("Acknowledge");
});

test("who is on none of the cases is told that there is nothing, and an administrator that they read none", async () => {
  for (const query of ["", `?of=${psirtTeam}`]) {
    const text = await shown(engineer, query);
    expect(text).toContain("There are no figures of cases that you are on");
    expect(text).not.toContain("discovered: 3");
  }
  expect(await shown(administrator)).toContain("reads no case");
});

test("the address narrows the figures down, and whatever else it says is left out", async () => {
  expect(await shown(analyst, "?source=customer")).toContain("Vulnerabilities discovered: 0");
  expect(await shown(analyst, "?entity=Gates")).toContain("Vulnerabilities discovered: 0");
  expect(await shown(analyst, "?from=2026-03&to=2026-03")).toContain("discovered: 3");
  expect(await shown(analyst, "?from=x&to=9999-99&source=nobody&product=1")).toContain(
    "discovered: 3",
  );
});

test("while a count is under way the page says how far it has come, to those alone who are on the cases", async () => {
  await house.pools.worker.query("update figure_counts set day = '2026-01-01'");
  let looked = 0;
  const signal = {
    get aborted() {
      looked += 1;
      return looked > 1;
    },
  };
  await countHouseFigures(house.context, { casesAtOnce: 2, signal });
  const text = await shown(analyst);
  expect(text).toContain("Vulnerabilities discovered: 3");
  expect(text).toMatch(
    /A new count is under way: cases entered up to .*2026.* are counted, 1 to go/,
  );
  expect(await shown(engineer)).not.toContain("count is under way");
  await countHouseFigures(house.context);
  expect(await shown(analyst)).not.toContain("count is under way");
});

test("the same figures come as CSV and as JSON, and are as walled there", async () => {
  const csv = (await analyst.browser.get(`${path}.csv`)).body;
  expect(csv.split("\r\n")[0]).toBe("by,measure,key,band,count,medianHours,nineTenthsHours,name");
  expect(csv).toContain("month,discovered,2026-03,,3,,,\r\n");
  const { rows } = JSON.parse((await analyst.browser.get(`${path}.json`)).body);
  expect(rows).toContainEqual(
    expect.objectContaining({ by: "source", measure: "discovered", key: "finder", count: 3 }),
  );
  const other = JSON.parse((await engineer.browser.get(`${path}.json?of=${psirtTeam}`)).body);
  expect(other).toMatchObject({ of: null, rows: [] });
});

test("a row of a product says in an export what the product is called", async () => {
  const { reference } = await aCase(house, "a known product");
  const at = `/console/cases/${reference}`;
  const send = (deed: string, fields: Record<string, string>) =>
    analyst.browser.submit(at, fields, `${at}/deeds/${deed}?view=vulnerability`);
  await send("decide-relevancy", {
    outcome: "relevant",
    touches: "integrity",
    explanation: "Yes.",
  });
  const page = (await analyst.browser.get(`${at}/vulnerability`)).body;
  const vulnerabilityId = /name="vulnerabilityId" value="([^"]+)"/.exec(page)?.[1] ?? "";
  const productId = /<option value="([0-9a-f-]{36})">Gates OmniGate 9000/.exec(page)?.[1] ?? "";
  const affected = { "products.0.productId": productId, "products.0.status": "affected" };
  await send("set-affected-products", { vulnerabilityId, ...affected });
  house.passSeconds(25 * 3600);
  const session = await aSession(house.context, analyst.personId);
  analyst.browser.cookies.set("parley-session", session);
  await countHouseFigures(house.context);
  expect((await analyst.browser.get(`${path}.csv`)).body).toMatch(
    new RegExp(`product,discovered,${productId},,1,,,Gates OmniGate 9000\\r\\n`),
  );
  const actor = await actorOf(house.context, session);
  const { rows } = (await readFigures.run(house.context, { actor, scopes: null }, {})) as {
    rows: object[];
  };
  const called = {
    by: "product",
    measure: "discovered",
    key: productId,
    name: "Gates OmniGate 9000",
  };
  expect(rows).toContainEqual(expect.objectContaining(called));
  expect(rows).toContainEqual(expect.objectContaining({ by: "month", name: "" }));
});
