/**
 * Promises as the people outside see them, in a real browser: kept and broken with the reason, under
 * the version of the policy that held when a report arrived, and as public figures.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { perform } from "../../src/actions/action.ts";
import { countFigures } from "../../src/actions/clocks/count-figures.ts";
import { explainBreach } from "../../src/actions/clocks/explain-breach.ts";
import { sendMessage } from "../../src/actions/messages/send-message.ts";
import { dueAt } from "../../src/core/clocks/due-at.ts";
import type { Policy } from "../../src/core/policy/policy.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { portalRoutes } from "../../src/web/portal/portal-routes.tsx";
import { publicRoutes } from "../../src/web/public/public-routes.ts";
import { openBrowser } from "../support/browser.ts";
import { aCase, aPerson } from "../support/cases.ts";
import { mustBeClean } from "../support/clean-page.ts";
import { aWednesday, type TestContext, testContext } from "../support/context.ts";
import { calendarFor, policyOf, policyText } from "../support/policy-files.ts";
import { type Product, startProduct } from "../support/product.ts";
import { type TestTasks, testTasks } from "../support/tasks.ts";
import { type TestWeb, testWeb } from "../support/web.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function newPage(wish: BrowserContextOptions = {}): Promise<Page> {
  return (await browser.newContext(wish)).newPage();
}

const withoutScript = { javaScriptEnabled: false } as const;

/** Reports by the form, to be answered in the portal; gives the receipt code. */
async function report(page: Page, url: string, words: string): Promise<string> {
  await page.goto(`${url}/report`);
  await page.getByLabel("Product or service").fill("OmniGate 9000");
  await page.getByLabel("What did you find?").fill(words);
  await page.getByLabel("Only here, with a receipt code").check();
  await page.getByRole("button", { name: "Send the report" }).click();
  return (await page.locator("#field-receipt").textContent()) ?? "";
}

async function enter(page: Page, url: string, code: string): Promise<void> {
  await page.goto(`${url}/portal`);
  await page.getByLabel("Receipt code").fill(code);
  await page.getByRole("button", { name: "Open my report" }).click();
  // Whoever goes on before the answer is there was never let in.
  await page.waitForURL("**/portal/case");
}

/** As one reads it: with blanks where the page has lines. */
async function textOf(place: Locator): Promise<string> {
  return (await place.allInnerTexts()).join(" ").replace(/\s+/g, " ");
}

/** What we owe the reader. */
const owed = (page: Page) => textOf(page.getByRole("list", { name: "What we owe you" }));

