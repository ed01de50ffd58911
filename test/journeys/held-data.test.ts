/** Data that a reporter holds back, in a real browser: said in the form, agreed on, sent, and deleted. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { portalRoutes } from "../../src/web/portal/portal-routes.tsx";
import { publicRoutes } from "../../src/web/public/public-routes.ts";
import { mustBeCleanAnywhere } from "../support/clean-page.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import { keepKeysAndPolicy } from "../support/kept-policy.ts";
import { picture } from "../support/picture.ts";
import { policyOf } from "../support/policy-files.ts";
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
/** The reporter's own browser, with scripts off. */
let portal: Page;

beforeAll(async () => {
  house = await testContext({ demonstration: false });
  await keepKeysAndPolicy(house);
  // A policy whose form asks for such data.
  Object.assign(house.context, { policies: [{ ...policyOf("thales.yaml"), version: 1 }] });
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  site = await staffSite(house, [publicRoutes, consoleRoutes, portalRoutes]);
  lead = await site.signIn("lead@psirt.example", "lead");
  portal = await (await site.browser.newContext({ javaScriptEnabled: false })).newPage();
});
afterAll(async () => {
  await site?.close();
  await tasks?.close();
  await house?.close();
});

async function reportThatHoldsBack(): Promise<string> {
  await portal.goto(`${site.url}/report`);
  await portal.locator('[name="product"]').fill("Gateway");
  await portal.locator('[name="description"]').fill("The log shows whole calls to whoever asks.");
  for (const details of await portal.locator("main details > summary").all()) {
    await details.click();
  }
  const held = portal.getByLabel("I hold such data back until we agree how to send it");
  await held.check();
  await portal.locator('[name="answersBy"][value="portal"]').check();
  const undertaking = portal.locator('[name="accepted"]');
  if (await undertaking.count()) await undertaking.check();
  await portal.getByRole("button", { name: "Send the report" }).click();
  await portal.waitForLoadState();
  return (await portal.locator('input[name="code"]').getAttribute("value")) ?? "";
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
  await page.waitForLoadState();
}

async function openPortal(code: string): Promise<string> {
  await portal.goto(`${site.url}/portal`);
  await portal.getByLabel("Receipt code").fill(code);
  await portal.getByRole("button").last().click();
  await portal.waitForLoadState();
  return textOn(portal);
}

async function again(): Promise<string> {
  await runOwed(tasks.on);
  await portal.goto(`${site.url}/portal/case`);
  return textOn(portal);
}

/** The same page in a window with scripts, which axe needs. */
async function lookAtPortal(): Promise<void> {
  const storageState = await portal.context().storageState();
  const context = await site.browser.newContext({ storageState });
  const page = await context.newPage();
  await page.goto(`${site.url}/portal/case`);
  for (const summary of await page.locator("#held-data summary").all()) await summary.click();
  await mustBeCleanAnywhere(page);
  await context.close();
}

test("[TH-22] a reporter in doubt sends nothing, waits for our proposal, agrees on it, and only then sends", async () => {
  const code = await reportThatHoldsBack();
  await runOwed(tasks.on);
  const first = await openPortal(code);
  expect(first).toContain("Please do not send it yet. It is our turn");
  expect(first).toContain("Leave out the data that you hold back.");
  await lookAtPortal();

  const { page } = lead;
  await page.goto(`${site.url}/console`);
  await page.locator('main a[href^="/console/cases/"]').first().click();
  await page.waitForLoadState();
  const overview = page.url();
  expect(await textOn(page)).toContain("The reporter holds data back and waits for our answer.");
  await mustBeCleanAnywhere(page);
  const form = page.getByRole("form", { name: "Propose it" });
  await form.getByLabel("Which data").fill("The log of one day.");
  await form.getByLabel("Upload on the portal").check();
  await form.getByLabel("When it is deleted").fill("When the case is closed.");
  await press(page, "Propose it");
  expect(await textOn(page)).toContain("Say where the data is kept, and who reaches it.");
  await form.getByLabel("Where it is kept").fill("Sealed on the case; two analysts.");
  await press(page, "Propose it");
  expect(await textOn(page)).toContain("Nothing is agreed until the answer is yes.");
  expect(await textOn(page)).toContain("Proposed, not answered");

  const asked = await again();
  for (const words of [
    "We propose",
    "The log of one day.",
    "two analysts",
    "Waits for your answer",
  ])
    expect(asked).toContain(words);
  expect(asked).toContain("there is a proposal for you on the page of your report");
  expect(asked).toContain("Leave out the data that you hold back.");
  await portal.getByText("Something else would do").click();
  await lookAtPortal();
  await press(portal, "Send these words");
  expect(await textOn(portal)).toContain("Say what would do instead.");
  await portal
    .getByRole("textbox", { name: "What would do instead" })
    .fill("One hour of the log would do.");
  await press(portal, "Send these words");
  expect(await textOn(portal)).toContain("You said what would do");

  await runOwed(tasks.on);
  await page.goto(overview);
  expect(await textOn(page)).toContain("One hour of the log would do.");
  await form.getByLabel("Which data").fill("One hour of the log.");
  await form.getByLabel("Upload on the portal").check();
  await form.getByLabel("Where it is kept").fill("Sealed on the case; two analysts.");
  await form.getByLabel("When it is deleted").fill("When the case is closed.");
  await press(page, "Propose it");

  await again();
  await press(portal, "I agree");
  const agreed = await textOn(portal);
  expect(agreed).toContain("Send it with the form for files below");
  expect(agreed).not.toContain("Leave out the data that you hold back.");
  await picture(portal, "handshake-agreed");
  await lookAtPortal();
  const file = { name: "hour.log", mimeType: "text/plain", buffer: Buffer.from("one hour") };
  await portal.locator("input[type=file]").setInputFiles(file);
  await portal.getByLabel("It holds personal or regulated data").check();
  await press(portal, "Send the files");
  expect(await textOn(portal)).toContain("hour.log");

  await runOwed(tasks.on);
  await page.goto(`${overview}/files`);
  const files = await textOn(page);
  for (const words of ["hour.log", "Personal data", "Agreed. Record it here when the data came."])
    expect(files).toContain(words);
  await mustBeCleanAnywhere(page);
  await press(page, "It came, as agreed");
  expect(await textOn(page)).toContain("We owe the deletion of what came.");
  expect(await again()).toContain("We delete it as agreed, and say so here.");
  await page.goto(`${overview}/files`);
  await press(page, "It was deleted, as agreed");
  expect(await textOn(page)).toContain("Came, deleted");
  expect(await again()).toContain("We deleted it");

  await page.goto(`${overview}/history`);
  const history = await textOn(page);
  expect(history).toContain("agreed to how the data that they hold back travels");
  expect(history).toContain("recorded that held data was deleted as agreed");
  expect(history).not.toContain("One hour");
});
