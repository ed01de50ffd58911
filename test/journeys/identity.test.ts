/** Names in a real browser: opening the vault, a name that stops a publication, releasing one place, and a reporter who changes their mind. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { perform } from "../../src/actions/action.ts";
import { addMember } from "../../src/actions/cases/add-member.ts";
import { decideRelevancy } from "../../src/actions/decisions/decide-relevancy.ts";
import { askPermission } from "../../src/actions/identity/ask-permission.ts";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { addProduct } from "../../src/actions/products/add-product.ts";
import { setAffectedProducts } from "../../src/actions/products/set-affected-products.ts";
import { draftAdvisory } from "../../src/actions/publications/draft-advisory.ts";
import { editAdvisory } from "../../src/actions/publications/edit-advisory.ts";
import { deliverRemedy } from "../../src/actions/remedies/deliver-remedy.ts";
import { planRemedy } from "../../src/actions/remedies/plan-remedy.ts";
import { scoreVulnerability } from "../../src/actions/scoring/score-vulnerability.ts";
import { vulnerabilitiesOf } from "../../src/store/scoring/reader.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { portalRoutes } from "../../src/web/portal/portal-routes.tsx";
import { aCase, type TestCase } from "../support/cases.ts";
import { mustBeCleanAnywhere } from "../support/clean-page.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import {
  type BrowsingColleague,
  confirmIfAsked,
  type StaffSite,
  staffSite,
  textOn,
} from "../support/staff-site.ts";

let house: TestContext;
let site: StaffSite;
let url: string;
let lead: BrowsingColleague;
let legal: BrowsingColleague;
let found: TestCase;
let path: string;
let number: string;

const author = { name: "Ann Long", organisation: "Harbour Lab", email: "ann@harbour-lab.example" };

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  site = await staffSite(house, [consoleRoutes, portalRoutes]);
  url = site.url;
  lead = await site.signIn("lead@psirt.example", "lead", "psp");
  legal = await site.signIn("legal@psirt.example", "legal");
  found = await aCase(house, "the gateway restart", author);
  path = `${url}/console/cases/${found.reference}`;
  number = await aDraft();
});

afterAll(async () => {
  await site?.close();
  await house.close();
});

/** A complete draft that names the reporter once, and holds one word that only looks so. */
async function aDraft(): Promise<string> {
  const { context } = house;
  const { actor } = lead;
  const { caseId } = found;
  const relevancy = { outcome: "relevant", touches: ["availability"], explanation: "It is ours." };
  await perform(context, decideRelevancy, actor, { caseId, ...relevancy });
  const [vulnerability] = await context.transaction(actor, (tx) =>
    vulnerabilitiesOf(context, tx, caseId),
  );
  const on = { caseId, vulnerabilityId: vulnerability?.vulnerabilityId };
  const vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H";
  await perform(context, scoreVulnerability, actor, { ...on, vector });
  const product = { entity: "Example", name: "OmniGate", kind: "product" };
  const { productId } = await perform(context, addProduct, actor, product);
  const products = [{ productId, status: "affected", versions: "vers:semver/<2.4.1" }];
  await perform(context, setAffectedProducts, actor, { ...on, products });
  const remedy = { kind: "patch", text: "Update to 2.4.1.", howToObtain: "From the portal." };
  const promisedFor = "2026-05-01T12:00:00Z";
  const planned = await perform(context, planRemedy, actor, { ...on, ...remedy, promisedFor });
  const verification = "Tested on the bench.";
  const done = { caseId, remedyId: planned.remedyId, verification };
  await perform(context, deliverRemedy, actor, done);
  const { publicationId, number } = await perform(context, draftAdvisory, actor, {
    caseId,
    type: "SA",
  });
  await perform(context, editAdvisory, actor, {
    caseId,
    publicationId,
    title: "OmniGate restart",
    summary: "Long packets restart the gateway.",
    description: "Found in our laboratory together with Ann Long.",
    impact: "Whoever reaches the gateway restarts it.",
    defensiveSteps: "Filter such packets.",
    howToObtain: "From the portal.",
    support: "Write to us.",
    disclaimer: "Provided as it is.",
  });
  return number;
}

test("[TH-23] no page of the case names the reporter to staff, until the vault is opened", async () => {
  const { page } = lead;
  const views = ["", "/conversation", "/names", "/people", "/history", "/vulnerability"];
  for (const view of views) {
    await page.goto(`${path}${view}`);
    const html = await page.content();
    for (const word of ["Ann Long", "Harbour Lab", "harbour-lab"]) {
      expect(html.includes(word), `${word} on ${view}`).toBe(false);
    }
  }
  await page.goto(`${url}/console/search?q=${encodeURIComponent("Harbour")}`);
  expect(await textOn(page)).not.toContain(found.reference);
});

test("opening the vault shows who it is on one page, once, and stays in the history", async () => {
  const { page } = lead;
  await page.goto(`${path}/names`);
  await mustBeCleanAnywhere(page);
  await page.getByText("See who the reporter is").click();
  const form = page.getByRole("form", { name: "Open the vault" }).first();
  await form.getByLabel("Reason").fill("The product team has to call them.");
  await form.getByRole("button").first().click();
  await page.waitForLoadState();
  await confirmIfAsked(lead);
  const text = await textOn(page);
  for (const word of Object.values(author)) expect(text).toContain(word);
  expect(text).toContain("Shown this once.");
  await mustBeCleanAnywhere(page);
  await page.goto(`${path}/names`);
  expect(await textOn(page)).toMatch(/Vault opened\s+once/);
  expect(await page.content()).not.toContain("harbour-lab");
  await page.goto(`${path}/history`);
  const history = await textOn(page);
  expect(history).toContain("opened the vault to see who the reporter is");
  expect(history).toContain("The product team has to call them.");
});

