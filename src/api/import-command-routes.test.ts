import { type FastifyInstance, fastify } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anAccount } from "../../test/support/accounts.ts";
import { type TestContext, testContext, theWorker } from "../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../test/support/tasks.ts";
import { ensureHouse } from "../actions/people/ensure-house.ts";
import { runOwed } from "../jobs/run-owed.ts";
import { commandLineRoutes } from "./command-line-routes.ts";

let house: TestContext;
let tasks: TestTasks;
let app: FastifyInstance;
beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  app = fastify();
  commandLineRoutes(app, { context: house.context, mailBytesMax: 2_000 });
});
afterAll(async () => {
  await app.close();
  await tasks.close();
  await house.close();
});

async function imported(text: string, dryRun: boolean) {
  const url = "/command-line/imports/catalogue";
  const begun = await app.inject({ method: "POST", url, payload: { text, dryRun } });
  expect(begun.statusCode).toBe(201);
  await runOwed(tasks.on);
  return (await app.inject(`/command-line/imports/${begun.json().importId}`)).json();
}

test("an operator takes a catalogue over, and writes it out as it came in", async () => {
  const text = "entity,product,version\nHome,Gate,1.0\n";
  expect(await imported(text, true)).toMatchObject({ state: "done", added: 2, dryRun: true });
  expect(await imported(text, false)).toMatchObject({ state: "done", added: 2 });
  const { csv, json } = (await app.inject("/command-line/catalogue")).json();
  // Or a spreadsheet reads its letters as others, and they come in again so.
  expect(csv).toMatch(/^\ufeffentity,/);
  for (const again of [csv, JSON.stringify(json)]) {
    expect(await imported(again, false)).toMatchObject({ state: "done", added: 0, changed: 0 });
  }
});

test("an operator's file names owners, and goes out with them", async () => {
  await anAccount(house.context, "ada@house.example", "psp");
  const text = "entity,product,primes\nHome,Gate,ada@house.example\n";
  expect(await imported(text, false)).toMatchObject({ state: "done", changed: 1 });
  const { csv, json } = (await app.inject("/command-line/catalogue")).json();
  expect(json.products[0].primes).toEqual(["ada@house.example"]);
  for (const again of [csv, JSON.stringify(json)]) {
    expect(await imported(again, false)).toMatchObject({ state: "done", added: 0, changed: 0 });
  }
});

test("an operator's file names components and places of entities, and goes out with them", async () => {
  const entities = [{ name: "Group", parent: "Alcatel-Lucent Enterprise", kind: "unit" }];
  const components = [{ name: "zlib", version: "1.3", purl: null, use: "used" }];
  const versions = [{ name: "1.0", components }];
  const file = { entities, products: [{ entity: "Group", name: "Wing", versions }] };
  expect(await imported(JSON.stringify(file), false)).toMatchObject({ state: "done", added: 4 });
  const { csv, json } = (await app.inject("/command-line/catalogue")).json();
  expect(json.entities).toEqual(entities);
  expect(json.products[0].versions[0].components).toEqual(components);
  for (const again of [csv, JSON.stringify(json)]) {
    expect(await imported(again, false)).toMatchObject({ state: "done", added: 0, changed: 0 });
  }
});

test("an operator is told what is wrong with a file, and that an import is unknown", async () => {
  const found = await imported("entity,product,kind\nHome,Lock,gadget\n", false);
  expect(found).toMatchObject({
    state: "refused",
    faults: [{ line: 2, column: 3, field: "kind" }],
  });
  const unknown = await app.inject("/command-line/imports/019a0000-0000-7000-8000-000000000000");
  expect(unknown.json()).toMatchObject({ code: "import.unknown" });
});

test("two columns that are said to be the same are refused, and neither is left out unsaid", async () => {
  const columns = [
    { field: "number", name: "id" },
    { field: "title", name: "what" },
    { field: "title", name: "subject" },
  ];
  const payload = { text: "id,what,subject\n1,a,b\n", siteName: "Ours", columns };
  const url = "/command-line/imports/reports";
  const asked = (body: object) => app.inject({ method: "POST", url, payload: body });
  expect((await asked(payload)).body).toContain("says of two columns that they are the same");
  expect((await asked({ ...payload, columns: columns.slice(0, 2) })).statusCode).toBe(201);
});
