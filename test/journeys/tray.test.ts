/** The intake tray in a real browser: forty advertising mails, one that is none, and every key. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { notChecked } from "../../src/core/mail/authentication.ts";
import { noScanner } from "../../src/integrations/clamav/clamav-scanner.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { mustBeClean } from "../support/clean-page.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import {
  type BrowsingColleague,
  type StaffSite,
  staffSite,
  textOn,
} from "../support/staff-site.ts";
import { type TestTasks, testTasks } from "../support/tasks.ts";
import { aMailInTray, type WaitingMail } from "../support/tray.ts";

const advertising = 40;

let house: TestContext;
let tasks: TestTasks;
let site: StaffSite;
let analyst: BrowsingColleague;
let report: WaitingMail;
let keys = 0;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  tasks = await testTasks(house, noScanner, async () => notChecked);
  site = await staffSite(house, [consoleRoutes]);
  analyst = await site.signIn("analyst", "analyst");
  report = await aMailInTray(house, tasks, { subject: "A hole in your gateway" });
  for (let count = 0; count < advertising; count += 1) {
    house.passSeconds(60);
    await aMailInTray(house, tasks);
  }
});

afterAll(async () => {
  await site?.close();
  await tasks?.close();
  await house.close();
});

async function press(...pressed: string[]): Promise<void> {
  for (const key of pressed) {
    keys += 1;
    await analyst.page.keyboard.press(key);
  }
}

const open = () => analyst.page.goto(`${site.url}/console/tray`);
const waiting = () => analyst.page.locator(".tray-pick").count();
const trayOf = async ({ caseId }: WaitingMail) => {
  const { rows } = await house.pools.worker.query(
    "select tray, kind from cases where case_id = $1",
    [caseId],
  );
  return rows[0];
};
const sorted = () => analyst.page.waitForURL("**/console/tray?sorted=*");

test("without script one form sorts what is ticked, and another takes it back", async () => {
  const wish = { viewport: { width: 390, height: 900 }, javaScriptEnabled: false };
  const { context, page } = await site.open(analyst.session, wish);
  await page.goto(`${site.url}/console/tray`);
  await page.getByLabel(`Select ${report.reference}`).check();
  await page.getByRole("button", { name: "Question" }).click();
  expect(await textOn(page)).toContain("One message is sorted: question.");
  expect(await trayOf(report)).toEqual({ tray: "kept", kind: "question" });
  await page.getByRole("button", { name: "Take back" }).click();
  expect(await textOn(page)).toContain("One message is back in the tray.");
  expect(await trayOf(report)).toEqual({ tray: "new", kind: "vulnerability-report" });
  await page.getByRole("button", { name: "Spam" }).click();
  expect(await textOn(page)).toContain("Choose at least one message");
  await context.close();
});

test.each([
  { width: 1280, colorScheme: "light" as const },
  { width: 390, colorScheme: "dark" as const },
])("the tray is accessible at $width pixels, $colorScheme", async ({ width, colorScheme }) => {
  const wish = { viewport: { width, height: 900 }, colorScheme };
  const { context, page } = await site.open(analyst.session, wish);
  await page.goto(`${site.url}/console/tray`);
  await mustBeClean(page);
  await page.goto(`${site.url}/console/cases/${report.reference}`);
  await mustBeClean(page);
  await context.close();
});

test("a key that acts does nothing before a message is in focus, and then one at a time", async () => {
  const { page } = analyst;
  await open();
  const before = await waiting();
  await press("n");
  expect(await waiting()).toBe(before);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
    "A hole in your gateway",
  );
  await press("r");
  await sorted();
  expect(await waiting()).toBe(before - 1);
  expect(await trayOf(report)).toEqual({ tray: "kept", kind: "vulnerability-report" });
  await press("u");
  await page.waitForURL("**/console/tray?recalled=1");
  expect(await waiting()).toBe(before);
});

test("forty advertising mails leave the tray in a handful of keys, and come back by one", async () => {
  const { page } = analyst;
  await open();
  expect(await waiting()).toBe(advertising + 1);
  keys = 0;
  // All, but for the first: that one is no advertisement.
  await press("X", "j", "x", "a");
  await sorted();
  expect(keys).toBeLessThanOrEqual(5);
  expect(await waiting()).toBe(1);
  expect(await textOn(page)).toContain(
    `${advertising} messages are sorted: not for us, advertising`,
  );
  expect(await trayOf(report)).toMatchObject({ tray: "new" });
  await press("u");
  await page.waitForURL(`**/console/tray?recalled=${advertising}`);
  expect(await waiting()).toBe(advertising + 1);
});

test("one by one, each mail takes one key", async () => {
  const { page } = analyst;
  await open();
  keys = 0;
  await press("j", "r");
  await sorted();
  for (let left = advertising; left > 0; left -= 1) {
    expect(await waiting()).toBe(left);
    const before = page.url();
    await press("n");
    await page.waitForURL((url) => url.href !== before);
  }
  expect(keys).toBeLessThanOrEqual(advertising + 2);
  expect(await textOn(page)).toContain("The tray is empty");
  expect(await textOn(page)).toContain(`spam: ${advertising}`);
});

test("one refusal stops no other, and is said", async () => {
  const { page } = analyst;
  const [first, second] = [await aMailInTray(house, tasks), await aMailInTray(house, tasks)];
  await open();
  const other = await site.open(analyst.session);
  await other.page.goto(`${site.url}/console/cases/${first.reference}`);
  await other.page.getByRole("button", { name: "Advertising" }).click();
  await other.page.waitForURL("**?done=put-aside-message");
  await other.context.close();
  await press("X", "r");
  await page.getByText("One message is as before; the others are done.").waitFor();
  expect(await textOn(page)).toContain(`${first.reference} was put aside as not for us.`);
  expect(await textOn(page)).toContain("One message is sorted");
  expect(await trayOf(first)).toMatchObject({ tray: "not-for-us" });
  expect(await trayOf(second)).toMatchObject({ tray: "kept" });
});

test("the acknowledgement that was held back goes by one key", async () => {
  const { page } = analyst;
  const { caseId } = await aMailInTray(house, tasks);
  await open();
  expect(await textOn(page)).toContain("Not acknowledged. The sender is not proven.");
  await press("j", "s");
  await page.waitForURL("**/console/tray?acknowledged=1");
  const { rows } = await house.pools.worker.query(
    "select answer_held from cases where case_id = $1",
    [caseId],
  );
  expect(rows).toEqual([{ answer_held: null }]);
});
