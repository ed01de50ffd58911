/**
 * A case that holds two flaws is split in a real browser, its reporter reads of both, what was added by
 * mistake is withdrawn, and follow-ups of all cases are done with one key. With PARLEY_PICTURES=<folder>
 * each screen is kept as a picture.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { perform } from "../../src/actions/action.ts";
import { decideRelevancy } from "../../src/actions/decisions/decide-relevancy.ts";
import { recordFact } from "../../src/actions/facts/record-fact.ts";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { addProduct } from "../../src/actions/products/add-product.ts";
import { setAffectedProducts } from "../../src/actions/products/set-affected-products.ts";
import { recordRootCause } from "../../src/actions/root-causes/record-root-cause.ts";
import { scoreVulnerability } from "../../src/actions/scoring/score-vulnerability.ts";
import { addVulnerability } from "../../src/actions/vulnerabilities/add-vulnerability.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { portalRoutes } from "../../src/web/portal/portal-routes.tsx";
import { publicRoutes } from "../../src/web/public/public-routes.ts";
import { aCase, type TestCase } from "../support/cases.ts";
import { mustBeCleanAnywhere } from "../support/clean-page.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import { picture } from "../support/picture.ts";
import { openByCode } from "../support/receipt-door.ts";
import {
  type BrowsingColleague,
  type StaffSite,
  staffSite,
  textOn,
} from "../support/staff-site.ts";
import { type TestTasks, testTasks } from "../support/tasks.ts";

let house: TestContext;
let tasks: TestTasks;
let site: StaffSite;
let analyst: BrowsingColleague;
/** A reporter's own browser, with scripts off. */
let portal: Page;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  site = await staffSite(house, [publicRoutes, consoleRoutes, portalRoutes]);
  analyst = await site.signIn("analyst@psirt.example", "analyst", "lead", "psp");
  analyst.page.setDefaultTimeout(30_000);
  portal = await (await site.browser.newContext({ javaScriptEnabled: false })).newPage();
});
afterAll(async () => {
  await site?.close();
  await tasks?.close();
  await house?.close();
});

const phone = { width: 390, height: 844 };
const desk = { width: 1280, height: 900 };

/** The page as it stands, at both widths. */
async function pictures(page: Page, name: string): Promise<void> {
  await picture(page, name);
  await page.setViewportSize(phone);
  await picture(page, `${name}-phone`);
  await page.setViewportSize(desk);
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("main").getByRole("button", { name }).first().click();
  await page.waitForLoadState();
}

/** A report found relevant, with a second flaw that is scored and has a product, and a fact. */
async function aCaseOfTwo(): Promise<TestCase> {
  const found = await aCase(house, "a restart", { email: "quill@harbour.example" });
  await runOwed(tasks.on);
  const { caseId } = found;
  const { context } = house;
  const { actor } = analyst;
  const relevant = { caseId, outcome: "relevant", touches: ["availability"] };
  await perform(context, decideRelevancy, actor, relevant);
  const title = "The second parser copies the name without a check";
  const added = await perform(context, addVulnerability, actor, { caseId, title });
  const on = { caseId, vulnerabilityId: added.vulnerabilityId };
  const vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H";
  await perform(context, scoreVulnerability, actor, { ...on, vector });
  const product = { entity: "Home", name: "OmniGate" };
  const { productId } = await perform(context, addProduct, actor, product);
  const products = [{ productId, status: "affected", versions: "2.4" }];
  await perform(context, setAffectedProducts, actor, { ...on, products });
  await perform(context, recordFact, actor, {
    ...{ caseId, kind: "details-public", awareAt: "2026-01-02T09:00:00Z", desk: "support" },
    ...{ source: "customer", confidence: "confirmed", advisory: "not-owed" },
    evidence: "A forum shows the packet.",
  });
  await runOwed(tasks.on);
  return found;
}

