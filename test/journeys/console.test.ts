/** The console in a real browser: its keys, and the score that is shown while one chooses. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decideRelevancy } from "../../src/actions/decisions/decide-relevancy.ts";
import { sendMessage } from "../../src/actions/messages/send-message.ts";
import { writeNote } from "../../src/actions/messages/write-note.ts";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { addProduct } from "../../src/actions/products/add-product.ts";
import { draftAdvisory } from "../../src/actions/publications/draft-advisory.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { aCase, type TestCase } from "../support/cases.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import {
  type BrowserWindow,
  type BrowsingColleague,
  type StaffSite,
  staffSite,
} from "../support/staff-site.ts";

let house: TestContext;
let site: StaffSite;
let url: string;
let lead: BrowsingColleague;
let cases: TestCase[];

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  site = await staffSite(house, [consoleRoutes], { scripts: ["console-keys", "console-cvss"] });
  url = site.url;
  lead = await site.signIn("lead", "lead");
  cases = [await aCase(house, "a noise"), await aCase(house, "a light"), await aCase(house)];
  await work();
});

afterAll(async () => {
  await site?.close();
  await house.close();
});

/** The first case is relevant, with a question, a note and a draft. */
async function work(): Promise<void> {
  const { context } = house;
  const { actor } = lead;
  const [first] = cases;
  if (!first) throw new Error("there is no case");
  const { caseId } = first;
  const product = {
    entity: "Example",
    name: "OmniGate",
    kind: "product",
    inSupport: true,
  } as const;
  await addProduct.run(context, actor, product);
  const decision = {
    outcome: "relevant",
    touches: ["integrity" as const],
    explanation: "",
  } as const;
  await decideRelevancy.run(context, actor, { caseId, ...decision, touches: ["integrity"] });
  const question = { caseId, partyId: first.reporter.id, text: "Which build?", question: true };
  await sendMessage.run(context, actor, question);
  await writeNote.run(context, actor, { caseId, text: "Seen before." });
  await draftAdvisory.run(context, actor, { caseId, type: "SA" });
}

type Reader = { width: number; colorScheme: "light" | "dark"; javaScriptEnabled?: boolean };

/** A window of the lead's. */
function signedIn({ width, ...rest }: Reader): Promise<BrowserWindow> {
  return site.open(lead.session, { viewport: { width, height: 900 }, ...rest });
}

const casePath = () => `/console/cases/${cases[0]?.reference}`;

test("the keys lead through the queue, to a case and its pages, to search and back", async () => {
  const { context, page } = await signedIn({ width: 1280, colorScheme: "light" });
  await page.goto(`${url}/console`);
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
  await page.keyboard.press("j");
  const first = await focused();
  await page.keyboard.press("j");
  expect(await focused()).not.toBe(first);
  await page.keyboard.press("k");
  expect(await focused()).toBe(first);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/console/cases/*");
  await page.keyboard.press("4");
  await page.waitForURL("**/vulnerability");
  await page.keyboard.press("/");
  await page.keyboard.type("j?3");
  expect(await page.locator('input[name="q"]').inputValue()).toBe("j?3");
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("q");
  await page.waitForURL("**/console");
  await page.keyboard.press("?");
  await page.waitForURL("**/console/help");
  await context.close();
});

test("single keys can be turned off, and stay off on this device", async () => {
  const { context, page } = await signedIn({ width: 1280, colorScheme: "light" });
  await page.goto(`${url}/console/help`);
  await page.getByRole("button", { name: "Turn these keys off" }).click();
  await page.getByRole("button", { name: "Turn these keys on" }).waitFor();
  await page.goto(`${url}/console`);
  await page.keyboard.press("j");
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("BODY");
  await page.goto(`${url}/console/help`);
  await page.getByRole("button", { name: "Turn these keys on" }).click();
  await page.getByRole("button", { name: "Turn these keys off" }).waitFor();
  await page.goto(`${url}/console`);
  await page.keyboard.press("j");
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("A");
  await context.close();
});

const choices = { AV: "Network", AC: "Low", PR: "None", UI: "None", S: "Changed" };

async function chooseBase(page: Page): Promise<void> {
  const impacts = { C: "High", I: "High", A: "None" };
  for (const [metric, value] of Object.entries({ ...choices, ...impacts })) {
    const group = page.locator("fieldset.metric", { has: page.locator(`[name="cvss.${metric}"]`) });
    await group.getByLabel(value, { exact: true }).check();
  }
}

test("the score shows while one chooses, and is the one that the server saves", async () => {
  const { context, page } = await signedIn({ width: 1280, colorScheme: "light" });
  await page.goto(`${url}${casePath()}/vulnerability?cvss=3.1`);
  const live = page.locator("[data-cvss-result]");
  expect(await live.textContent()).toContain("Choose a value for every metric");
  await chooseBase(page);
  expect(await live.textContent()).toContain("10.0 Critical");
  expect(await live.textContent()).toContain("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:N");
  await page.getByRole("button", { name: "Save score" }).click();
  await page.waitForURL("**?done=score-vulnerability");
  const saved = await page.locator(".score-line").first().textContent();
  expect(saved).toContain("10.0 Critical");
  await context.close();
});

test("without script the same form is saved, and a typed refusal keeps its words", async () => {
  const { context, page } = await signedIn({
    width: 1280,
    colorScheme: "light",
    javaScriptEnabled: false,
  });
  await page.goto(`${url}${casePath()}/vulnerability?cvss=3.0`);
  await chooseBase(page);
  await page.getByRole("button", { name: "Save score" }).click();
  expect(page.url()).toContain("done=score-vulnerability");
  expect(await page.locator(".score-line").first().textContent()).toContain("CVSS 3.0");
  await page.goto(`${url}/console/cases/${cases[1]?.reference}`);
  await page.getByLabel("Not taken up: the reporter is owed the reasons").check();
  await page.getByLabel("Explanation for the reporter").fill("No.");
  await page.getByRole("button", { name: "Decide relevancy" }).click();
  expect(await page.getByRole("alert").textContent()).toContain("Explain the decision");
  expect(await page.getByLabel("Explanation for the reporter").inputValue()).toBe("No.");
  await context.close();
});
