/**
 * Where visitors come from is stored nowhere. A reporter, somebody who errs and somebody who signs in
 * leave everything that they can leave, and then every store is searched for their addresses.
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anAccount, aPassword } from "../../../test/support/accounts.ts";
import { tablesOf } from "../../../test/support/catalogue.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { keepKeysAndPolicy } from "../../../test/support/kept-policy.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { TestBrowser, type TestWeb, testWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { makeLog } from "../../lib/log.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import { reportsOf } from "../../store/reports/reader.ts";
import { keysOfCase } from "../../store/sealing/object-keys.ts";
import { portalRoutes } from "../portal/portal-routes.tsx";
import { publicRoutes } from "../public/public-routes.ts";
import { signInRoutes } from "../sign-in/sign-in-routes.tsx";

/** The connection's own, and those that proxies tell of; a proxy is trusted in one of two servers. */
const direct = "203.0.113.77";
const told = ["198.51.100.99", "2001:db8:77:99::5"];
const lines: string[] = [];
let house: TestContext;
let tasks: TestTasks;
let servers: TestWeb[];

beforeAll(async () => {
  house = await testContext({ demonstration: false });
  await keepKeysAndPolicy(house);
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  const write = (line: string) => void lines.push(line);
  const log = makeLog({ level: "trace", destination: { write } });
  const routes = [publicRoutes, portalRoutes, signInRoutes];
  servers = [
    await testWeb(house.context, routes, { log }),
    await testWeb(house.context, routes, { log, trustProxy: direct }),
  ];
});
afterAll(async () => {
  for (const { app } of servers) await app.close();
  await tasks.close();
  await house.close();
});

/** A browser whose every request tells its address in each header that proxies use. */
class Told extends TestBrowser {
  constructor(app: TestWeb["app"], as: string) {
    const inject = ((given: { headers?: object }) =>
      app.inject({
        ...given,
        headers: {
          ...given.headers,
          "x-forwarded-for": as,
          "x-real-ip": as,
          forwarded: `for="${as}"`,
        },
      })) as TestWeb["app"]["inject"];
    super(Object.assign(Object.create(app), { inject }), direct);
  }
}

async function leaveEverything(browser: TestBrowser, name: string): Promise<void> {
  const form = await browser.get("/report");
  const csrf = /name="_csrf" value="([^"]+)"/.exec(form.body)?.[1] ?? "";
  const fields = {
    product: "Gateway",
    description: "It stops.",
    answersBy: "portal",
    accepted: "yes",
  };
  const taken = await browser.upload("/report", { _csrf: csrf, ...fields });
  const code = /name="code" value="([^"]+)"/.exec(taken.body)?.[1] ?? "";
  expect(taken.statusCode).toBe(201);
  await runOwed(tasks.on);
  await browser.submit("/portal", { code });
  await browser.submit("/portal/case", { text: "One thing more." }, "/portal/case/messages");
  await browser.submit("/portal", { code: "AAAA-BBBB" });
  await browser.get("/no-such-page");
  await browser.post("/report", { _csrf: "forged" });
  const { signInName, code: next } = await anAccount(house.context, name, "analyst");
  await browser.submit("/sign-in", { signInName, password: "wrong", code: "000000" });
  await browser.submit("/sign-in", { signInName, password: aPassword, code: next(1) });
}

/** Each way in which an address could stand in a store. */
function formsOf(address: string): string[] {
  const octets = address.split(".").map(Number);
  const hex = Buffer.from(octets).toString("hex");
  const inNumbers = octets.length === 4 ? [hex, String(Number.parseInt(hex, 16))] : [];
  const text = Buffer.from(address);
  return [address, text.toString("base64").slice(0, -3), text.toString("hex"), ...inNumbers];
}

test("no address of a visitor is in the database, a file, a sealed original or a line of the log", async () => {
  const [plain, behind] = servers as [TestWeb, TestWeb];
  await leaveEverything(new Told(plain.app, told[0] ?? ""), "first");
  await leaveEverything(new Told(behind.app, told[0] ?? ""), "second");
  await leaveEverything(new Told(behind.app, told[1] ?? ""), "third");
  const stores = new Map<string, string>([["the log", lines.join("\n")]]);
  const admin = new pg.Client(house.database.connectionFor("admin"));
  await admin.connect();
  for (const { name } of await tablesOf(admin)) {
    const { rows } = await admin.query<{ row: string }>(`select t::text as row from ${name} t`);
    stores.set(`table ${name}`, rows.map(({ row }) => row).join("\n"));
  }
  const { rows: cases } = await admin.query<{ id: string }>("select case_id as id from cases");
  await admin.end();
  for (const { id } of cases) stores.set(`reports of ${id}`, await opened(id));
  for (const file of await readdir(house.directory, { recursive: true, withFileTypes: true })) {
    const path = join(file.parentPath, file.name);
    if (file.isFile()) stores.set(path, (await readFile(path)).toString("latin1"));
  }
  expect(cases.length).toBe(3);
  expect(lines.length).toBeGreaterThan(20);
  const found = [direct, ...told].flatMap((address) =>
    formsOf(address).flatMap((form) =>
      [...stores]
        .filter(([, text]) => text.includes(form))
        .map(([place]) => `${address} in ${place}`),
    ),
  );
  expect(found).toEqual([]);
});

/** What the sealed reports of a case say. */
async function opened(caseId: string): Promise<string> {
  const { context } = house;
  return context.transaction(theWorker, async (tx) => {
    const head = await headOf(tx, caseId);
    const members = await membershipOf(tx, caseId);
    const reports = await reportsOf(tx, caseId, await keysOfCase(context, tx, caseId));
    expect(JSON.stringify(reports)).toContain("It stops.");
    return JSON.stringify([head, members, reports]);
  });
}
