/** Need to know in a real browser: letting a colleague in, breaking the glass alone and with a second person, the support desk. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { build } from "esbuild";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { assignCase } from "../../src/actions/cases/assign-case.ts";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import type { StaffRole } from "../../src/core/people/roles.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { projectRoot } from "../../src/lib/project-root.ts";
import { joinStylesheet } from "../../src/web/assets/stylesheet.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { teamRoutes } from "../../src/web/people/teams-routes.tsx";
import { loadAssets } from "../../src/web/server/assets.ts";
import { anAccount, aPassword, holderOf, type TestAccount } from "../support/accounts.ts";
import { openBrowser } from "../support/browser.ts";
import { aCase, type TestCase } from "../support/cases.ts";
import { textOf as wordsOf } from "../support/console.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import { type TestTasks, testTasks } from "../support/tasks.ts";
import { type TestWeb, testWeb } from "../support/web.ts";

interface Colleague extends TestAccount {
  readonly page: Page;
  readonly context: BrowserContext;
}

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let browser: Browser;
let built: string;
let url: string;
let found: TestCase;
let path: string;
let lead: Colleague;
let second: Colleague;
let onCall: Colleague;
let prime: Colleague;
let agent: Colleague;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  built = await buildStyles();
  const requestsPerMinute = { reads: 100_000, changes: 100_000 };
  const assets = loadAssets(built);
  web = await testWeb(house.context, [consoleRoutes, teamRoutes], { assets, requestsPerMinute });
  url = await web.app.listen({ port: 0, host: "127.0.0.1" });
  browser = await openBrowser();
  lead = await signedIn("lead@psirt.example", "lead");
  second = await signedIn("second.lead@psirt.example", "lead");
  onCall = await signedIn("engineer on call", "engineer");
  prime = await signedIn("product security prime", "psp");
  agent = await signedIn("support agent", "support-agent");
  found = await aCase(house, "the gateway restart");
  path = `${url}/console/cases/${found.reference}`;
  const owner = await holderOf(house.context, lead.session);
  if (!owner) throw new Error("the lead is not signed in");
  const assign = { caseId: found.caseId, ownerId: lead.personId };
  await assignCase.run(house.context, owner, assign);
  await runOwed(tasks.on);
});

afterAll(async () => {
  await browser?.close();
  await web.app.close();
  await tasks.close();
  await house.close();
  await rm(built, { recursive: true, force: true });
});

async function buildStyles(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "parley-need-to-know-"));
  const outdir = join(folder, "dist", "assets");
  const entryPoints = [join(projectRoot(), "src/web/assets/scripts/console-keys.ts")];
  await build({ entryPoints, bundle: true, format: "esm", target: "es2022", outdir });
  const css = joinStylesheet(join(projectRoot(), "src/web/assets/css"));
  await writeFile(join(outdir, "parley.css"), css);
  return folder;
}

async function signedIn(name: string, ...roles: StaffRole[]): Promise<Colleague> {
  const account = await anAccount(house.context, name, ...roles);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.addCookies([{ name: "parley-session", value: account.session, url }]);
  return { ...account, context, page: await context.newPage() };
}

/** Sends the form of that name, after its fields were filled by their labels. */
async function fill(page: Page, form: string, fields: Readonly<Record<string, string>>) {
  const found = page.getByRole("form", { name: form, exact: true });
  for (const [label, value] of Object.entries(fields)) {
    const field = found.getByLabel(label);
    const isList = await field.evaluate((element) => element.tagName === "SELECT");
    await (isList ? field.selectOption({ label: value }) : field.fill(value));
  }
  await found.getByRole("button").last().click();
  await page.waitForLoadState();
}

/** The second proof that a dangerous deed asks for; what was typed goes on with it. */
async function confirm({ page, code }: Colleague): Promise<void> {
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(
    "Confirm that it is you",
  );
  await page.getByLabel("Password").fill(aPassword);
  await page.getByRole("textbox", { name: "Code" }).fill(code());
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.waitForLoadState();
}

async function textOf(page: Page): Promise<string> {
  return wordsOf(await page.locator("main").innerHTML());
}

