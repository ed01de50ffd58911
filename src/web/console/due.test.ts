import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import {
  aSignedIn,
  type Colleague,
  passDays,
  testConsole,
  textOf,
} from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { closeUnreached } from "../../../test/support/unreached.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { duePage } from "../../store/clocks/due-reader.ts";
import { switchPublished } from "../../store/publications/writer.ts";

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let analyst: Colleague;
let stranger: Colleague;
let old: TestCase;
let fresh: TestCase;

const day = 86_400;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
  // An engineer belongs to no team: only cases that they were let into by name are theirs.
  stranger = await aSignedIn(web, house.context, "engineer", "engineer");
  old = await aCase(house, "an old thing");
  await runOwed(tasks.on);
  await wait(10);
  fresh = await aCase(house, "a new thing");
});

afterAll(async () => {
  await web.app.close();
  await tasks.close();
  await house.close();
});

const wait = (days: number) => passDays(house, days, analyst, stranger);

/** Puts a security.txt into the published set. */
async function publishFile(bytes: Buffer): Promise<void> {
  const path = "/.well-known/security.txt";
  const sha256 = createHash("sha256").update(bytes).digest();
  const file = { path, contentType: "text/plain; charset=utf-8", bytes, sha256 };
  await house.context.transaction(theWorker, (tx) =>
    switchPublished(tx, [file], house.context.now()),
  );
}

const read = async (who = analyst, query = "") =>
  textOf((await who.browser.get(`/console/due${query}`)).body);

test("what is due within a week stands with its case, whom it is owed to, and its owner", async () => {
  const page = await read();
  expect(page).toContain("Due within a week");
  expect(page).not.toContain("Overdue by");
  expect(page).toMatch(
    /A crafted packet makes an old thing PSIRT-2026-0001 .*Status update to the reporter Due in 4 days 25 March 2026, 23:59/,
  );
  expect(page).toMatch(/a new thing PSIRT-2026-0002 Acknowledgement to the reporter Due in 3 days/);
  expect(page).toContain("No owner");
});

test("the most urgent case comes first, under what it owes first: overdue, today, this week", async () => {
  await wait(3);
  const today = await read();
  expect(today).toMatch(/Due today .*PSIRT-2026-0002 .*Due within a week .*PSIRT-2026-0001/);
  await wait(2);
  const later = await read();
  expect(later).toMatch(/Overdue .*PSIRT-2026-0002 .*Overdue by/);
  expect(later.indexOf("PSIRT-2026-0002")).toBeLessThan(later.indexOf("PSIRT-2026-0001"));
});

test("the navigation says beside “Due” how many cases are overdue, on every page", async () => {
  expect(textOf((await analyst.browser.get("/console/help")).body)).toMatch(/ Due 2 g t /);
  expect(textOf((await stranger.browser.get("/console/help")).body)).toMatch(/ Due g t /);
});

test("whoever may not see a case is not told that something is due", async () => {
  const page = await read(stranger);
  expect(page).toContain("Nothing is due within a week");
  expect(page).not.toContain("PSIRT-2026");
});

test("cases without an owner and one's own can be looked at alone", async () => {
  const path = `/console/cases/${old.reference}`;
  await analyst.browser.submit(
    path,
    { ownerId: analyst.personId },
    `${path}/deeds/assign-case?view=overview`,
  );
  const mine = await read(analyst, "?whose=mine");
  expect(mine).toContain("PSIRT-2026-0001");
  expect(mine).not.toContain("PSIRT-2026-0002");
  expect(mine).toContain("The analyst");
  const unowned = await read(analyst, "?whose=nobody");
  expect(unowned).toContain("PSIRT-2026-0002");
  expect(unowned).not.toContain("PSIRT-2026-0001");
});

test("what a closed case still owes stays in the list, and what is kept leaves it", async () => {
  const path = `/console/cases/${fresh.reference}`;
  await analyst.browser.submit(
    `${path}/promises`,
    { what: "exploitation.known", evidence: "A customer was attacked." },
    `${path}/deeds/record-milestone?view=promises`,
  );
  await closeUnreached(house.context, await aPerson(house, "analyst"), fresh.caseId);
  const page = await read();
  expect(page).toMatch(/PSIRT-2026-0002 Closed Early warning to the authority Due in 24 hours/);
  for (const what of ["regulator.early-warning-sent", "regulator.notification-sent"]) {
    await analyst.browser.submit(
      `${path}/promises`,
      { what, evidence: "The receipt of the authority." },
      `${path}/deeds/record-milestone?view=promises`,
    );
  }
  expect(await read()).not.toContain("PSIRT-2026-0002");
});

test("[ALE-47] [VEN-24] what of the team itself runs out soon stands above all cases", async () => {
  const soon = new Date(+house.context.now() + 5 * day * 1000).toISOString();
  const bytes = Buffer.from(`Contact: mailto:psirt@vendor.example\nExpires: ${soon}\n`);
  await publishFile(bytes);
  expect(await read()).toMatch(/The team itself Our security\.txt runs out Due soon in 5 days/);
  const later = new Date(+house.context.now() + 300 * day * 1000).toISOString();
  await publishFile(Buffer.from(`Expires: ${later}\n`));
  expect(await read()).not.toContain("The team itself");
});

test("pages follow one another without a gap, and an address that is none is the first page", async () => {
  for (let count = 0; count < 55; count += 1) await aCase(house, `thing ${count}`);
  const seen: string[] = [];
  let path: string | undefined = "/console/due";
  while (path) {
    const { body } = await analyst.browser.get(path);
    seen.push(...(body.match(/PSIRT-2026-\d{4}(?=<\/span>)/g) ?? []));
    path = /href="(\/console\/due\?after=[^"]+)"/.exec(body)?.[1]?.replaceAll("&amp;", "&");
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toHaveLength(56);
  expect((await analyst.browser.get("/console/due?after=0200-01-01_x")).statusCode).toBe(200);
});

test("an address of a page that no database can hold is the first page, on every list", async () => {
  const after = `after=-271821-04-20T00:00:00.000Z_${old.caseId}`;
  for (const path of ["/console", "/console/due", "/console/publications"]) {
    expect((await analyst.browser.get(`${path}?${after}`)).statusCode, path).toBe(200);
  }
});

test("looking for an owner among many cases of others, a page hands on where it stopped", async () => {
  const actor = { kind: "staff", id: analyst.personId, name: "", roles: ["analyst"] } as const;
  const until = new Date("2027-01-01T00:00:00Z");
  const readers = [analyst.personId];
  const page = await house.context.transaction({ ...actor, groupIds: [] }, (tx) =>
    duePage(house.context, tx, { readers, owner: { id: stranger.personId }, until, after: null }),
  );
  expect(page).toEqual({ cases: [], next: null });
});
