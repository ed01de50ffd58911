/** The console on a test's own database: people with accounts and their browsers. */
import type { StaffRole } from "../../src/core/people/roles.ts";
import type { Context } from "../../src/store/context.ts";
import { sessionHash } from "../../src/store/people/session-reader.ts";
import { insertSession } from "../../src/store/people/session-writer.ts";
import type { Tx } from "../../src/store/transaction.ts";
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

/** The same context, and the most statements that a page needed so far: a transaction of staff that only reads. */
export function countingReads(context: Context): { context: Context; most(): number } {
  let most = 0;
  return {
    most: () => most,
    context: {
      ...context,
      transaction: (actor, work) =>
        context.transaction(actor, async (tx) => {
          const seen = { reads: 0, writes: 0 };
          const result = await work(counted(tx, seen));
          if (actor.kind === "staff" && seen.writes === 0) most = Math.max(most, seen.reads);
          return result;
        }),
    },
  };
}

function counted(tx: Tx, seen: { reads: number; writes: number }): Tx {
  return {
    actor: tx.actor,
    query: (sql, values) => {
      seen.reads += 1;
      return tx.query(sql, values);
    },
    first: (sql, values) => {
      seen.reads += 1;
      return tx.first(sql, values);
    },
    run: (sql, values) => {
      seen.writes += 1;
      return tx.run(sql, values);
    },
  };
}