test("[ALE-41] a withheld name stops the publication and its place is shown", async () => {
  const { page } = lead;
  await page.goto(`${path}/publications/${number}`);
  const text = await textOn(page);
  expect(text).toContain("It would name somebody who is not to be named");
  expect(text).toContain("Summary, line 1, letter 1: a name of Reporter");
  expect(text).toContain("Description, line 1, letter 39: a name of Reporter");
  await mustBeCleanAnywhere(page);
  await page.getByRole("button", { name: "Request approval" }).click();
  await page.waitForLoadState();
  expect(await textOn(page)).toContain("This would name somebody who is not to be named.");
  expect(await textOn(page)).toContain(`${number}: Draft`);
});

test("one place that names nobody is released with a reason, and the rest still stops it", async () => {
  const { page } = lead;
  await page.goto(`${path}/publications/${number}`);
  const place = page.getByRole("listitem").filter({ hasText: "Summary, line 1" });
  await place.getByText("It names nobody: release this place").click();
  await place.getByLabel("Why this names nobody").fill("It speaks of packets, not of a person.");
  await place.getByRole("button", { name: "Release this finding" }).click();
  await page.waitForLoadState();
  await confirmIfAsked(lead);
  const text = await textOn(page);
  expect(text).toContain("That place is released");
  expect(text).not.toContain("Summary, line 1");
  expect(text).toContain("Description, line 1");
  const description = page.getByLabel("Description of the vulnerability");
  await description.fill("Found in our laboratory.");
  await page.getByRole("button", { name: "Save draft" }).click();
  await page.waitForLoadState();
  expect(await textOn(page)).not.toContain("not to be named");
  await page.getByRole("button", { name: "Request approval" }).click();
  await page.waitForLoadState();
  expect(await textOn(page)).toContain(`${number}: In review`);
  await page.goto(`${path}/history`);
  expect(await textOn(page)).toContain("released a place where the name guard saw a name");
});

test("[ALE-41] [TH-24] without script the reporter changes their mind, and says who may learn their name", async () => {
  const { caseId, reporter, receiptCode } = found;
  const recipient = "The maker of the packet library, to mend it there.";
  await perform(house.context, askPermission, lead.actor, {
    caseId,
    partyId: reporter.id,
    recipient,
  });
  const context = await site.browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${url}/portal`);
  await page.getByLabel("Receipt code").fill(receiptCode);
  await page.getByRole("button").last().click();
  await page.waitForLoadState();
  expect(await textOn(page)).toContain(recipient);
  await page.getByRole("button", { name: "Yes, they may" }).click();
  await page.waitForLoadState();
  expect(await textOn(page)).toContain("You said yes");
  await page.getByText("Change how we thank you").click();
  await page.getByLabel("By a name").check();
  await page.getByLabel("Words to print").fill("Ann Long");
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForLoadState();
  expect(await textOn(page)).toContain("You want to be thanked by a name: Ann Long");
  await page.getByRole("button", { name: "Take my yes back" }).click();
  await page.waitForLoadState();
  expect(await textOn(page)).toContain("You took your yes back");
  await context.close();
  const staff = lead.page;
  await staff.goto(`${path}/names`);
  expect(await textOn(staff)).toContain("Taken back");
  expect(await textOn(staff)).toContain("Wants to be thanked by a name");
  await staff.goto(`${path}/publications/${number}`);
  await staff.getByText("Edit the words").click();
  await staff.getByRole("button", { name: "Save draft" }).click();
  await staff.waitForLoadState();
  expect(await textOn(staff)).toMatch(/Thanks\s+Ann Long/);
});

test("the portal's panel is clean on a phone and a desk", async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  await page.goto(`${url}/portal`);
  await page.getByLabel("Receipt code").fill(found.receiptCode);
  await page.getByRole("button").last().click();
  await page.waitForLoadState();
  await page.getByText("Change how we thank you").click();
  await mustBeCleanAnywhere(page);
  await context.close();
});

test("[TH-25] legal records what the law made us give; another person approves it; the register lists it", async () => {
  const { page } = legal;
  const need = { personId: legal.personId, reason: "An order of a court has come." };
  await perform(house.context, addMember, lead.actor, { caseId: found.caseId, ...need });
  await page.goto(`${path}/names#legal`);
  await page.locator("summary", { hasText: "Record a legal disclosure" }).click();
  const form = page.getByRole("form", { name: "Record a legal disclosure" });
  await form.getByLabel("Authority").fill("Regional court, file 12/26");
  await form.getByLabel("Legal basis").fill("An order to produce documents");
  await form.getByLabel("What was given").fill("The report without its files");
  await form.getByLabel("Yes").check();
  await form.getByRole("button").first().click();
  await page.waitForLoadState();
  await confirmIfAsked(legal);
  expect(await textOn(page)).toContain("Waits for a second person");
  await lead.page.goto(`${path}/names#legal`);
  await lead.page.getByRole("button", { name: "Approve the entry" }).click();
  await lead.page.waitForLoadState();
  await confirmIfAsked(lead);
  expect(await textOn(lead.page)).toContain("Approved by The lead@psirt.example");
  await page.goto(`${url}/console/legal-disclosures`);
  const register = await textOn(page);
  expect(register).toContain("Regional court, file 12/26");
  expect(register).toContain("The lead@psirt.example");
  await mustBeCleanAnywhere(page);
  await lead.page.goto(`${path}/history`);
  const history = await textOn(lead.page);
  expect(history).toContain("recorded that something was given because the law asks for it");
  expect(history).not.toContain("Regional court");
  const refused = await lead.page.goto(`${url}/console/legal-disclosures`);
  expect(refused?.status()).toBe(404);
});
