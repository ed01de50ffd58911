/** The public site and the reporter's portal in a real browser, with scripts off: seen, read aloud, and used. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Policy } from "../../src/core/policy/policy.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { portalRoutes } from "../../src/web/portal/portal-routes.tsx";
import { publicRoutes } from "../../src/web/public/public-routes.ts";
import type { Assets } from "../../src/web/server/assets.ts";
import { openBrowser } from "../support/browser.ts";
import { mustBeClean } from "../support/clean-page.ts";
import { type TestContext, testContext } from "../support/context.ts";
import { freshAssets } from "../support/fresh-assets.ts";
import { policyOf } from "../support/policy-files.ts";
import { type TestTasks, testTasks } from "../support/tasks.ts";
import { type TestWeb, testWeb } from "../support/web.ts";

let at: TestContext;
let web: TestWeb;
let assets: Assets;
let tasks: TestTasks;
let browser: Browser;
let url: string;

beforeAll(async () => {
  at = await testContext();
  assets = await freshAssets();
  tasks = await testTasks(at);
  web = await testWeb(at.context, [publicRoutes, portalRoutes], { assets });
  url = await web.app.listen({ port: 0, host: "127.0.0.1" });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await web.app.close();
  await tasks.close();
  await at.close();
});

const withoutScript = (wish: Parameters<Browser["newContext"]>[0] = {}): Promise<BrowserContext> =>
  browser.newContext({ javaScriptEnabled: false, ...wish });

async function report(page: Page, wish: "by mail" | "by code"): Promise<string> {
  await page.goto(`${url}/report`);
  await page.getByLabel("Product or service").fill("OmniGate 9000");
  await page.getByLabel("What did you find?").fill("A crafted packet restarts the gateway.");
  if (wish === "by mail")
    await page.getByLabel("E-mail", { exact: true }).fill("f@research.example");
  else await page.getByLabel("Only here, with a receipt code").check();
  const buffer = Buffer.from("12:00 restart");
  await page.setInputFiles("input[type=file]", { name: "log.txt", mimeType: "text/plain", buffer });
  await page.getByRole("button", { name: "Send the report" }).click();
  return (await page.locator("#field-receipt").textContent()) ?? "";
}

test("a report goes from the start page to its portal and back to the team, with scripts off", async () => {
  const page = await (await withoutScript()).newPage();
  await page.goto(url);
  await page.locator(".hero").getByRole("link", { name: "Report a vulnerability" }).click();
  const code = await report(page, "by code");
  expect(code).toMatch(/^[0-9A-Z]{26}$/);
  await page.getByRole("button", { name: "Open my report" }).click();
  await page.getByText("is being registered").waitFor();
  await runOwed(tasks.on);
  await page.getByRole("link", { name: "Look again" }).click();
  await page.getByText("You are here").waitFor();
  await page.getByLabel("Write to the team").last().fill("It also happens over IPv6.");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByText("Your message is with the team.").waitFor();
  await page.getByRole("button", { name: "Close my report" }).click();
  await page.getByLabel("Receipt code").fill(code.toLowerCase());
  await page.getByRole("button", { name: "Open my report" }).click();
  await page.getByText("It also happens over IPv6.").waitFor();
  await page.getByText("log.txt").waitFor();
});

test("the support channels appear when it is happening now, without any script", async () => {
  const page = await (await withoutScript()).newPage();
  await page.goto(`${url}/report`);
  const channels = page.getByText("Please go to customer support first");
  expect(await channels.isVisible()).toBe(false);
  await page.getByLabel("Yes, an attack or outage is going on").check();
  expect(await channels.isVisible()).toBe(true);
  await page.getByLabel("No, I found a weakness").check();
  expect(await channels.isVisible()).toBe(false);
});

test("whoever types is shown what is published like it, compared in their browser; Enter sends the report", async () => {
  const scripted = await freshAssets("report-similar");
  const site = await testWeb(at.context, [publicRoutes], { assets: scripted });
  const address = await site.app.listen({ port: 0, host: "127.0.0.1" });
  const page = await browser.newPage();
  const items = [
    { number: "ALE-SA-2026-0001", title: "OmniGate: a packet restarts it", words: "" },
  ];
  await page.route("**/report/published.json", (route) => route.fulfill({ json: { items } }));
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.url()} ${request.postData() ?? ""}`));
  await page.goto(`${address}/report`);
  const list = page.locator("[data-similar]");
  expect(await list.isVisible()).toBe(false);
  await page.getByLabel("Product or service").fill("OmniGate");
  await page.getByLabel("What did you find?").fill("Some packet restarts it at once.");
  await list.getByRole("link", { name: "OmniGate: a packet restarts it" }).waitFor();
  await mustBeClean(page);
  // Nothing typed has left the browser.
  expect(asked.join("\n")).not.toContain("packet");
  await page.getByLabel("Only here, with a receipt code").check();
  await page.getByLabel("Product or service").press("Enter");
  await page.getByText("Your report is safe with us").waitFor();
  await site.app.close();
});

test("a form that cannot be sent yet says why and still holds every word", async () => {
  const page = await (await withoutScript()).newPage();
  await page.goto(`${url}/report`);
  await page.getByLabel("What did you find?").fill("Long words about a gateway.");
  await page.getByRole("button", { name: "Send the report" }).click();
  await page.getByRole("link", { name: "Name the product or service." }).click();
  expect(page.url()).toContain("#field-product");
  expect(await page.getByLabel("What did you find?").inputValue()).toBe(
    "Long words about a gateway.",
  );
});

const policyPaths = [
  "/policy",
  "/policy/process",
  "/policy/protection",
  "/policy/appeals",
  "/policy/versions",
  "/policy/versions/1",
  "/policy/versions/3",
  "/policy/compare?from=1&to=2",
];
const paths = ["/", "/report", "/publications", "/key", "/thanks", "/help", "/portal"];

test.each([
  { width: 1280, colorScheme: "light" },
  { width: 390, colorScheme: "dark" },
] as const)("every page is accessible and fits at $width pixels, $colorScheme", async (wish) => {
  const { width, colorScheme } = wish;
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  for (const path of [...paths, "/portal/link/c2VjcmV0LXNlY3JldC1zZQ"]) {
    await page.goto(url + path);
    await mustBeClean(page);
  }
  await report(page, "by mail");
  await mustBeClean(page);
  await runOwed(tasks.on);
  await page.getByRole("button", { name: "Open my report" }).click();
  await mustBeClean(page);
  await page.getByText("Your report by the form").click();
  await mustBeClean(page);
  await page.goto(`${url}/report`);
  for (const fold of await page.locator("summary").all()) await fold.click();
  await page.getByLabel("Yes, an attack or outage is going on").check();
  await mustBeClean(page);
  await page.getByRole("button", { name: "Send the report" }).click();
  await mustBeClean(page);
  // A refused form is answered with its status, which the browser itself notes.
  expect(complaints.filter((text) => !text.includes("status of 422"))).toEqual([]);
});

/** One policy with all that a policy can have: earlier and later texts, appeals, two languages. */
async function policySite() {
  const first = { ...policyOf("thales.yaml"), version: 1, languages: ["en", "fr"] };
  const second: Policy = {
    ...first,
    version: 2,
    inForceFrom: new Date("2026-01-01T00:00:00Z"),
    rewards: { en: "We pay no rewards.", fr: "Nous ne versons pas de récompense." },
    mayChange: "All this may change.",
    inherited: { from: "group", version: 1, overrides: ["rewards"] },
  };
  const third = { ...second, version: 3, inForceFrom: new Date("2027-01-01T00:00:00Z") };
  const policies = [first, second, third];
  return testWeb({ ...at.context, policies }, [publicRoutes, portalRoutes], { assets });
}

test.each([
  { width: 1280, colorScheme: "light" },
  { width: 390, colorScheme: "dark" },
] as const)(
  "[ALE-38] every page of the policy is accessible and fits at $width pixels, in both languages",
  async (wish) => {
    const { width, colorScheme } = wish;
    const site = await policySite();
    const base = await site.app.listen({ port: 0, host: "127.0.0.1" });
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
    const page = await context.newPage();
    for (const path of policyPaths.flatMap((each) => [each, `/fr${each}`])) {
      const answer = await page.goto(base + path);
      expect([path, answer?.status()]).toEqual([path, 200]);
      await mustBeClean(page);
    }
    await site.app.close();
  },
);

test("[CC-01, CC-02] a reader finds an old text, the one in force and their differences, in both languages, with scripts off", async () => {
  const site = await policySite();
  const base = await site.app.listen({ port: 0, host: "127.0.0.1" });
  const page = await (await withoutScript()).newPage();
  await page.goto(`${base}/policy`);
  await page.getByRole("link", { name: "Versions" }).click();
  await page.getByRole("link", { name: "Version 1", exact: true }).click();
  await page.getByText("This is an earlier version.").waitFor();
  await page.getByRole("link", { name: "Read the version in force" }).click();
  await page.getByText("We pay no rewards.").waitFor();
  await page.getByRole("link", { name: "Versions" }).click();
  await page.getByRole("link", { name: "Compare versions" }).click();
  await page.getByLabel("From version").selectOption("1");
  await page.getByLabel("To version").selectOption("2");
  await page.getByRole("button", { name: "Compare" }).click();
  await page.locator("ins", { hasText: "We pay no rewards." }).waitFor();
  expect(await page.locator(".change").count()).toBe(2);
  await page.getByRole("link", { name: "Français" }).click();
  await page.locator("ins", { hasText: "Nous ne versons pas de récompense." }).waitFor();
  await site.app.close();
});

test("a printed policy keeps its text and its drawing and leaves out what can only be clicked", async () => {
  const page = await (await withoutScript()).newPage();
  await page.goto(`${url}/policy`);
  await page.emulateMedia({ media: "print" });
  expect(await page.locator(".flow").isVisible()).toBe(true);
  expect(await page.locator(".policy-bar").isVisible()).toBe(false);
  expect(await page.locator(".contents").isVisible()).toBe(false);
});

test("a printed receipt keeps the code and leaves out what can only be clicked", async () => {
  const page = await (await withoutScript()).newPage();
  await report(page, "by code");
  await page.emulateMedia({ media: "print" });
  expect(await page.locator("#field-receipt").isVisible()).toBe(true);
  expect(await page.getByRole("button", { name: "Open my report" }).isVisible()).toBe(false);
});
