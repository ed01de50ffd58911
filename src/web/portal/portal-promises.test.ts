/** Promises, dates and policy versions as the reporter's portal shows them. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson } from "../../../test/support/cases.ts";
import {
  anyone,
  aWednesday,
  type TestContext,
  testContext,
} from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { TestBrowser, type TestWeb, testWeb } from "../../../test/support/web.ts";
import { perform } from "../../actions/action.ts";
import { explainBreach } from "../../actions/clocks/explain-breach.ts";
import { moveCaseToPolicy } from "../../actions/policies/move-case-to-policy.ts";
import { takeReport } from "../../actions/reports/take-report.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { portalRoutes } from "./portal-routes.tsx";

let at: TestContext;
let web: TestWeb;
let tasks: TestTasks;

beforeAll(async () => {
  at = await testContext();
  web = await testWeb(at.context, [portalRoutes]);
  tasks = await testTasks(at);
});
afterAll(async () => {
  await tasks.close();
  await web.app.close();
  await at.close();
});

const words = (html: string) => html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");

const enter = (browser: TestBrowser, code: string) => browser.submit("/portal", { code });

/** A browser that has the portal of a new case open. */
async function insideACase(): Promise<TestBrowser> {
  const { receiptCode } = await aCase(at);
  await runOwed(tasks.on);
  const browser = new TestBrowser(web.app);
  await enter(browser, receiptCode);
  return browser;
}

test("[ALE-31] the reporter sees when news was promised, that the promise was not kept, and why", async () => {
  const promised = at.context.policies.map(promisingNews);
  const house = { ...at, context: { ...at.context, policies: promised } };
  const other = await testWeb(house.context, [portalRoutes]);
  const { receiptCode: code, caseId } = await aCase(at);
  await runOwed(tasks.on);
  const browser = new TestBrowser(other.app);
  await enter(browser, code);
  const page = async () => words((await browser.get("/portal/case")).body);
  expect(await page()).toContain("We promised you news By 25 March 2026, 23:59 Europe/Paris");
  at.passSeconds(16 * 24 * 3_600);
  expect(await page()).toMatch(
    /We promised you news Overdue since 25 March 2026, 23:59 \S+ \S+ We did not keep this\. We have not yet said why\./,
  );
  const analyst = await aPerson(at, "analyst");
  const [clock] = (
    await at.pools.worker.query<{ id: string }>(
      "select clock_id as id from clocks where case_id = $1 and promise = 'status-update' and met_at is null",
      [caseId],
    )
  ).rows;
  const reason = "Both people who know this product were ill.";
  await perform(house.context, explainBreach, analyst, { caseId, clockId: clock?.id, reason });
  expect(await page()).toContain(`We did not keep this: ${reason}`);
  await other.app.close();
  at.setClock(aWednesday);
});

test("[VEN-36] after a deed moved the case to a later policy the old date is struck through with why", async () => {
  const [first] = at.context.policies.map(promisingNews);
  const news = first?.promises["status-update"];
  if (!first || !news) throw new Error("no policy");
  const slower = { ...first.promises, "status-update": { ...news, within: { days: 30 } } };
  const later = { ...first, version: 2, inForceFrom: new Date(aWednesday), promises: slower };
  const { receiptCode: code, caseId } = await aCase(at);
  await runOwed(tasks.on);
  const house = { ...at.context, policies: [first, later] };
  const other = await testWeb(house, [portalRoutes]);
  const browser = new TestBrowser(other.app);
  await enter(browser, code);
  const before = words((await browser.get("/portal/case")).body);
  expect(before).toMatch(/We promised you news By 25 March 2026.* version 1 of our policy/);
  const analyst = await aPerson(at, "analyst", "lead");
  const reason = "The reporter asked for the newer text.";
  await perform(house, moveCaseToPolicy, analyst, { caseId, version: 2, reason });
  await runOwed({ ...tasks.on, context: house });
  const { body } = await browser.get("/portal/case");
  expect(words(body)).toMatch(/We promised you news By 10 April 2026.* version 2 of our policy/);
  expect(body).toMatch(/<s><time[^>]*>25 March 2026, 23:59 [^<]*<\/time><\/s>/);
  expect(words(body)).toMatch(/moved on 11 March 2026 \S+ \S+ because our policy changed\./);
  await other.app.close();
});

test("a reporter chooses the zone of all dates, and the choice leaves with the report", async () => {
  const browser = await insideACase();
  const ours = words((await browser.get("/portal/case")).body);
  expect(ours).toContain("The dates on this page are in Europe/Paris. Our promises are counted in");
  const chosen = await browser.submit("/portal/case", { zone: "America/New_York" }, "/portal/zone");
  expect(chosen.headers.location).toBe("/portal/case#zone");
  const theirs = words((await browser.get("/portal/case")).body);
  expect(theirs).toContain("Received on 11 March 2026, 04:00 America/New_York (UTC-04:00)");
  expect(theirs).toContain("The dates on this page are in America/New_York.");
  expect(theirs).toContain("Our promises are counted in Europe/Paris; the moments are the same.");
  expect(theirs).not.toMatch(/\d\d:\d\d Europe\/Paris/);
  await browser.submit("/portal/case", {}, "/portal/leave");
  expect(browser.cookies.has("parley-zone")).toBe(false);
});

test("what is no time zone changes nothing, from the form and from the cookie", async () => {
  const browser = await insideACase();
  for (const zone of ["Mars/Olympus", "+05:30", "EST", "<b>", "x".repeat(400), "Europe/Paris\0"]) {
    await browser.submit("/portal/case", { zone }, "/portal/zone");
    expect(browser.cookies.has("parley-zone"), zone).toBe(false);
    browser.cookies.set("parley-zone", encodeURIComponent(zone));
    const { statusCode, body } = await browser.get("/portal/case");
    expect([statusCode, body.includes("are in Europe/Paris.")], zone).toEqual([200, true]);
    browser.cookies.delete("parley-zone");
  }
});

test("[VEN-36] the portal names the version of the policy by which the report is handled, and of the list that was shown", async () => {
  const { receiptCode: code } = await perform(at.context, takeReport, anyone, {
    product: "OmniGate 9000",
    description: "Versions",
    email: "finder@research.example",
    undertakings: "1",
    channel: "form",
  });
  await runOwed(tasks.on);
  const [first] = at.context.policies;
  if (!first) throw new Error("no policy");
  const later = { ...first, version: first.version + 1, inForceFrom: new Date(aWednesday) };
  const other = await testWeb({ ...at.context, policies: [first, later] }, [portalRoutes]);
  const browser = new TestBrowser(other.app);
  await enter(browser, code);
  const { body } = await browser.get("/portal/case");
  expect(body).toContain(`href="/policy/versions/${first.version}"`);
  expect(body).toContain(`href="/policy/versions/${first.version}#undertakings"`);
  expect(body).not.toContain(`/policy/versions/${later.version}`);
  await other.app.close();
});

function promisingNews(policy: Policy): Policy {
  const terms = policy.promises["status-update"];
  if (!terms) throw new Error("the policy owes no status");
  const promises = {
    ...policy.promises,
    "status-update": { ...terms, within: { days: 14 }, basis: "text" as const },
  };
  return { ...policy, promises };
}
