/** Keeping and erasing in a real browser: a person's own data, a term that ends, a hold that stops it, two people who agree. */
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { keepsAll } from "../../src/core/policy/retention.ts";
import { readArchive } from "../../src/formats/evidence/archive.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { sweepRetention } from "../../src/jobs/sweep-retention.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { portalRoutes } from "../../src/web/portal/portal-routes.tsx";
import { aCase, type TestCase } from "../support/cases.ts";
import { aSession } from "../support/console.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import { mustBeCleanLightAndDark } from "../support/light-and-dark.ts";
import {
  type BrowsingColleague,
  confirmIfAsked,
  type StaffSite,
  staffSite,
  textOn,
} from "../support/staff-site.ts";
import { type TestTasks, testTasks } from "../support/tasks.ts";
import { closeUnreached } from "../support/unreached.ts";

let house: TestContext;
let tasks: TestTasks;
let site: StaffSite;
let one: BrowsingColleague;
let two: BrowsingColleague;
let found: TestCase;
let kept: string;
let list: string;

const email = "finder@research.example";

beforeAll(async () => {
  house = await testContext({ demonstration: false });
  const [policy] = house.context.policies;
  if (!policy) throw new Error("no policy");
  const retention = { ...keepsAll, identities: { days: 60 }, content: { days: 90 } };
  const privacy = { ...policy.privacy, retention };
  Object.assign(house.context, { policies: [{ ...policy, privacy }] });
  tasks = await testTasks(house);
  const { context } = house;
  await ensureHouse.run(context, theWorker, {});
  site = await staffSite(house, [consoleRoutes, portalRoutes]);
  one = await site.signIn("first.lead@psirt.example", "lead");
  two = await site.signIn("second.lead@psirt.example", "lead");
  found = await aCase(house, "a quiet restart", { name: "The Finder", email });
  kept = `${site.url}/console/cases/${found.reference}/retention`;
  list = `${site.url}/console/retention`;
  await closeUnreached(context, one.actor, found.caseId);
  await runOwed(tasks.on);
});

afterAll(async () => {
  await site?.close();
  await tasks.close();
  await house.close();
});

/** Lets days pass; a session does not last that long, so both sign in anew. */
async function passDays(days: number): Promise<void> {
  house.passSeconds(days * 86_400);
  for (const { context, personId } of [one, two]) {
    const value = await aSession(house.context, personId);
    await context.addCookies([{ name: "parley-session", value, url: site.url }]);
  }
}

