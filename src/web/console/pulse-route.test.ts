/** What a page that is left open asks: how much is new, told to whoever may see it, and no more than a number. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { countingStatements, type Statements } from "../../../test/support/statements.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { uuid7Floor } from "../../lib/uuid7.ts";

let house: TestContext;
let web: TestWeb;
let statements: Statements;
let analyst: Colleague;
let lead: Colleague;
let engineer: Colleague;
let found: TestCase;

beforeAll(async () => {
  house = await testContext();
  statements = countingStatements(house.pools);
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
  lead = await aSignedIn(web, house.context, "lead", "lead");
  engineer = await aSignedIn(web, house.context, "engineer", "engineer");
  found = await aCase(house);
});

afterAll(async () => {
  await web.app.close();
  await house.close();
});

/** Where the page asks, as it was drawn. */
async function pulseIn(who: Colleague, page: string): Promise<string> {
  const { body } = await who.browser.get(page);
  return (/data-pulse="([^"]+)"/.exec(body)?.[1] ?? "").replaceAll("&amp;", "&");
}

const fresh = async (who: Colleague, address: string) =>
  ((await who.browser.get(address)).json() as { fresh: number }).fresh;

test("the queue hears of cases that its reader is on, and nobody else does", async () => {
  const [ours, theirs] = [await pulseIn(lead, "/console"), await pulseIn(engineer, "/console")];
  expect(await fresh(lead, ours)).toBe(0);
  house.passSeconds(1);
  await aCase(house, "a second one");
  await aCase(house, "a third one");
  expect([await fresh(lead, ours), await fresh(engineer, theirs)]).toEqual([2, 0]);
});

test("a case's page hears of what others did, not of one's own deeds", async () => {
  const path = `/console/cases/${found.reference}`;
  const [own, other] = [await pulseIn(analyst, path), await pulseIn(lead, path)];
  house.passSeconds(1);
  const note = { text: "Seen before." };
  const sent = await analyst.browser.submit(path, note, `${path}/deeds/write-note?view=overview`);
  expect(sent.statusCode).toBe(303);
  expect([await fresh(analyst, own), await fresh(lead, other)]).toEqual([0, 1]);
  // Whoever is not on the case learns nothing of it, not even that it is there.
  expect(await fresh(engineer, other)).toBe(0);
});

test("asking costs few statements, and keeps nobody signed in", async () => {
  const address = await pulseIn(lead, "/console");
  await fresh(lead, address);
  const { count } = await statements.during(() => fresh(lead, address));
  expect(count).toBeLessThanOrEqual(8);
  // The page asks on, and nobody sits before it.
  for (let minutes = 0; minutes < 24 * 60; minutes += 20) {
    house.passSeconds(20 * 60);
    await lead.browser.get(address);
  }
  expect((await lead.browser.get(address)).headers.location).toContain("/sign-in");
});

test("the floor of an instant's ids lies above every id of before", () => {
  expect(uuid7Floor(0x19_1234_5678)).toBe("00191234-5678-7000-8000-000000000000");
  expect(uuid7Floor(2 ** 40) > uuid7Floor(2 ** 40 - 1)).toBe(true);
});
