/** Forms of a case where the catalogue is large: each page stays small, and a product is chosen by its name. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import {
  aColleague,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { type TestWeb, tokenIn } from "../../../test/support/web.ts";
import { decideRelevancy } from "../../actions/decisions/decide-relevancy.ts";
import { countHouseFigures } from "../../actions/figures/count-house-figures.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { affectedOf } from "../../store/status/reader.ts";

/** As many as a page suggests, and more than it lists. */
const many = 3_000;
/** What a page holds beside the suggestions, and each of these: a name, its tag and no more. */
const [pageBytesMax, suggestionBytesMax] = [200_000, 40];

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let lead: Colleague;
let found: TestCase;
let path: string;
let vulnerabilityId: string;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  lead = await aSignedIn(web, house.context, "lead", "psp", "lead");
  const gates = Array.from({ length: many - 2 }, (_, at) => `Home,Gate ${numbered(at)}`);
  await imported(["entity,product", ...gates, "Sea,Gate 0001", "Sea,Crane"].join("\n"));
  found = await aCase(house);
  path = `/console/cases/${found.reference}`;
  const relevant = { outcome: "relevant" as const, touches: ["availability" as const] };
  const explanation = "The gateway restarts, as the report shows.";
  const decided = { caseId: found.caseId, ...relevant, explanation };
  await decideRelevancy.run(house.context, aColleague("analyst"), decided);
  const page = await read("vulnerability");
  vulnerabilityId = /name="vulnerabilityId" value="([^"]+)"/.exec(page)?.[1] ?? "";
});
afterAll(async () => {
  await web.app.close();
  await tasks.close();
  await house.close();
});

const numbered = (at: number) => String(at).padStart(4, "0");
const read = async (view: string) => (await lead.browser.get(`${path}/${view}`)).body;
const count = (text: string, part: string) => text.split(part).length - 1;

async function imported(text: string): Promise<void> {
  const form = "/console/products/import";
  const csrf = tokenIn((await lead.browser.get(form)).body);
  const files = [{ name: "catalogue.csv", bytes: Buffer.from(text) }];
  const sent = await lead.browser.upload(form, { _csrf: csrf }, files);
  await runOwed(tasks.on);
  await lead.browser.submit(String(sent.headers.location), {});
  await runOwed(tasks.on);
}

function send(deed: string, view: string, fields: Readonly<Record<string, string>>) {
  const action = `${path}/deeds/${deed}?view=${view}`;
  return lead.browser.submit(`${path}/${view}`, { vulnerabilityId, ...fields }, action);
}

/** The form of the list: each row's product as it was typed. */
function list(names: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const rows = names.flatMap((name, at) => [
    [`products.${at}.productId`, name],
    [`products.${at}.status`, "affected"],
  ]);
  return send("set-affected-products", "vulnerability", { ...Object.fromEntries(rows), ...more });
}

async function named(): Promise<string[]> {
  const rows = await house.context.transaction(theWorker, (tx) =>
    affectedOf(house.context, tx, found.caseId),
  );
  return rows.map(({ entity, productName }) => `${entity}: ${productName}`).sort();
}

/** The field of that name with its attributes, and the sentence that it is described by as wrong. */
function fieldOf(page: string, name: string) {
  const tag = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(page)?.[0] ?? "";
  const id = /aria-describedby="[^"]*?([^" ]+-error)"/.exec(tag)?.[1];
  const error = id
    ? textOf(page.split(`id="${id}">`)[1]?.split("</p>")[0] ?? "").trim()
    : undefined;
  return { value: /value="([^"]*)"/.exec(tag)?.[1], list: /list="([^"]*)"/.exec(tag)?.[1], error };
}

test("products are chosen by name, with the entity or without it, and stand whole in their fields", async () => {
  const names = ["Home: Gate 0002", "gate 0003", "HOME GATE 0004", "Sea: Gate 0001", " Crane "];
  const more = Array.from({ length: 15 }, (_, at) => `Gate ${numbered(100 + at)}`);
  expect((await list([...names, ...more])).statusCode).toBe(303);
  const saved = await named();
  expect(saved).toHaveLength(20);
  expect(saved.slice(0, 3)).toEqual(["Home: Gate 0002", "Home: Gate 0003", "Home: Gate 0004"]);
  expect(saved.slice(-2)).toEqual(["Sea: Crane", "Sea: Gate 0001"]);
  const page = await read("vulnerability");
  const fields = Array.from({ length: 21 }, (_, at) => fieldOf(page, `products.${at}.productId`));
  expect(fields.map(({ value = "" }) => value).sort()).toEqual(["", ...saved]);
  expect((await list(saved)).statusCode).toBe(303);
  expect(await named()).toEqual(saved);
});

test("the catalogue stands once on each page, however many rows and forms it has", async () => {
  for (const [view, fields] of [
    ["vulnerability", 21],
    ["status", 1],
  ] as const) {
    const page = await read(view);
    const listId = /<datalist id="([^"]+)"/.exec(page)?.[1] ?? "";
    expect([view, count(page, `list="${listId}"`), count(page, `id="${listId}"`)]).toEqual([
      ...[view, fields, 1],
    ]);
    expect(count(page, "Gate 2997")).toBe(1);
    const bytes = Buffer.byteLength(page);
    expect(bytes).toBeLessThan(pageBytesMax + many * suggestionBytesMax);
  }
});