async function mustBeClean(page: Page): Promise<void> {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
      .analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect([page.url(), width, overflow]).toEqual([page.url(), width, 0]);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
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
  expect(await textOf(lead.page)).toContain("Answers for the gateway’s release.");
  await mustBeClean(lead.page);
  expect((await prime.page.goto(path))?.status()).toBe(200);
  await lead.page.getByText("Take The product security prime off the case").click();
  const forms = lead.page.getByRole("form", { name: "Take off the case" });
  await forms.last().getByRole("textbox").fill("The release is done.");
  await forms.last().getByRole("button").click();
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
  await form.getByRole("button").click();
  await lead.page.waitForLoadState();
  await confirm(lead);
  expect(await textOf(lead.page)).toContain("The engineer on call Now");

  const { page } = onCall;
  expect((await page.goto(path))?.status()).toBe(404);
  await page.goto(glass());
  expect(await textOf(page)).toContain("You are on call: the case opens at once");
  await mustBeClean(page);
  const why = "Their network is down and nobody of the case answers.";
  await fill(page, "Break the glass", {
    "Reference of the case": found.reference,
    "Why it cannot wait": why,
  });
  await confirm(onCall);
  expect(page.url()).toBe(path);
  expect(await textOf(page)).toContain("reads this case by breaking the glass");

  await runOwed(tasks.on);
  const alarms = tasks.sent.filter(({ raw }) => Buffer.from(raw).includes("breaking the glass"));
  expect(alarms.flatMap(({ to }) => to).toSorted()).toEqual([
    "lead@psirt.example",
    "second.lead@psirt.example",
  ]);
  for (const { raw } of alarms) expect(Buffer.from(raw).includes(why)).toBe(false);

  await lead.page.goto(`${path}/people`);
  expect(await textOf(lead.page)).toContain(why);
  await mustBeClean(lead.page);
  house.passSeconds(4 * 3_600);
  expect((await page.goto(path))?.status()).toBe(404);
  await lead.page.goto(`${url}/console/due`);
  expect(await textOf(lead.page)).toContain(`Reviews of broken glass ${found.reference}`);
  await lead.page.goto(`${path}/people`);
  await fill(lead.page, "Record the review", {
    "Was it needed, and what follows?": "It was; nights get a second contact.",
  });
  const text = await textOf(lead.page);
  expect(text).toContain("Reviewed by The lead@psirt.example");
  expect(text).not.toContain("reads this case by breaking the glass");
  await lead.page.goto(`${path}/history`);
  expect(await textOf(lead.page)).toContain("broke the glass, being on call");
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
  await mustBeClean(second.page);
  expect(await textOf(second.page)).toContain(
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
  expect(await textOf(page)).toContain(`“${found.reference}” Open`);
  await lead.page.goto(`${path}/people`);
  expect(await textOf(lead.page)).toContain("confirmed by The second.lead@psirt.example");
});

test("a support agent files a report, sees their own thread alone, and writes to the team", async () => {
  const { page } = agent;
  await page.goto(`${url}/console/filed`);
  await mustBeClean(page);
  await fill(page, "File the report", {
    "Product or service": "OmniGate 9000",
    "What the customer found": "It restarts whenever a call is parked.",
  });
  expect(await textOf(page)).toContain("The report is with the team");
  await runOwed(tasks.on);
  await page.goto(`${url}/console/filed`);
  await page.getByRole("link", { name: /^PSIRT-/ }).click();
  await page.waitForLoadState();
  expect(await textOf(page)).toContain("It restarts whenever a call is parked.");
  await mustBeClean(page);
  await fill(page, "Write to the team", { "Write to the team": "They run version 2.4." });
  expect(await textOf(page)).toContain("Your message is with the team.");
  const reference = /PSIRT-[\d-]+/.exec(page.url())?.[0];
  expect((await page.goto(`${url}/console/cases/${reference}`))?.status()).toBe(404);
  await lead.page.goto(`${url}/console/cases/${reference}/conversation`);
  expect(await textOf(lead.page)).toContain("They run version 2.4.");
});

test("a lead makes a team and puts a colleague into it, each with a reason that stays", async () => {
  const { page } = lead;
  await page.goto(`${url}/console/people/teams`);
  await mustBeClean(page);
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
  const text = await textOf(page);
  expect(text).toContain("added The product security prime");
  expect(text).toContain("Answers for the gateways.");
  await mustBeClean(page);
});