async function openPortal(): Promise<Page> {
  const context = await site.browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${site.url}/portal`);
  await page.getByLabel("Receipt code").fill(found.receiptCode);
  await page.getByRole("button").last().click();
  await page.waitForLoadState();
  return page;
}

/** Presses a button that answers with a file. */
async function fetched(page: Page, press: () => Promise<void>) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

async function pressed(colleague: BrowsingColleague, name: string | RegExp): Promise<void> {
  await colleague.page.getByRole("button", { name, exact: true }).first().click();
  await colleague.page.waitForLoadState();
  await confirmIfAsked(colleague);
}

test("before anything is due, pages say until when a case is kept and that nothing is owed", async () => {
  const { page } = one;
  await page.goto(list);
  expect(await textOn(page)).toContain("Nothing is due");
  await mustBeCleanLightAndDark(page);
  await page.goto(kept);
  expect(await textOn(page)).toContain("Names and addresses Kept until 10 May 2026");
  expect(await textOn(page)).toContain("All content Kept until 9 June 2026");
});

test("without script a reporter fetches their data as one archive and asks that it is erased", async () => {
  const portal = await openPortal();
  const file = await fetched(portal, () =>
    portal.getByRole("button", { name: "Download what you hold about me" }).click(),
  );
  expect(file.name).toBe(`${found.reference}-your-data.zip`);
  const files = readArchive(file.bytes);
  expect(files.map(({ name }) => name)).toEqual(["person.html", "person.json"]);
  expect(Buffer.from(files[1]?.bytes ?? []).toString()).toContain(email);
  await portal.locator("summary", { hasText: "Erase my data" }).click();
  await portal.getByRole("button", { name: "Ask to erase my data" }).click();
  await portal.waitForLoadState();
  expect(await textOn(portal)).toMatch(/You asked us on .* You have our answer by/);
  await portal.context().close();
});

test("staff see the request, export the person's data with a second proof, and answer in words", async () => {
  // The second proof of setting up an account is over.
  house.passSeconds(660);
  const { page } = one;
  await page.goto(list);
  expect(await textOn(page)).toContain(`${found.reference} Identity of Reporter`);
  expect(await textOn(page)).toContain("They asked for it Answer owed");
  await page.goto(kept);
  const archive = await fetched(page, () => pressed(one, /Export/));
  expect(readArchive(archive.bytes).map(({ name }) => name)).toContain("person.json");
  await page.goto(kept);
  await page.locator("summary", { hasText: "Refuse it" }).click();
  await page.getByLabel("What the person is told").fill("A law makes us keep it until May.");
  await pressed(one, "Refuse the request");
  expect(await textOn(page)).toContain("Refused");
  const portal = await openPortal();
  expect(await textOn(portal)).toContain("We could not do so when you asked last");
  await portal.context().close();
});

test("what falls due is proposed; a legal hold stops it, until it is lifted", async () => {
  await passDays(65);
  await sweepRetention(house.context);
  const { page } = one;
  await page.goto(list);
  expect(await textOn(page)).toContain("The policy’s term for identities Due");
  await page.goto(kept);
  await page.locator("summary", { hasText: "Place a legal hold" }).click();
  const placing = page.getByRole("form", { name: "Place a legal hold" });
  await placing.getByLabel("Reason").fill("A court asked for it.");
  await pressed(one, "Place a legal hold");
  expect(await textOn(page)).toContain("A court asked for it.");
  expect(await page.getByRole("button", { name: /Confirm the erasure/ }).count()).toBe(0);
  await mustBeCleanLightAndDark(page);
  await page.goto(list);
  expect(await textOn(page)).toContain("Legal hold");
  await page.goto(kept);
  await page.locator("summary", { hasText: "Lift it" }).click();
  await page.getByLabel("Why it ends").fill("The court is done.");
  await pressed(one, "Lift the hold");
  expect(await textOn(page)).toContain("The court is done.");
  expect(await page.getByRole("button", { name: "Confirm the erasure" }).count()).toBe(1);
});

test("content goes once two people agreed; nothing of it is left on any page, and a certificate says so", async () => {
  await passDays(30);
  await sweepRetention(house.context);
  await one.page.goto(kept);
  while ((await one.page.getByRole("button", { name: "Confirm the erasure" }).count()) > 0) {
    await pressed(one, "Confirm the erasure");
  }
  await runOwed(tasks.on);
  await one.page.goto(kept);
  expect(await textOn(one.page)).toContain("Second person needed");
  expect(await one.page.getByRole("button", { name: /second person/ }).count()).toBe(0);
  await two.page.goto(kept);
  await mustBeCleanLightAndDark(two.page);
  await pressed(two, "Confirm as the second person");
  await runOwed(tasks.on);

  const { page } = two;
  for (const view of ["", "/conversation", "/files", "/people", "/names", "/history"]) {
    await page.goto(`${site.url}/console/cases/${found.reference}${view}`);
    const html = await page.content();
    for (const word of ["quiet restart", "Finder", email]) {
      expect(html.includes(word), `${word} on ${view}`).toBe(false);
    }
  }
  await page.goto(list);
  expect(await textOn(page)).toContain("Erased of late");
  await mustBeCleanLightAndDark(page);
  await page.goto(kept);
  expect(await textOn(page)).toContain("All content of this case was erased on");
  const certificate = await fetched(page, () => pressed(two, "Certificate"));
  expect(certificate.name).toBe(`erasure-${found.reference}.txt.asc`);
  expect(certificate.bytes.toString()).toMatch(
    /^-----BEGIN PGP SIGNED MESSAGE-----[\s\S]*CERTIFICATE OF ERASURE/,
  );
  const portal = await openPortal();
  expect(await textOn(portal)).toContain("What you wrote was erased.");
  await portal.context().close();
});