describe("promises to a reporter", () => {
  let at: TestContext;
  let web: TestWeb;
  let tasks: TestTasks;
  let url: string;
  let page: Page;
  let code: string;

  beforeAll(async () => {
    const made = await testContext({ demonstration: false });
    const policies = made.context.policies.map(promising);
    at = { ...made, context: { ...made.context, policies } };
    tasks = await testTasks(at);
    web = await testWeb(at.context, [publicRoutes, portalRoutes]);
    url = await web.app.listen({ port: 0, host: "127.0.0.1" });
    page = await newPage(withoutScript);
    code = await report(page, url, "A crafted packet restarts the gateway.");
    await runOwed(tasks.on);
    await enter(page, url, code);
  });
  afterAll(async () => {
    await web.app.close();
    await tasks.close();
    await at.close();
  });

  /** An acknowledgement in three working days and news every fourteen days, as its own words; figures shown. */
  function promising(policy: Policy): Policy {
    const { promises } = policy;
    const acknowledge = promises["acknowledge-report"];
    const status = promises["status-update"];
    if (!acknowledge || !status) throw new Error("the policy makes other promises than this story");
    return {
      ...policy,
      promises: {
        ...promises,
        "acknowledge-report": { ...acknowledge, basis: "text", within: { workingDays: 3 } },
        "status-update": { ...status, basis: "text", within: { days: 14 }, satisfiedBy: "person" },
      },
      publicFigures: { shown: true, atLeast: 5, requirements: [] },
    };
  }

  const caseOf = async () => {
    const { rows } = await at.pools.worker.query<{
      caseId: string;
      partyId: string;
      clock: string;
    }>(
      `select case_id as "caseId", owed_to as "partyId", clock_id as clock from clocks
        where promise = 'status-update' and met_at is null order by started_at limit 1`,
    );
    const [found] = rows;
    if (!found) throw new Error("no news is owed");
    return found;
  };

  test("[ALE-29] the promise to acknowledge is shown as kept, with both dates, and news with its date", async () => {
    const told = await owed(page);
    expect(told).toContain(
      "We promised to acknowledge your report Kept 11 March 2026, 09:00 Europe/Paris (UTC+01:00) Promised by 16 March 2026, 23:59 Europe/Paris",
    );
    expect(told).toContain("We promised you news By 25 March 2026, 23:59 Europe/Paris (UTC+01:00)");
    // Telling the relevancy is the operator's own target: nobody outside hears of a date.
    expect(told).toContain("We will tell you whether it concerns our products Under way");
  });

  test("[ALE-31] [ALU-06] a promise that was not kept is shown as broken, with its reason once it is given", async () => {
    at.setClock("2026-03-27T08:00:00.000Z");
    await page.reload();
    expect(await owed(page)).toContain(
      "We promised you news Overdue since 25 March 2026, 23:59 Europe/Paris (UTC+01:00) We did not keep this. We have not yet said why.",
    );
    const analyst = await aPerson(at, "analyst");
    const { caseId, partyId, clock } = await caseOf();
    const reason = "The laboratory was closed after a flood.";
    await perform(at.context, explainBreach, analyst, { caseId, clockId: clock, reason });
    await page.reload();
    expect(await owed(page)).toContain(`We did not keep this: ${reason}`);
    const text = "We can reproduce it now.";
    await perform(at.context, sendMessage, analyst, { caseId, partyId, text });
    await runOwed(tasks.on);
    await page.reload();
    const told = await owed(page);
    expect(told).toContain("We promised you news By 10 April 2026, 23:59 Europe/Paris (UTC+02:00)");
    expect(told).toMatch(/Kept late 27 March 2026, 09:00 .* We did not keep this: The laboratory/);
  });

  test("the reporter reads all dates in their own zone, chosen with scripts off or offered by a script", async () => {
    await page.getByLabel("Show dates in").selectOption("America/New_York");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    expect(await owed(page)).toContain("By 10 April 2026, 17:59 America/New_York (UTC-04:00)");
    expect(await textOf(page.locator("main"))).not.toMatch(/\d\d:\d\d Europe\/Paris/);
    await page.getByLabel("Show dates in").selectOption("");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    expect(await owed(page)).toContain("By 10 April 2026, 23:59 Europe/Paris");
    const scripted = await newPage({ timezoneId: "Asia/Tokyo" });
    await enter(scripted, url, code);
    await scripted.getByRole("button", { name: "Show in your time (Asia/Tokyo)" }).click();
    expect(await owed(scripted)).toContain("By 11 April 2026, 06:59 Asia/Tokyo (UTC+09:00)");
    expect(await scripted.getByRole("button", { name: /in your time/ }).isVisible()).toBe(false);
    await scripted.context().close();
  });

  test("[VEN-37] the public figures count what was kept, broken and never answered, from enough reports on", async () => {
    at.setClock("2026-04-02T08:00:00.000Z");
    await countFigures(at.context);
    const anybody = await newPage(withoutScript);
    await anybody.goto(`${url}/policy/figures`);
    await anybody.getByText("Nothing to show yet").waitFor();
    for (let count = 0; count < 5; count++) await aCase(at, `trouble ${count}`);
    await runOwed(tasks.on);
    at.setClock("2026-05-04T08:00:00.000Z");
    await countFigures(at.context);
    // What caches may keep for a minute is not asked for again by a reload.
    const later = await newPage(withoutScript);
    await later.goto(`${url}/policy`);
    await later.getByRole("link", { name: "Figures" }).click();
    const figures = await textOf(later.locator("main"));
    expect(figures).toMatch(/6 reports received 1 answered by a person 5 not answered/i);
    expect(figures).toMatch(/Acknowledging a report Promised 6 6 0 0 0 0/);
    // Six first turns and one more: one turn late, the other six overdue by then.
    expect(figures).toMatch(/Telling how the investigation stands Promised 7 0 1 6 0 0/);
  });

  test.each([
    { width: 1280, colorScheme: "light" },
    { width: 390, colorScheme: "dark" },
  ] as const)(
    "the portal and the figures are accessible and fit at $width pixels, $colorScheme",
    async (wish) => {
      const { width, colorScheme } = wish;
      const scripted = await newPage({ viewport: { width, height: 800 }, colorScheme });
      await enter(scripted, url, code);
      for (const fold of await scripted.locator("summary").all()) await fold.click();
      await mustBeClean(scripted);
      await scripted.goto(`${url}/policy/figures`);
      await mustBeClean(scripted);
      await scripted.goto(`${url}/fr/policy/figures`);
      await mustBeClean(scripted);
      await scripted.context().close();
    },
  );

  test("printed figures keep their numbers and their period", async () => {
    const paper = await newPage();
    await paper.goto(`${url}/policy/figures`);
    await paper.emulateMedia({ media: "print" });
    expect(await paper.getByText("whole finished months only").isVisible()).toBe(true);
    expect(await paper.getByRole("rowheader", { name: /Acknowledging/ }).isVisible()).toBe(true);
    expect(await paper.getByRole("navigation", { name: "Main" }).isVisible()).toBe(false);
    at.setClock(aWednesday);
  });
});

