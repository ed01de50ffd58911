/** Need to know in a real browser: letting a colleague in, breaking the glass alone and with a second person, the support desk. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { assignCase } from "../../src/actions/cases/assign-case.ts";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { teamRoutes } from "../../src/web/people/teams-routes.tsx";
import { aCase, type TestCase } from "../support/cases.ts";
import { mustBeCleanAnywhere } from "../support/clean-page.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import {
  type BrowsingColleague,
  confirm,
  type StaffSite,
  staffSite,
  textOn,
} from "../support/staff-site.ts";
import { type TestTasks, testTasks } from "../support/tasks.ts";

let house: TestContext;
let tasks: TestTasks;
let site: StaffSite;
let url: string;
let found: TestCase;
let path: string;
let lead: BrowsingColleague;
let second: BrowsingColleague;
let onCall: BrowsingColleague;
let prime: BrowsingColleague;
let agent: BrowsingColleague;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  site = await staffSite(house, [consoleRoutes, teamRoutes]);
  url = site.url;
  lead = await site.signIn("lead@psirt.example", "lead");
  second = await site.signIn("second.lead@psirt.example", "lead");
  onCall = await site.signIn("engineer on call", "engineer");
  prime = await site.signIn("product security prime", "psp");
  agent = await site.signIn("support agent", "support-agent");
  found = await aCase(house, "the gateway restart");
  path = `${url}/console/cases/${found.reference}`;
  const assign = { caseId: found.caseId, ownerId: lead.personId };
  await assignCase.run(house.context, lead.actor, assign);
  await runOwed(tasks.on);
});

afterAll(async () => {
  await site?.close();
  await tasks.close();
  await house.close();
});

/** Sends the form of that name, after its fields were filled by their labels. */
async function fill(page: Page, form: string, fields: Readonly<Record<string, string>>) {
  const found = page.getByRole("form", { name: form, exact: true });
  for (const [label, value] of Object.entries(fields)) {
    const field = found.getByLabel(label);
    const isList = await field.evaluate((element) => element.tagName === "SELECT");
    await (isList ? field.selectOption({ label: value }) : field.fill(value));
  }
  await found.locator("button:not([formaction])").last().click();
  await page.waitForLoadState();
}

const glass = () => `${url}/console/break-glass`;

test("[ALE-39] a lead lets a colleague in with a reason, and takes them off again", async () => {
  expect((await prime.page.goto(path))?.status()).toBe(404);
  await lead.page.goto(`${path}/people`);
  await lead.page.getByText("Let somebody in").click();
  await fill(lead.page, "Add to the case", {
    Colleague: "The product security prime",
    "Why they need to know": "Answers for the gateway’s release.",
  });
  expect(await textOn(lead.page)).toContain("Answers for the gateway’s release.");
  await mustBeCleanAnywhere(lead.page);
  expect((await prime.page.goto(path))?.status()).toBe(200);
  await lead.page.getByText("Take The product security prime off the case").click();
  const forms = lead.page.getByRole("form", { name: "Take off the case" });
  await forms.last().getByRole("textbox").fill("The release is done.");
  await forms.last().getByRole("button").first().click();
  await lead.page.waitForLoadState();
  expect((await prime.page.goto(path))?.status()).toBe(404);
});

