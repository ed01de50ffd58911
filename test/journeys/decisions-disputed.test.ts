/**
 * Decisions that reporters do not like, in a real browser: a rejection with its explanation, disputed on
 * the portal and answered by somebody else; and one ruling for several reports. With
 * PARLEY_PICTURES=<folder> each screen is kept as a picture.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { portalRoutes } from "../../src/web/portal/portal-routes.tsx";
import { publicRoutes } from "../../src/web/public/public-routes.ts";
import { aCase, type TestCase } from "../support/cases.ts";
import { mustBeCleanAnywhere } from "../support/clean-page.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import { picture } from "../support/picture.ts";
import { openByCode } from "../support/receipt-door.ts";
import {
  type BrowsingColleague,
  type StaffSite,
  staffSite,
  textOn,
} from "../support/staff-site.ts";
import { type TestTasks, testTasks } from "../support/tasks.ts";

let house: TestContext;
let tasks: TestTasks;
let site: StaffSite;
let analyst: BrowsingColleague;
let lead: BrowsingColleague;
/** The reporter's own browser, with scripts off. */
let portal: Page;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  site = await staffSite(house, [publicRoutes, consoleRoutes, portalRoutes], {
    scripts: ["console-keys", "console-templates"],
  });
  analyst = await site.signIn("analyst@psirt.example", "analyst");
  lead = await site.signIn("lead@psirt.example", "lead");
  portal = await (await site.browser.newContext({ javaScriptEnabled: false })).newPage();
});
afterAll(async () => {
  await site?.close();
  await tasks?.close();
  await house?.close();
});

async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole("button", { name }).last().click();
  await page.waitForLoadState();
}

async function onPortal({ receiptCode }: TestCase): Promise<string> {
  await runOwed(tasks.on);
  await openByCode(portal, site.url, receiptCode);
  return textOn(portal);
}

const why =
  "The service port that your packet needs is closed in every release since 2.0, and nobody outside reaches it.";
const objects = "In 2.4.0 the port opens again after an update: see the capture that I add.";
const again =
  "You are right about 2.4.0: the update opens the port. We look at your report again, and tell you what we find.";

test("[ALU-09] a rejection explains itself, is disputed by its reporter, and is answered by somebody else", async () => {
  const found = await aCase(house, "a restart");
  await runOwed(tasks.on);
  house.passSeconds(60);
  const path = `${site.url}/console/cases/${found.reference}`;
  const { page } = analyst;
  await page.goto(path);
  const form = page.getByRole("form", { name: "Decide relevancy" });
  await form.getByLabel("Not taken up").check();
  await form.getByLabel("Explanation for the reporter").fill(why);
  await press(page, "Decide relevancy");
  expect(await textOn(page)).toContain("Choose why the report is not relevant");
  expect(await form.getByLabel("Explanation for the reporter").inputValue()).toBe(why);
  await picture(page, "1-reason-missing");
  await form.getByLabel("It cannot be reproduced").check();
  await press(page, "Decide relevancy");
  expect(await textOn(page)).toContain("not reproducible");

  expect(await onPortal(found)).toContain(why);
  await portal.locator("#objections summary").click();
  await portal.getByLabel("Whether my report is one for you").check();
  await portal.getByLabel("Why do you see it otherwise?").fill(objects);
  await picture(portal, "2-objecting");
  await press(portal, "Object");
  expect(await textOn(portal)).toContain(objects);

  await runOwed(tasks.on);
  await page.goto(path);
  expect(await textOn(page)).toContain(
    "You took this decision: somebody else on the case answers.",
  );
  await lead.page.goto(path);
  const answer = lead.page.getByRole("form", { name: "Answer the objection" });
  await answer.getByLabel("They are right: we decide anew").check();
  await answer.getByLabel("Reasons").fill(again);
  await mustBeCleanAnywhere(lead.page);
  await picture(lead.page, "3-answering");
  await press(lead.page, "Answer the objection");
  expect(await textOn(lead.page)).toContain("The answer is recorded");
  await lead.page.goto(`${path}/analysis`);
  expect(await textOn(lead.page)).toContain(again);
  for (const summary of await lead.page.locator("main details > summary").all()) {
    await summary.click();
  }
  await mustBeCleanAnywhere(lead.page);
  await picture(lead.page, "4-analysis");

  const told = await onPortal(found);
  expect(told).toContain("you objected to our decision, and you are right: we decide anew");
  expect(told).toContain(again);
  await picture(portal, "5-answered");
});

test("[ALU-09] one reasoned ruling decides several reports, and each reporter reads it in a letter of their own", async () => {
  const all = [
    await aCase(house, "strcpy"),
    await aCase(house, "gets"),
    await aCase(house, "eval"),
  ];
  await runOwed(tasks.on);
  house.passSeconds(60);
  const { page } = analyst;
  await page.goto(`${site.url}/console`);
  await page.getByRole("link", { name: "One ruling for many" }).click();
  await page.waitForLoadState();
  const [first, second] = all.map(({ reference }) => page.getByLabel(`Choose ${reference}`));
  await page.getByLabel("Explanation").fill("Each of them was tried.");
  await first?.check();
  await second?.check();
  await page.keyboard.press("e");
  await page.getByRole("searchbox", { name: "Type to find one" }).fill("reproduced");
  // The address leads to the field: what the bar covers half is no target there.
  await page.evaluate(() => window.scrollTo(0, 0));
  await mustBeCleanAnywhere(page);
  await picture(page, "6-ready-texts");
  await page.getByRole("searchbox", { name: "Type to find one" }).press("Enter");
  await page.getByText("Your own words stand first").waitFor({ timeout: 15_000 });
  const begun = await page.getByLabel("Explanation").inputValue();
  expect(begun).toMatch(/^Each of them was tried\.\n\n.*\[___ versions, settings/s);
  expect(await first?.isChecked()).toBe(true);
  expect(await second?.isChecked()).toBe(true);
  expect(await page.getByLabel("It cannot be reproduced").isChecked()).toBe(true);
  await picture(page, "6-begun");
  for (const { reference } of all) await page.getByLabel(`Choose ${reference}`).check();
  await page.getByLabel("It cannot be reproduced").check();
  await page.getByLabel("Explanation").fill(why);
  await page.evaluate(() => window.scrollTo(0, 0));
  await mustBeCleanAnywhere(page);
  await picture(page, "6-ruling");
  await press(page, "Decide them and tell each reporter");
  expect(await textOn(page)).toContain("3 of 3 reports decided by it");
  expect(await textOn(page)).toContain("Letter leaves in a moment");
  await mustBeCleanAnywhere(page);
  await picture(page, "7-ruled");

  house.passSeconds(30);
  for (const each of all) {
    const told = await onPortal(each);
    expect(told).toContain(why);
    for (const other of all.filter(({ caseId }) => caseId !== each.caseId)) {
      expect(told).not.toContain(other.reference);
    }
  }
  await page.reload();
  await press(page, "Close those whose reporter was told");
  expect((await textOn(page)).match(/Closed/g)).toHaveLength(3);
});
