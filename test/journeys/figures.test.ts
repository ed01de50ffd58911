/**
 * Figures in a real browser: what confirmed cases lay in and why they arose, and a count that is under way.
 * With PARLEY_PICTURES=<folder> each screen is kept as a picture.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { perform } from "../../src/actions/action.ts";
import { concludeAnalysis } from "../../src/actions/decisions/conclude-analysis.ts";
import { decideRelevancy } from "../../src/actions/decisions/decide-relevancy.ts";
import { countHouseFigures } from "../../src/actions/figures/count-house-figures.ts";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { recordRootCause } from "../../src/actions/root-causes/record-root-cause.ts";
import { addVulnerability } from "../../src/actions/vulnerabilities/add-vulnerability.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { publicRoutes } from "../../src/web/public/public-routes.ts";
import { aCase } from "../support/cases.ts";
import { mustBeCleanAnywhere } from "../support/clean-page.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import { picture } from "../support/picture.ts";
import {
  type BrowsingColleague,
  type StaffSite,
  staffSite,
  textOn,
} from "../support/staff-site.ts";

let house: TestContext;
let site: StaffSite;
let lead: BrowsingColleague;

async function confirmed(subject: string, component: string, practice: string): Promise<void> {
  const { context } = house;
  const { actor } = lead;
  const { caseId } = await aCase(house, subject);
  const run = (deed: Parameters<typeof perform>[1], input: object) =>
    perform(context, deed, actor, { caseId, ...input });
  await run(decideRelevancy, { outcome: "relevant", touches: ["availability"] });
  await run(addVulnerability, { title: `A flaw of ${subject}`, component, cwe: "CWE-787" });
  await run(concludeAnalysis, {
    outcome: "confirmed",
    explanation: "The packet restarts it, since its length is never looked at before it is copied.",
  });
  await run(recordRootCause, { practice, words: "Nobody looked at it since it was built in." });
}

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  site = await staffSite(house, [publicRoutes, consoleRoutes]);
  lead = await site.signIn("lead@psirt.example", "analyst", "lead");
  lead.page.setDefaultTimeout(30_000);
  await confirmed("one", "OpenSSL 3.0.1", "dependencies");
  await confirmed("two", "OpenSSL 1.1.1w", "dependencies");
  await confirmed("three", "SIP parser with a name that takes many words to be told", "design");
  house.passSeconds(600);
});
afterAll(async () => {
  await site?.close();
  await house?.close();
});

test("a lead sees in which components confirmed flaws lay and why they arose, at any width and in dark", async () => {
  const { page } = lead;
  await countHouseFigures(house.context);
  await house.pools.worker.query("update figure_counts set day = '2026-03-10'");
  await countHouseFigures(house.context, { signal: { aborted: true } });
  await page.goto(`${site.url}/console/figures`);
  const text = await textOn(page);
  expect(text).toMatch(/Confirmed, by component Component Confirmed OpenSSL 2 SIP parser/);
  expect(text).toMatch(/Confirmed, by practice that failed .*Dependencies 2 Design 1/);
  expect(text).toContain("A new count is under way: 3 cases to go.");
  await picture(page, "figures");
  await mustBeCleanAnywhere(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await picture(page, "figures-phone");
});