test("a name that the catalogue has not is refused at its field, and all that was typed stays", async () => {
  const before = await named();
  const refused = await list(["Gate 0002", "gat 299"], { "products.1.versions": "4.2.1" });
  expect(refused.statusCode).toBe(422);
  expect(fieldOf(refused.body, "products.0.productId")).toMatchObject({
    ...{ value: "Gate 0002", error: undefined },
  });
  const { value, error } = fieldOf(refused.body, "products.1.productId");
  expect(value).toBe("gat 299");
  expect(error).toBe(
    "The catalogue has no product of this name. These names hold what you wrote: “Home: Gate 0299”, " +
      "“Home: Gate 1299”, “Home: Gate 2299”, “Home: Gate 2990”, “Home: Gate 2991” and more.",
  );
  expect(fieldOf(refused.body, "products.1.versions").value).toBe("4.2.1");
  const none = await list(["%' or \"x\0"]);
  expect(fieldOf(none.body, "products.0.productId").error).toBe(
    "The catalogue has no product of this name.",
  );
  expect(await named()).toEqual(before);
});

test("a name of several products is refused with the names that tell them apart", async () => {
  const refused = await list(["Gate 0001"]);
  expect(refused.statusCode).toBe(422);
  expect(fieldOf(refused.body, "products.0.productId")).toMatchObject({
    value: "Gate 0001",
    error:
      "Several products are called this. Write which of them you mean: “Home: Gate 0001”, “Sea: Gate 0001”.",
  });
});

test("on the page of statuses a product is named by its name, once", async () => {
  const set = { status: "under-investigation", note: "The bench is set up." };
  const refused = await send("set-status", "status", { ...set, productId: "Gate 0001" });
  expect(refused.statusCode).toBe(422);
  expect(fieldOf(refused.body, "productId")).toMatchObject({
    value: "Gate 0001",
    error: expect.stringContaining("“Sea: Gate 0001”"),
  });
  expect(refused.body).toContain("The bench is set up.</textarea>");
  const one = { ...set, productId: "Home: Gate 0001" };
  expect((await send("set-status", "status", one)).statusCode).toBe(303);
  expect(await named()).toContain("Home: Gate 0001");
  const again = await send("set-status", "status", one);
  expect(again.statusCode).toBe(409);
  expect(fieldOf(again.body, "productId")).toMatchObject({
    value: "Home: Gate 0001",
    error: "Gate 0001 has a row already. Tick it to set how the product stands.",
  });
});

test("of a still larger catalogue nothing is suggested until a part of a name was sent", async () => {
  await imported("entity,product\nSea,Buoy\n");
  for (const view of ["vulnerability", "status"]) {
    const page = await read(view);
    expect(page).not.toContain("<datalist");
    expect(Buffer.byteLength(page)).toBeLessThan(pageBytesMax);
  }
  const refused = await list(["sea gate"]);
  const { value, list: listId, error } = fieldOf(refused.body, "products.0.productId");
  expect([value, error]).toEqual(["sea gate", expect.stringContaining("wrote: “Sea: Gate 0001”.")]);
  const offered = refused.body.split(`<datalist id="${listId}">`)[1]?.split("</datalist>")[0];
  expect(offered).toBe('<option value="Sea: Gate 0001"></option>');
  expect((await list(["Sea: Gate 0001", "buoy"])).statusCode).toBe(303);
  expect(await named()).toEqual(["Sea: Buoy", "Sea: Gate 0001"]);
});

test("the next deed of a case asks by name too", async () => {
  const { caseId, reference } = await aCase(house, "a stop");
  const relevant = { caseId, outcome: "relevant" as const, touches: ["availability" as const] };
  const explanation = "The gateway stops, as the report shows.";
  await decideRelevancy.run(house.context, aColleague("analyst"), { ...relevant, explanation });
  const own = `/console/cases/${reference}`;
  const deed = (name: string) => `${own}/deeds/${name}?view=overview`;
  const first = (await lead.browser.get(own)).body;
  const on = /name="vulnerabilityId" value="([^"]+)"/.exec(first)?.[1] ?? "";
  const vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H";
  const scored = { vulnerabilityId: on, vector };
  await lead.browser.submit(own, scored, deed("score-vulnerability"));
  const row = { "products.0.productId": "Gate 0001", "products.0.status": "affected" };
  const fields = { vulnerabilityId: on, ...row };
  const refused = await lead.browser.submit(own, fields, deed("set-affected-products"));
  expect(refused.statusCode).toBe(422);
  expect(fieldOf(refused.body, "products.0.productId")).toMatchObject({
    value: "Gate 0001",
    error: expect.stringContaining("Several products are called this."),
  });
});

test("figures are narrowed down by the name of a product too", async () => {
  house.passSeconds(3600);
  await countHouseFigures(house.context);
  const figures = async (product: string) =>
    (await lead.browser.get(`/console/figures?${new URLSearchParams({ product })}`)).body;
  const page = await figures("buoy");
  expect(fieldOf(page, "product")).toMatchObject({ value: "Sea: Buoy", error: undefined });
  expect(page).toMatch(/href="[^"]*figures\.csv\?[^"]*product=[0-9a-f-]{36}/);
  expect(Buffer.byteLength(page)).toBeLessThan(pageBytesMax);
  expect(fieldOf(await figures("Gate 0001"), "product")).toMatchObject({
    value: "Gate 0001",
    error: expect.stringContaining("“Sea: Gate 0001”. These figures are of all products."),
  });
});
