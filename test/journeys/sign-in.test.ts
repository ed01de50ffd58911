/** Setting up an account and signing in, in a real browser, with scripts off and on. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFirstAdministrator } from "../../src/actions/people/create-first-administrator.ts";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { accountRoutes } from "../../src/web/people/account-routes.tsx";
import { peopleRoutes } from "../../src/web/people/people-routes.tsx";
import { setUpRoutes } from "../../src/web/sign-in/set-up-routes.tsx";
import { signInRoutes } from "../../src/web/sign-in/sign-in-routes.tsx";
import { anAccount, aPassword, authenticator } from "../support/accounts.ts";
import { openBrowser } from "../support/browser.ts";
import { mustBeClean } from "../support/clean-page.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import { type TestWeb, testWeb } from "../support/web.ts";

let at: TestContext;
let web: TestWeb;
let browser: Browser;
let url: string;

beforeAll(async () => {
  at = await testContext({ demonstration: false });
  web = await testWeb(at.context, [signInRoutes, setUpRoutes, accountRoutes, peopleRoutes]);
  await ensureHouse.run(at.context, theWorker, {});
  url = await web.app.listen({ port: 0, host: "127.0.0.1" });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await web.app.close();
  await at.close();
});

/** Enrols by the page's own key and returns the authenticator. */
async function setUp(page: Page, path: string): Promise<(stepsAhead?: number) => string> {
  await page.goto(url + path);
  const key = (await page.locator("#field-totp-secret").textContent()) ?? "";
  const code = authenticator(at.context, key.replace(/\s/g, ""));
  await page.getByLabel("New password (required)", { exact: true }).fill(aPassword);
  await page.getByLabel("New password once more").fill(aPassword);
  await page.getByLabel("The code that the app shows now").fill(code());
  await page.getByRole("button", { name: "Set up the account" }).click();
  return code;
}

async function pathIn(page: Page): Promise<string> {
  return new URL((await page.locator("#field-link").textContent()) ?? "").pathname;
}

async function signIn(page: Page, name: string, code: string): Promise<void> {
  await page.getByLabel("Sign-in name").fill(name);
  await page.getByLabel("Password").fill(aPassword);
  await page.getByLabel("Code").fill(code);
  await page.keyboard.press("Enter");
}

function withoutScript(): Promise<BrowserContext> {
  return browser.newContext({ javaScriptEnabled: false });
}

test("from the printed link to an invited colleague who signs in and out, with scripts off", async () => {
  const { link } = await createFirstAdministrator.run(at.context, theWorker, {});
  const administrator = await (await withoutScript()).newPage();
  await setUp(administrator, new URL(String(link)).pathname);
  await administrator.getByRole("link", { name: "I have kept them; go on" }).click();
  await administrator.getByRole("link", { name: "Invite" }).click();
  await administrator.getByLabel("Name (required)", { exact: true }).fill("Analyst");
  await administrator.getByLabel("Sign-in name").fill("analyst@psirt.example");
  await administrator.getByLabel("Analyst", { exact: true }).check();
  await administrator.getByRole("button", { name: "Invite" }).click();
  const path = await pathIn(administrator);

  const analyst = await (await withoutScript()).newPage();
  const code = await setUp(analyst, path);
  expect(await analyst.locator("main ol code").count()).toBe(10);
  await analyst.goto(`${url}/console/account`);
  await analyst.locator("summary", { hasText: "Analyst" }).click();
  await analyst.getByRole("button", { name: "Sign out" }).click();
  expect(await analyst.getByText("You are signed out.").isVisible()).toBe(true);

  await analyst.goto(`${url}/sign-in`);
  await signIn(analyst, "analyst@psirt.example", code());
  await analyst.getByText("A code works once").waitFor();
  await analyst.goto(`${url}/sign-in?next=/console/account`);
  await signIn(analyst, "Analyst@PSIRT.example", code(1));
  await analyst.getByRole("heading", { name: "Sessions and security", level: 1 }).waitFor();
});

test("the pages are accessible, fit a phone, and break no rule of their content policy", async () => {
  const account = await anAccount(at.context, "second administrator", "administrator");
  const context = await browser.newContext({ viewport: { width: 390, height: 800 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  const look = async (path: string) => {
    await page.goto(url + path);
    await mustBeClean(page);
  };
  await look("/sign-in");
  await context.addCookies([{ name: "parley-session", value: account.session, url }]);
  const person = `/console/people/${account.personId}`;
  const own = ["", "/passkeys/new", "/password", "/app"].map((path) => `/console/account${path}`);
  for (const path of ["/console/people", "/console/people/new", person, ...own]) await look(path);
  at.passSeconds(601);
  await look("/sign-in/confirm?next=/console/people");
  expect(complaints).toEqual([]);
});
