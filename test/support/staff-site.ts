/** The console on a test's own server, in a real browser: colleagues who are signed in, each in a window of their own. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";
import type { Actor } from "../../src/core/people/actor.ts";
import type { StaffRole } from "../../src/core/people/roles.ts";
import type { RouteModule, WebContext } from "../../src/web/server/web-context.ts";
import { actorOf, anAccount, aPassword, type TestAccount } from "./accounts.ts";
import { openBrowser } from "./browser.ts";
import { textOf } from "./console.ts";
import type { TestContext } from "./context.ts";
import { freshAssets } from "./fresh-assets.ts";
import { testWeb } from "./web.ts";

/** A page in a browser that shares nothing with the others; closing the context closes both. */
export interface BrowserWindow {
  readonly context: BrowserContext;
  readonly page: Page;
}

export interface BrowsingColleague extends TestAccount, BrowserWindow {
  readonly actor: Actor;
}

export interface StaffSite {
  readonly url: string;
  readonly browser: Browser;
  /** Somebody new with an account, signed in at a desk. */
  signIn(name: string, ...roles: StaffRole[]): Promise<BrowsingColleague>;
  /** Another window of whoever holds this session. */
  open(session: string, wish?: BrowserContextOptions): Promise<BrowserWindow>;
  close(): Promise<void>;
}

/** Styles and scripts are as their sources are now; nobody is asked to slow down. */
export async function staffSite(
  house: TestContext,
  modules: readonly RouteModule[],
  change: Partial<WebContext> & { scripts?: readonly string[] } = {},
): Promise<StaffSite> {
  const { scripts = ["console-keys"], ...rest } = change;
  const requestsPerMinute = { reads: 100_000, changes: 100_000 };
  const assets = await freshAssets(...scripts);
  const { app } = await testWeb(house.context, modules, { assets, requestsPerMinute, ...rest });
  const url = await app.listen({ port: 0, host: "127.0.0.1" });
  const browser = await openBrowser();
  const open = async (session: string, wish: BrowserContextOptions = {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...wish });
    await context.addCookies([{ name: "parley-session", value: session, url }]);
    return { context, page: await context.newPage() };
  };
  return {
    url,
    browser,
    open,
    async signIn(name, ...roles) {
      const account = await anAccount(house.context, name, ...roles);
      const actor = await actorOf(house.context, account.session);
      return { ...account, actor, ...(await open(account.session)) };
    },
    async close() {
      await browser.close();
      await app.close();
    },
  };
}

/** The text of a page's own part, without the console around it. */
export async function textOn(page: Page): Promise<string> {
  return textOf(await page.locator("main").innerHTML());
}

const asking = "Confirm that it is you";

const headingOf = (page: Page) => page.getByRole("heading", { level: 1 }).textContent();

/** The second proof that a dangerous deed asks for; what was typed goes on with it. */
export async function confirm({ page, code }: BrowsingColleague): Promise<void> {
  expect(await headingOf(page)).toBe(asking);
  await page.getByLabel("Password").fill(aPassword);
  await page.getByRole("textbox", { name: "Code" }).fill(code());
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.waitForLoadState();
}

/** The same, unless a proof was just given and holds on. */
export async function confirmIfAsked(colleague: BrowsingColleague): Promise<void> {
  if ((await headingOf(colleague.page)) === asking) await confirm(colleague);
}
