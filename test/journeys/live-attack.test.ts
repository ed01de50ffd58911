/**
 * A live incident whose attack becomes a fact with awareness, in a real browser: what the report says,
 * one key that confirms it, hours that count from the arrival, a correction, and what is advised. With
 * PARLEY_PICTURES=<folder> each screen is kept as a picture.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { perform } from "../../src/actions/action.ts";
import { decideRelevancy } from "../../src/actions/decisions/decide-relevancy.ts";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { publicRoutes } from "../../src/web/public/public-routes.ts";
import { aCase, aPerson, type TestCase } from "../support/cases.ts";
import { mustBeCleanAnywhere } from "../support/clean-page.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import { picture } from "../support/picture.ts";
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
let lead: BrowsingColleague;
let found: TestCase;
let path: string;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  site = await staffSite(house, [consoleRoutes, publicRoutes]);
  lead = await site.signIn("lead@psirt.example", "lead");
  found = await aCase(house, "restarts", { "live-incident": "yes", exploited: "yes" });
  await runOwed(tasks.on);
  path = `${site.url}/console/cases/${found.reference}`;
  house.passSeconds(3 * 3_600);
});
afterAll(async () => {
  await site?.close();
  await tasks?.close();
  await house?.close();
});

/** What came last, with the ways by which its author was shown where to turn. */
async function newestCase() {
  return house.context.transaction(theWorker, async (tx) => {
    const newest = await tx.first<{ caseId: string; reference: string }>(
      `select case_id as "caseId", reference from cases order by reference desc limit 1`,
    );
    const shown = await tx.query<{ way: string }>(
      `select body::jsonb ->> 'way' as "way" from events where case_id = $1 and type = 'redirect.shown'`,
      [newest?.caseId ?? ""],
    );
    return { reference: newest?.reference, shown: shown.map(({ way }) => way) };
  });
}

/** Every form of a page is open while it is looked at. */
async function looked(page: Page, name: string): Promise<void> {
  await page.evaluate(() => {
    for (const each of document.querySelectorAll("main details")) each.setAttribute("open", "");
  });
  await mustBeCleanAnywhere(page);
  await picture(page, name);
}

async function keys(page: Page, ...pressed: readonly string[]): Promise<void> {
  for (const key of pressed) await page.keyboard.press(key);
  await page.waitForURL("**?done=*");
}

