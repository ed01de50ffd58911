/** Old cases come in from a file on their page: checked, carried out, with what was left out. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { type TestWeb, tokenIn } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { runOwed } from "../../jobs/run-owed.ts";

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let lead: Colleague;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  lead = await aSignedIn(web, house.context, "lead", "lead");
});
afterAll(async () => {
  await web.app.close();
  await tasks.close();
  await house.close();
});

const form = "/console/import-cases";
const read = async (path: string) => textOf((await lead.browser.get(path)).body);

test("a lead checks a file of old cases, imports it, and finds the cases by their old reference", async () => {
  const text =
    "reference,title,report,received,decisions\nT#17,The open door,Words,2024-03-31,Was not ours\nT#18,,Words,2030-01-01,\n";
  const csrf = tokenIn((await lead.browser.get(form)).body);
  const file = { name: "cases.csv", bytes: Buffer.from(text) };
  const sent = await lead.browser.upload(form, { _csrf: csrf }, [file]);
  await runOwed(tasks.on);
  const check = String(sent.headers.location);
  const checked = await read(check);
  expect(checked).toContain("1 cases would be added");
  expect(checked).toMatch(/3 4 received This is still to come\./);
  const done = await lead.browser.submit(check, {});
  await runOwed(tasks.on);
  const told = await read(String(done.headers.location));
  expect(told).toContain("1 cases were added");
  expect(told).toContain("What is wrong with it");
  const queue = await read("/console");
  expect(queue).toContain("The open door");
  const found = await read("/console/search?q=T%2317");
  expect(found).toContain("PSIRT-2024-0001");
  expect(await read("/console/cases/PSIRT-2024-0001/conversation")).toContain("Was not ours");
  expect(tasks.sent).toEqual([]);
});

test("an analyst imports no cases", async () => {
  const analyst = await aSignedIn(web, house.context, "analyst", "analyst");
  expect((await analyst.browser.get(form)).statusCode).toBe(403);
});
