/**
 * Two people find the same, in a real browser: the later report follows the earlier case, its finder reads
 * since when it was known and how the work goes on, and both are thanked in the advisory. With
 * PARLEY_PICTURES=<folder> each screen is kept as a picture.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Action, perform } from "../../src/actions/action.ts";
import { concludeAnalysis } from "../../src/actions/decisions/conclude-analysis.ts";
import { decideRelevancy } from "../../src/actions/decisions/decide-relevancy.ts";
import { chooseCredit } from "../../src/actions/identity/choose-credit.ts";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { addProduct } from "../../src/actions/products/add-product.ts";
import { setAffectedProducts } from "../../src/actions/products/set-affected-products.ts";
import { approveAdvisory } from "../../src/actions/publications/approve-advisory.ts";
import { draftAdvisory } from "../../src/actions/publications/draft-advisory.ts";
import { editAdvisory } from "../../src/actions/publications/edit-advisory.ts";
import { publishAdvisory } from "../../src/actions/publications/publish-advisory.ts";
import { requestApproval } from "../../src/actions/publications/request-approval.ts";
import { deliverRemedy } from "../../src/actions/remedies/deliver-remedy.ts";
import { planRemedy } from "../../src/actions/remedies/plan-remedy.ts";
import { scoreVulnerability } from "../../src/actions/scoring/score-vulnerability.ts";
import type { Actor } from "../../src/core/people/actor.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { vulnerabilitiesOf } from "../../src/store/scoring/reader.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { portalRoutes } from "../../src/web/portal/portal-routes.tsx";
import { publicRoutes } from "../../src/web/public/public-routes.ts";
import { aCase, aPerson, type TestCase } from "../support/cases.ts";
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

async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole("button", { name }).last().click();
  await page.waitForLoadState();
}

async function onPortal({ receiptCode }: TestCase): Promise<string> {
  await runOwed(tasks.on);
  await openByCode(portal, site.url, receiptCode);
  return textOn(portal);
}

async function does(action: Action, actor: Actor, input: object) {
  house.passSeconds(60);
  const done = (await perform(house.context, action, actor, input)) as Record<string, string>;
  await runOwed(tasks.on);
  return done;
}

const why =
  "The packet that you describe restarts the gateway by the length field whose check we are mending already.";

test("[ALE-41] what two people found follows one case: each keeps thread and date, and both are thanked by the names they chose", async () => {
  const earlier = await aCase(house, "a restart", { email: "quill@harbour.example" });
  house.passSeconds(600);
  const later = await aCase(house, "a reboot", { email: "marsh@bay.example" });
  await runOwed(tasks.on);
  for (const [{ caseId, reporter }, print] of [
    [earlier, "harbour-fox"],
    [later, "bay-otter"],
  ] as const) {
    await does(chooseCredit, reporter, { caseId, choice: "handle", print });
  }
  const { page, actor } = analyst;
  await page.goto(`${site.url}/console/cases/${later.reference}`);
  await page.getByRole("link", { name: "Let it follow that one" }).click();
  await page.waitForLoadState();
  await page.locator("#duplicate summary").click();
  await page.getByLabel("The earlier case").fill("PSIRT-1999-1");
  await page.getByLabel("Explanation for the reporter").fill(why);
  await press(page, "Let it follow that case");
  expect(await textOn(page)).toContain("You see no case PSIRT-1999-1.");
  expect(await page.getByLabel("Explanation for the reporter").inputValue()).toBe(why);
  await mustBeCleanAnywhere(page);
  await picture(page, "1-no-such-case");
  await page.getByLabel("The earlier case").fill(earlier.reference);
  await press(page, "Let it follow that case");
  expect(await textOn(page)).toContain("It follows the earlier case now.");
  expect(await textOn(page)).toContain(earlier.reference);
  await mustBeCleanAnywhere(page);
  await picture(page, "2-follows");

  await page.locator("summary", { hasText: "Show its report in the earlier case" }).click();
  await press(page, "Show its report there too");
  expect(await textOn(page)).toContain("The other case holds the report too.");

  const told = await onPortal(later);
  expect(told).toContain("What you found was reported to us before.");
  expect(told).toContain(why);
  expect(told).not.toContain(earlier.reference);
  await picture(portal, "3-known-before");

  await page.goto(`${site.url}/console/cases/${later.reference}`);
  await press(page, "Close the case");
  await runOwed(tasks.on);
  const number = await publish(earlier, actor);
  const page1 = await portal.goto(`${site.url}/publications/${number}`);
  expect(page1?.status()).toBe(200);
  const advisory = await textOn(portal);
  expect(advisory).toContain("harbour-fox");
  expect(advisory).toContain("bay-otter");
  await picture(portal, "4-both-thanked");
  for (const each of [earlier, later]) expect(await onPortal(each)).toContain(number);
  await picture(portal, "5-news-after-closing");
  await page.goto(`${site.url}/console/cases/${earlier.reference}/links`);
  expect(await textOn(page)).toContain(later.reference);
  await picture(page, "6-followers");
});

/** The work on the earlier case, from relevancy to the advisory. */
async function publish({ caseId }: TestCase, actor: Actor): Promise<string> {
  const words =
    "It is confirmed in our laboratory, and a correction will be delivered to customers.";
  const touches = ["availability"];
  const relevant = { caseId, outcome: "relevant", touches, explanation: words };
  await does(decideRelevancy, actor, relevant);
  const [first] = await house.context.transaction(actor, (tx) =>
    vulnerabilitiesOf(house.context, tx, caseId),
  );
  const on = { caseId, vulnerabilityId: first?.vulnerabilityId };
  const vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H";
  await does(scoreVulnerability, actor, { ...on, vector });
  const { productId } = await does(addProduct, actor, {
    ...{ entity: "Home", name: "OmniGate 9000", kind: "product" },
  });
  const products = [{ productId, status: "affected", versions: "vers:semver/<2.4.1" }];
  await does(setAffectedProducts, actor, { ...on, products });
  const { remedyId } = await does(planRemedy, actor, {
    ...{ ...on, kind: "patch", text: "Update to 2.4.1.", howToObtain: "From the portal." },
  });
  const verification = "Tested on the bench with the finder's packet.";
  await does(deliverRemedy, actor, { caseId, remedyId, verification });
  const confirmed = { caseId, outcome: "confirmed", explanation: words };
  await does(concludeAnalysis, actor, confirmed);
  const { publicationId, number = "" } = await does(draftAdvisory, actor, { caseId, type: "SA" });
  const publication = { caseId, publicationId };
  const text = "A crafted packet restarts the gateway.";
  await does(editAdvisory, actor, {
    ...{ ...publication, title: "OmniGate restart", summary: text, description: text },
    ...{ impact: text, defensiveSteps: "Update.", howToObtain: "From the portal." },
    ...{ support: "Write to us.", disclaimer: "Provided as it is." },
  });
  await does(requestApproval, actor, publication);
  const approver = await aPerson(house, "approver", "publisher");
  await does(approveAdvisory, approver, publication);
  await does(publishAdvisory, approver, publication);
  return number;
}
