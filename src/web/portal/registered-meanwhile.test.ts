import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { anyone, type TestContext, testContext } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { TestBrowser, type TestWeb, testWeb } from "../../../test/support/web.ts";
import { perform } from "../../actions/action.ts";
import { takeReport } from "../../actions/reports/take-report.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import type { Context } from "../../store/context.ts";
import type { Tx } from "../../store/transaction.ts";
import { portalRoutes } from "./portal-routes.tsx";

let at: TestContext;
let web: TestWeb;
let tasks: TestTasks;
/** Done once, after the next statement that looks a receipt up. */
let meanwhile: (() => Promise<unknown>) | undefined;

/** A context on which something happens between two statements of a stranger's transaction. */
function interrupted(context: Context): Context {
  const watched = (tx: Tx): Tx => ({
    ...tx,
    async first<Row extends object>(...statement: Parameters<Tx["first"]>) {
      const row = await tx.first<Row>(...statement);
      const happens = /open_receipt|receipt_pending/.test(statement[0]) ? meanwhile : undefined;
      if (happens) meanwhile = undefined;
      await happens?.();
      return row;
    },
  });
  return {
    ...context,
    transaction: (actor, work) =>
      context.transaction(actor, (tx) => work(actor.kind === "anyone" ? watched(tx) : tx)),
  };
}

beforeAll(async () => {
  at = await testContext();
  web = await testWeb(interrupted(at.context), [portalRoutes]);
  tasks = await testTasks(at);
});
beforeEach(() => {
  meanwhile = undefined;
});
afterAll(async () => {
  await tasks.close();
  await web.app.close();
  await at.close();
});

async function aTakenReport(): Promise<string> {
  const { receiptCode } = await perform(at.context, takeReport, anyone, {
    product: "OmniGate 9000",
    description: "Registered between two looks.",
    email: "finder@research.example",
    undertakings: "1",
    channel: "form",
  });
  return receiptCode;
}

test("a code opens its report also in the instant in which the report is registered", async () => {
  const code = await aTakenReport();
  meanwhile = () => runOwed(tasks.on);
  const browser = new TestBrowser(web.app);
  const { statusCode, headers } = await browser.submit("/portal", { code });
  expect([statusCode, headers.location]).toEqual([303, "/portal/case"]);
  expect((await browser.get("/portal/case")).statusCode).toBe(200);
});

test("who is waiting for the registration is not sent away in the instant in which it happens", async () => {
  const code = await aTakenReport();
  const browser = new TestBrowser(web.app);
  await browser.submit("/portal", { code });
  meanwhile = () => runOwed(tasks.on);
  await browser.get("/portal/case");
  const page = await browser.get("/portal/case");
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain("Registered between two looks.");
});
