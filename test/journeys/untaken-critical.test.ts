/**
 * An untaken critical wakes the next on call, in a real browser: a rota of two lines, a report that says
 * it is exploited, each step on the page of duty and in the case's history, until somebody takes it. The
 * clock is moved; nothing waits. With PARLEY_PICTURES=<folder> screens are kept as pictures.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { sweepUntaken } from "../../src/jobs/sweep-duty.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { aCase, type TestCase } from "../support/cases.ts";
import { mustBeCleanAnywhere } from "../support/clean-page.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import { picture } from "../support/picture.ts";
import {
  type BrowsingColleague,
  confirmIfAsked,
  type StaffSite,
  staffSite,
  textOn,
} from "../support/staff-site.ts";
import { type TestTasks, testTasks } from "../support/tasks.ts";

let house: TestContext;
let tasks: TestTasks;
let site: StaffSite;
let lead: BrowsingColleague;
let second: BrowsingColleague;
let found: TestCase;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  site = await staffSite(house, [consoleRoutes]);
  lead = await site.signIn("lead@psirt.example", "lead");
  await site.signIn("first@psirt.example", "analyst");
  second = await site.signIn("second@psirt.example", "analyst");
});
afterAll(async () => {
  await site?.close();
  await tasks?.close();
  await house?.close();
});

async function looked(page: Page, name: string): Promise<void> {
  await mustBeCleanAnywhere(page);
  await picture(page, name);
}

async function setOnCall(name: string, line: string): Promise<void> {
  const { page } = lead;
  await page.goto(`${site.url}/console/break-glass#on-call`);
  await page.locator("summary", { hasText: "Set somebody on call" }).click();
  const form = page.getByRole("form", { name: "Set on call" });
  await form.getByLabel("Colleague").selectOption({ label: name });
  await form.getByLabel("Line").fill(line);
  await form.locator('input[name="until"]').fill("2026-04-01T09:00");
  await form.getByRole("button", { name: "Set on call" }).click();
  await page.waitForLoadState();
  await confirmIfAsked(lead);
  expect(await textOn(page)).toContain("The period on call is set.");
}

/** What the minute's timer does, and the mail that it owes; whom it reached. */
async function afterMinutes(minutes: number): Promise<string[]> {
  house.passSeconds(minutes * 60);
  tasks.sent.length = 0;
  await sweepUntaken(house.context);
  await runOwed(tasks.on);
  return tasks.sent.flatMap(({ to }) => to);
}

test("an exploited flaw that nobody takes wakes the first on call, then the second, who takes it", async () => {
  await setOnCall("The first@psirt.example", "1");
  await setOnCall("The second@psirt.example", "2");
  found = await aCase(house, "restarts", { exploited: "yes" });
  await runOwed(tasks.on);
  expect(await afterMinutes(29)).toEqual([]);
  expect(await afterMinutes(1)).toEqual(["first@psirt.example"]);
  expect(await afterMinutes(14)).toEqual([]);
  expect(await afterMinutes(1)).toEqual(["second@psirt.example"]);

  const { page } = second;
  await page.goto(`${site.url}/console`);
  expect(await textOn(page)).toContain(`Urgent: nobody has taken ${found.reference}.`);
  await looked(page, "0-banner");
  await page.setViewportSize({ width: 390, height: 844 });
  await picture(page, "0-banner-phone");
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${site.url}/console/duty`);
  const urgent = await textOn(page);
  expect(urgent).toContain("A report says that it is exploited");
  expect(urgent).toContain("The first@psirt.example, 11 March 2026");
  await looked(page, "1-duty");
  await page.getByRole("link", { name: found.reference }).first().click();
  await page.waitForURL(`**/cases/${found.reference}`);
  // The banner has its key on the page of the case too.
  await page.keyboard.press("!");
  await page.keyboard.press("t");
  await page.waitForURL("**?done=*");
  await page.goto(`${site.url}/console/cases/${found.reference}/history`);
  const history = await textOn(page);
  expect(history).toContain("woke The first@psirt.example, on call in line 1");
  expect(history).toContain("woke The second@psirt.example, on call in line 2");
  await looked(page, "2-history");

  expect(await afterMinutes(60)).toEqual([]);
  await page.goto(`${site.url}/console/duty`);
  expect(await textOn(page)).not.toContain("Urgent, and nobody has taken it");
});