test("[ALE-26] somebody under attack is shown where to turn, and may send the report all the same", async () => {
  const page = await site.browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${site.url}/report`);
  const channels = page.getByText("Please go to customer support first");
  expect(await channels.isVisible()).toBe(false);
  await page.getByLabel("Yes, an attack or outage is going on").check();
  expect(await channels.isVisible()).toBe(true);
  const used = page.getByRole("group", { name: /Do you think that a weakness in a product/ });
  await used.getByLabel("Yes").check();
  await page.getByLabel("Product or service").fill("OmniGate 9000");
  await page.getByLabel("What did you find?").fill("All gateways restart since an hour ago.");
  await page.getByRole("textbox", { name: "E-mail" }).fill("operator@network.example");
  await looked(page, "0-form");
  await page.getByRole("button", { name: "Send the report" }).click();
  expect(await textOn(page)).toContain("Customer support acts at once");
  await looked(page, "0-received");
  await runOwed(tasks.on);

  await page.close();

  const { reference, shown } = await newestCase();
  expect(shown).toEqual(["form"]);
  await lead.page.goto(`${site.url}/console/cases/${reference}`);
  const told = await textOn(lead.page);
  expect(told).toContain("an attack is going on and that a weakness of ours is being used");
  await picture(lead.page, "0-seen-at-once");
});

test("[ALE-59] a live incident's attack becomes a fact with one key, known since the report reached us", async () => {
  const { page } = lead;
  await page.goto(path);
  expect(await textOn(page)).toContain("A report says that it was seen being exploited.");
  await keys(page, "!", "1");
  expect(await textOn(page)).toContain("until it is scored");
  await picture(page, "1-suspected");

  await page.getByRole("link", { name: "what is known", exact: true }).click();
  await page.waitForURL("**/facts#signals");
  await looked(page, "2-signal");
  await keys(page, "!", "y");
  const told = await textOn(page);
  expect(told).toContain("It is a fact now, known since the report reached us.");
  // Three hours passed since the report reached us; the authority's 24 hours run from there.
  expect(told).toContain("Early warning to the authority");
  expect(told).toContain("in 21 hours");
  await looked(page, "3-fact");
});

test("[ALE-59] a corrected awareness moves the authority's hours, and both entries stand", async () => {
  const { page } = lead;
  await page.goto(`${path}/facts`);
  await page.locator("summary", { hasText: "Correct it" }).click();
  const form = page.getByRole("form", { name: "Correct it" });
  const aware = form.locator('input[name="awareAt"]');
  const before = new Date(+house.context.now() - 10 * 3_600_000).toISOString().slice(0, 16);
  await aware.fill(before);
  await form.locator('select[name="awareAtZone"]').selectOption("UTC");
  await form
    .getByRole("textbox", { name: "Evidence" })
    .fill("Support's log shows a call of this morning.");
  await form.getByRole("button", { name: "Correct it" }).click();
  await page.waitForURL("**?done=correct-fact");
  const told = await textOn(page);
  expect(told).toContain("in 14 hours");
  expect(told).toContain("What was said before: 1");
  expect(told).toContain("Support's log shows a call of this morning.");
  await looked(page, "4-corrected");
});

test("a date keeps publications back, and stands on every page of the case", async () => {
  const { page } = lead;
  await page.goto(`${path}/facts`);
  await page.locator("summary", { hasText: "Set a date" }).click();
  const form = page.getByRole("form", { name: "Keep the date" });
  await form.locator('input[name="notBefore"]').fill("2027-03-01T09:00");
  await form.getByLabel("Customers’").check();
  await form.getByLabel("Why, and what was agreed").fill("Operators update first.");
  await form.getByRole("button", { name: "Keep the date" }).click();
  await page.waitForURL("**?done=set-not-before");
  expect(await textOn(page)).toContain("Not before 1 March 2027");
  await looked(page, "5-not-before");
  await page.goto(`${path}/advice`);
  await looked(page, "5-no-vulnerability-yet");
});

test("advice takes what is known as a proposal, and a score keeps its history", async () => {
  const { page } = lead;
  const { context } = house;
  const { caseId } = found;
  const explanation =
    "A crafted packet restarts the gateway again and again, from anywhere at all.";
  const decision = { caseId, outcome: "relevant", touches: ["availability"], explanation } as const;
  await perform(context, decideRelevancy, await aPerson(house, "analyst"), decision);
  await page.goto(`${path}/advice`);
  expect(await page.getByLabel("Exploitation").inputValue()).toBe("A");
  await page.getByLabel("Utility").selectOption("S");
  await page.getByRole("button", { name: "Keep the answers" }).click();
  await page.waitForURL("**?done=record-ssvc");
  expect(await textOn(page)).toContain("Immediate");
  await looked(page, "6-advice");

  await page.goto(`${path}/vulnerability`);
  const vectors = ["AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:N/A:H", "AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"];
  for (const [index, vector] of vectors.entries()) {
    if (index > 0) await page.locator("summary", { hasText: "Score again" }).click();
    await page.locator("summary", { hasText: "Or paste a vector" }).click();
    await page.locator('.score-form input[name="vector"]').fill(`CVSS:3.1/${vector}`);
    await page.getByLabel("Why this score").fill(`What we know on day ${index + 1}.`);
    await page.getByRole("button", { name: "Save score" }).click();
    await page.waitForURL("**?done=score-vulnerability");
  }
  const told = await textOn(page);
  expect(told).toContain("Earlier scores: 1");
  expect(told).toContain("What we know on day 1.");
  await looked(page, "7-scores");
});