test("[ALE-39] a case is split in one deed: what goes is shown, both cases are linked, and its reporter reads of both", async () => {
  const found = await aCaseOfTwo();
  const { page } = analyst;
  await page.setViewportSize(desk);
  await page.goto(`${site.url}/console/cases/${found.reference}`);
  await page.keyboard.press("c");
  await page.keyboard.press("s");
  await page.waitForURL(/\/split/);
  await page.getByLabel("Title of the new case").fill("The second parser");
  await page.getByLabel("Why it is split").fill("It is another parser, of another team.");
  await press(page, "Show what goes");
  expect(await textOn(page)).toContain("Choose at least one vulnerability or one fact");
  expect(await page.getByLabel("Title of the new case").inputValue()).toBe("The second parser");
  await mustBeCleanAnywhere(page);
  await pictures(page, "1-nothing-chosen");
  await page.getByLabel("The second parser copies the name").check();
  await page.getByLabel("Details are public").check();
  await press(page, "Show what goes");
  expect(await textOn(page)).toContain("What goes to the new case");
  await mustBeCleanAnywhere(page);
  await pictures(page, "2-what-goes");
  await press(page, "Split the case");
  expect(await textOn(page)).toContain("It is split.");
  await runOwed(tasks.on);
  await page.reload();
  expect(await textOn(page)).toContain("It was split off this one");
  await pictures(page, "3-linked");
  await page.locator("#links a").first().click();
  await page.waitForLoadState();
  expect(await textOn(page)).toContain("The second parser");
  await pictures(page, "4-new-case");
  await page.goto(`${site.url}/console/cases/${found.reference}/vulnerability`);
  expect(await textOn(page)).toContain("In a case of its own");
  await mustBeCleanAnywhere(page);
  await pictures(page, "5-struck-through");
  await runOwed(tasks.on);
  await openByCode(portal, site.url, found.receiptCode);
  expect(await textOn(portal)).toContain("A part of your report has a case of its own.");
  await pictures(portal, "6-reporter");
});

test("[ALE-04] [ALE-05] follow-ups of all cases stand in one list, and the one in focus is done with one key", async () => {
  const { page, actor } = analyst;
  const { context } = house;
  const { caseId } = await aCase(house, "a stop");
  // Of long ago, so that what was to be done about it can be overdue.
  const begun = ["2019-12-02T09:00:00Z", caseId];
  await house.pools.worker.query("update cases set opened_at = $1 where case_id = $2", begun);
  const cause = { caseId, practice: "testing", words: "No fuzzing reached the parser." };
  const name = (followUp: string, more: object = {}) =>
    perform(context, recordRootCause, actor, { ...cause, followUp, ...more });
  const late = "Fuzz the parser in every nightly build.";
  await name(late, { dueOn: "2020-06-01", ownerId: analyst.personId, requirement: "SDL-12" });
  await name("Write down which parsers copy names.", { dueOn: "2999-06-01" });
  await page.goto(`${site.url}/console`);
  await page.keyboard.press("g");
  await page.keyboard.press("f");
  await page.waitForURL(/follow-ups/);
  expect(await textOn(page)).toContain(late);
  await mustBeCleanAnywhere(page);
  await pictures(page, "7-follow-ups");
  await page.keyboard.press("j");
  await page.keyboard.press("e");
  await page.waitForURL(/done=1/);
  const list = await textOn(page);
  expect(list).toContain("One follow-up is done");
  expect(list).not.toContain(late);
  expect(list).toContain("Write down which parsers copy names.");
  await pictures(page, "7-follow-up-done");
  await page.keyboard.press("u");
  await page.waitForURL(/back=1/);
  const putBack = await textOn(page);
  expect(putBack).toContain("One follow-up is put back");
  expect(putBack).toContain(late);
  await page.goto(`${site.url}/console/follow-ups?owner=nobody`);
  await page.keyboard.press("j");
  await page.keyboard.press("e");
  await page.waitForURL(/done=1/);
  expect(await textOn(page)).toContain("No follow-up is open");
  await pictures(page, "8-no-follow-up");
});
