/** A mail that comes back, in a real browser: its owner is told, sends it by the portal, and sees it read. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { assignCase } from "../../src/actions/cases/assign-case.ts";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { takeMail } from "../../src/actions/reports/take-mail.ts";
import { readMail } from "../../src/formats/mail/read-mail.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { portalRoutes } from "../../src/web/portal/portal-routes.tsx";
import { aCase, type TestCase } from "../support/cases.ts";
import { anyone, type TestContext, testContext, theWorker } from "../support/context.ts";
import { mustBeCleanLightAndDark } from "../support/light-and-dark.ts";
import { aDeliveryReport } from "../support/post-office.ts";
import {
  type BrowsingColleague,
  type StaffSite,
  staffSite,
  textOn,
} from "../support/staff-site.ts";
import { type TestTasks, testTasks } from "../support/tasks.ts";

const words = "Which release does the gateway run?";

let house: TestContext;
let tasks: TestTasks;
let site: StaffSite;
let owner: BrowsingColleague;
let found: TestCase;
let portal: Page;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  tasks = await testTasks(house);
  site = await staffSite(house, [consoleRoutes, portalRoutes]);
  owner = await site.signIn("owner@psirt.example", "analyst");
  portal = await (await site.browser.newContext({ javaScriptEnabled: false })).newPage();
  found = await aCase(house);
  await runOwed(tasks.on);
  const assigned = { caseId: found.caseId, ownerId: owner.personId };
  await assignCase.run(house.context, owner.actor, assigned);
});
afterAll(async () => {
  await site?.close();
  await tasks?.close();
  await house?.close();
});

const conversation = () => `${site.url}/console/cases/${found.reference}/conversation`;

async function letterTo(address: string) {
  const mail = tasks.sent.findLast(({ to }) => to.includes(address));
  if (!mail) throw new Error(`no mail to ${address}`);
  return readMail(mail.raw, { own: [], trust: [], now: house.context.now() });
}

test("a bounce reaches the owner by mail and above every page, with the way to the message", async () => {
  const { page } = owner;
  await page.goto(conversation());
  await page.getByRole("textbox", { name: "Message to the reporter" }).fill(words);
  await page.getByRole("button", { name: "Send message" }).click();
  await page.waitForURL("**done=send-message*");
  await runOwed(tasks.on);
  const { messageId: mailId } = await letterTo("finder@research.example");
  const report = Buffer.from(aDeliveryReport(mailId ?? ""));
  await takeMail.run(house.context, anyone, { raw: new Uint8Array(report) });
  await runOwed(tasks.on);
  const alarm = await letterTo("owner@psirt.example");
  expect(alarm.subject).toBe(`[${found.reference}] A mail did not arrive`);
  const [, path] = /:\d+(\/console\/\S+)/.exec(alarm.text) ?? [];
  await page.goto(`${site.url}${path}`);
  expect(await textOn(page)).toContain("Came back, code 5.1.1");
  expect(await page.locator("body").textContent()).toContain("A mail of yours did not arrive.");
  await mustBeCleanLightAndDark(page);
  await page.goto(`${site.url}/console`);
  await page.getByRole("link", { name: "See which, and send it another way" }).click();
  await page.waitForURL("**/console/lost-mail?whose=mine");
  await mustBeCleanLightAndDark(page);
  await page.getByRole("link", { name: `${found.reference}: Message` }).click();
  await page.waitForURL("**/conversation#message-*");
});

test("sent again by the portal it is read there by its party alone, and leaves the list", async () => {
  const { page } = owner;
  tasks.sent.length = 0;
  await page.getByLabel("A mail that only points to the portal, where it waits").check();
  await page.getByRole("button", { name: "Send it again" }).click();
  await page.waitForURL("**done=resend-message*");
  expect(await textOn(page)).toContain("Sent again: see below");
  await runOwed(tasks.on);
  const pointer = await letterTo("finder@research.example");
  expect(pointer.text).toContain("/portal/");
  expect(pointer.text).not.toContain(words);
  await page.goto(`${site.url}/console/lost-mail`);
  expect(await textOn(page)).toContain("Every mail arrived, as far as anybody told us");
  await page.goto(conversation());
  expect(await textOn(page)).not.toContain("Read in the portal");
  await portal.goto(`${site.url}/portal`);
  await portal.getByLabel("Receipt code").fill(found.receiptCode);
  await portal.getByRole("button").last().click();
  await portal.waitForLoadState();
  expect(await textOn(portal)).toContain(words);
  await runOwed(tasks.on);
  await page.goto(conversation());
  expect(await textOn(page)).toMatch(/Read in the portal 11 March 2026, 09:00 Europe\/Paris/);
  await mustBeCleanLightAndDark(page);
});