test("[ALE-39] whoever is on call breaks the glass alone: second proof, reason, alarm, end, review", async () => {
  // The second proof of setting up an account is over.
  house.passSeconds(660);
  await lead.page.goto(glass());
  await lead.page.getByText("Set somebody on call").click();
  const until = new Date(house.context.now().getTime() + 8 * 3_600_000).toISOString();
  const form = lead.page.getByRole("form", { name: "Set on call" });
  await form.getByLabel("Colleague").selectOption({ label: "The engineer on call" });
  await form.locator("input[type=datetime-local]").last().fill(until.slice(0, 16));
  await form.getByRole("button").first().click();
  await lead.page.waitForLoadState();
  await confirm(lead);
  expect(await textOn(lead.page)).toContain("The engineer on call Now");

  const { page } = onCall;
  expect((await page.goto(path))?.status()).toBe(404);
  await page.goto(glass());
  expect(await textOn(page)).toContain("You are on call: the case opens at once");
  await mustBeCleanAnywhere(page);
  const why = "Their network is down and nobody of the case answers.";
  await fill(page, "Break the glass", {
    "Reference of the case": found.reference,
    "Why it cannot wait": why,
  });
  await confirm(onCall);
  expect(page.url()).toBe(path);
  expect(await textOn(page)).toContain("reads this case by breaking the glass");

  await runOwed(tasks.on);
  const alarms = tasks.sent.filter(({ raw }) => Buffer.from(raw).includes("breaking the glass"));
  expect(alarms.flatMap(({ to }) => to).toSorted()).toEqual([
    "lead@psirt.example",
    "second.lead@psirt.example",
  ]);
  for (const { raw } of alarms) expect(Buffer.from(raw).includes(why)).toBe(false);

  await lead.page.goto(`${path}/people`);
  expect(await textOn(lead.page)).toContain(why);
  await mustBeCleanAnywhere(lead.page);
  house.passSeconds(4 * 3_600);
  expect((await page.goto(path))?.status()).toBe(404);
  await lead.page.goto(`${url}/console/due`);
  expect(await textOn(lead.page)).toContain(`Reviews of broken glass ${found.reference}`);
  await lead.page.goto(`${path}/people`);
  await fill(lead.page, "Record the review", {
    "Was it needed, and what follows?": "It was; nights get a second contact.",
  });
  const text = await textOn(lead.page);
  expect(text).toContain("Reviewed by The lead@psirt.example");
  expect(text).not.toContain("reads this case by breaking the glass");
  await lead.page.goto(`${path}/history`);
  expect(await textOn(lead.page)).toContain("broke the glass, being on call");
});

test("anybody else needs a lead, and is told the same of a case that is not there", async () => {
  const { page } = prime;
  const answers: string[] = [];
  for (const reference of ["PSIRT-2026-9999", found.reference]) {
    await page.goto(glass());
    await fill(page, "Break the glass", {
      "Reference of the case": reference,
      "Why it cannot wait": "A customer waits at the telephone.",
    });
    if (answers.length === 0) await confirm(prime);
    answers.push((await page.locator(".notice").first().textContent()) ?? "");
  }
  expect(answers[0]).toBe(answers[1]);
  expect((await page.goto(path))?.status()).toBe(404);
  await second.page.goto(glass());
  await mustBeCleanAnywhere(second.page);
  expect(await textOn(second.page)).toContain(
    `The product security prime wants to open “${found.reference}”`,
  );
  await second.page
    .getByRole("form", { name: `Confirm: ${found.reference}` })
    .getByRole("button")
    .click();
  await second.page.waitForLoadState();
  await confirm(second);
  expect((await page.goto(path))?.status()).toBe(200);
  await page.goto(glass());
  expect(await textOn(page)).toContain(`“${found.reference}” Open`);
  await lead.page.goto(`${path}/people`);
  expect(await textOn(lead.page)).toContain("confirmed by The second.lead@psirt.example");
});

test("a support agent files a report, sees their own thread alone, and writes to the team", async () => {
  const { page } = agent;
  await page.goto(`${url}/console/filed`);
  await mustBeCleanAnywhere(page);
  await fill(page, "File the report", {
    "Product or service": "OmniGate 9000",
    "What the customer found": "It restarts whenever a call is parked.",
  });
  expect(await textOn(page)).toContain("The report is with the team");
  await runOwed(tasks.on);
  await page.goto(`${url}/console/filed`);
  await page.getByRole("link", { name: /^PSIRT-/ }).click();
  await page.waitForLoadState();
  expect(await textOn(page)).toContain("It restarts whenever a call is parked.");
  await mustBeCleanAnywhere(page);
  await fill(page, "Write to the team", { "Write to the team": "They run version 2.4." });
  expect(await textOn(page)).toContain("Your message is with the team.");
  const reference = /PSIRT-[\d-]+/.exec(page.url())?.[0];
  expect((await page.goto(`${url}/console/cases/${reference}`))?.status()).toBe(404);
  await lead.page.goto(`${url}/console/cases/${reference}/conversation`);
  expect(await textOn(lead.page)).toContain("They run version 2.4.");
});

test("a lead makes a team and puts a colleague into it, each with a reason that stays", async () => {
  const { page } = lead;
  await page.goto(`${url}/console/people/teams`);
  await mustBeCleanAnywhere(page);
  await fill(page, "Make team", {
    Name: "Gateway team",
    "What it is for": "Looks after gateways.",
  });
  await confirm(lead);
  await page.getByText("Add a colleague").click();
  await fill(page, "Add to the team", {
    Colleague: "The product security prime",
    "Why they belong to it": "Answers for the gateways.",
  });
  const text = await textOn(page);
  expect(text).toContain("added The product security prime");
  expect(text).toContain("Answers for the gateways.");
  await mustBeCleanAnywhere(page);
});