describe("two versions of a policy", () => {
  let folder: string;
  let product: Product;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "parley-versions-"));
    await mkdir(join(folder, "policies"));
  });
  afterAll(async () => {
    await product?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** The policy that Parley comes with, promising news after so many days. */
  async function policyFile(version: number, inForceFrom: Date, days: number): Promise<string> {
    const policy = parse(policyText("ale.yaml"));
    policy.version = version;
    policy.inForceFrom = inForceFrom.toISOString();
    Object.assign(policy.promises["status-update"], { within: { days }, basis: "text" });
    const path = join(folder, "policies", `version-${version}.yaml`);
    await writeFile(path, stringify(policy));
    return path;
  }

  async function startUnder(policy: string): Promise<void> {
    product = await startProduct({
      folder,
      demonstration: false,
      settings: { PARLEY_POLICY: policy },
    });
  }

  /** When news is promised, and when it must be by the rules of counting, after so many days. */
  async function newsPromised(page: Page, days: number) {
    // Not its line in the list of all dates.
    const promise = page.locator("li:not(#dates li)", { hasText: "We promised you news" });
    await expect
      .poll(
        async () => {
          await page.goto(`${product.baseUrl}/portal/case`);
          return promise.count();
        },
        { timeout: 300_000 },
      )
      .toBe(1);
    const instants = [promise.locator("time").first(), page.locator("main time").first()];
    const [due, received] = await Promise.all(
      instants.map(async (each) => new Date((await each.getAttribute("datetime")) ?? "")),
    );
    const calendar = calendarFor(policyOf("ale.yaml"));
    return { due, expected: dueAt({ days }, received ?? new Date(0), calendar) };
  }

  async function mustPromiseNews(page: Page, days: number): Promise<void> {
    const { due, expected } = await newsPromised(page, days);
    expect(due).toEqual(expected);
  }

  test("[VEN-36] an old case follows its old policy after a new version came into force, and says so", async () => {
    await startUnder(await policyFile(1, new Date("2020-01-01T00:00:00Z"), 14));
    const old = await newPage(withoutScript);
    const code = await report(old, product.baseUrl, "Found under the first version.");
    await enter(old, product.baseUrl, code);
    await mustPromiseNews(old, 14);
    await product.stop();
    await startUnder(await policyFile(2, new Date(), 30));
    await enter(old, product.baseUrl, code);
    await mustPromiseNews(old, 14);
    await old.getByRole("link", { name: "version 1 of our policy" }).click();
    expect(new URL(old.url()).pathname).toBe("/policy/versions/1");
    const recent = await newPage(withoutScript);
    const other = await report(recent, product.baseUrl, "Found under the second version.");
    await enter(recent, product.baseUrl, other);
    await mustPromiseNews(recent, 30);
    expect(await recent.getByRole("link", { name: "version 2 of our policy" }).count()).toBe(1);
  });

  test("[CC-01] [CC-02] [CC-03] the earlier text has a banner and a link to the current one, and the two are compared", async () => {
    const page = await newPage(withoutScript);
    const main = () => textOf(page.locator("main"));
    await page.goto(`${product.baseUrl}/policy/versions/1`);
    expect(await main()).toContain("This is an earlier version.");
    expect(await main()).toContain("14 days");
    await page.getByRole("link", { name: "Version 2, after this one" }).click();
    await page.getByRole("link", { name: "Version 1, before this one" }).click();
    await page.getByRole("link", { name: "Read the version in force" }).click();
    expect(await main()).toContain("30 days");
    expect(await main()).not.toContain("This is an earlier version.");
    await page.goto(`${product.baseUrl}/policy/versions`);
    expect(await page.getByRole("table").getByRole("row").count()).toBe(3);
    await page.goto(`${product.baseUrl}/policy/compare`);
    await page.getByLabel("From version").selectOption("1");
    await page.getByLabel("To version").selectOption("2");
    await page.getByRole("button", { name: "Compare" }).click();
    expect(new URL(page.url()).search).toBe("?from=1&to=2");
    const changes = await main();
    expect(changes).toContain("From version 1 to version 2");
    expect(changes).toMatch(/14 days/);
    expect(changes).toMatch(/30 days/);
  });
});
