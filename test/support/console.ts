/** The console on a test's own database: people with accounts and their browsers. */
import type { StaffRole } from "../../src/core/people/roles.ts";
import type { Context } from "../../src/store/context.ts";
import { sessionHash } from "../../src/store/people/session-reader.ts";
import { insertSession } from "../../src/store/people/session-writer.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import type { WebContext } from "../../src/web/server/web-context.ts";
import { anAccount } from "./accounts.ts";
import { type TestContext, theWorker } from "./context.ts";
import { TestBrowser, type TestWeb, testWeb } from "./web.ts";

export interface Colleague {
  readonly personId: string;
  readonly session: string;
  readonly browser: TestBrowser;
}

/** The console's pages, with no limit on how often a test asks. */
export function testConsole(
  house: TestContext,
  change: Partial<WebContext> = {},
): Promise<TestWeb> {
  const requestsPerMinute = { reads: 100_000, changes: 100_000 };
  return testWeb(house.context, [consoleRoutes], { requestsPerMinute, ...change });
}

/** Somebody with an account who is signed in. */
export async function aSignedIn(
  web: TestWeb,
  context: Context,
  name: string,
  ...roles: StaffRole[]
): Promise<Colleague> {
  const { personId, session } = await anAccount(context, name, ...roles);
  const browser = new TestBrowser(web.app);
  browser.cookies.set("parley-session", session);
  return { personId, session, browser };
}

/** The text of a page without tags, blanks as one. */
export function textOf(html: string): string {
  return html
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#39;", "'")
    .replace(/\s+/g, " ");
}

/** Lets days pass; a session does not last that long, so these colleagues sign in anew. */
export async function passDays(
  house: TestContext,
  days: number,
  ...colleagues: readonly Colleague[]
): Promise<void> {
  house.passSeconds(days * 86_400);
  for (const { personId, browser } of colleagues) {
    browser.cookies.set("parley-session", await aSession(house.context, personId));
  }
}

/** The token of a new session of somebody who has an account. */
export async function aSession(context: Context, personId: string): Promise<string> {
  const token = Buffer.from(context.randomBytes(16)).toString("base64url");
  const session = { hash: sessionHash(context, token), personId };
  await context.transaction(theWorker, (tx) => insertSession(context, tx, session));
  return token;
}
