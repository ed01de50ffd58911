/** Names in a real browser: opening the vault, a name that stops a publication, releasing one place, and a reporter who changes their mind. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { perform } from "../../src/actions/action.ts";
import { addMember } from "../../src/actions/cases/add-member.ts";
import { decideRelevancy } from "../../src/actions/cases/decide-relevancy.ts";
import { askPermission } from "../../src/actions/identity/ask-permission.ts";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { addProduct } from "../../src/actions/products/add-product.ts";
import { setAffectedProducts } from "../../src/actions/products/set-affected-products.ts";
import { draftAdvisory } from "../../src/actions/publications/draft-advisory.ts";
import { editAdvisory } from "../../src/actions/publications/edit-advisory.ts";
import { deliverRemedy } from "../../src/actions/remedies/deliver-remedy.ts";
import { planRemedy } from "../../src/actions/remedies/plan-remedy.ts";
import { scoreVulnerability } from "../../src/actions/scoring/score-vulnerability.ts";
import type { Actor } from "../../src/core/people/actor.ts";
import type { StaffRole } from "../../src/core/people/roles.ts";
import { projectRoot } from "../../src/lib/project-root.ts";
import { vulnerabilitiesOf } from "../../src/store/scoring/reader.ts";
import { joinStylesheet } from "../../src/web/assets/stylesheet.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { portalRoutes } from "../../src/web/portal/portal-routes.tsx";
import { loadAssets } from "../../src/web/server/assets.ts";
import { anAccount, aPassword, holderOf, type TestAccount } from "../support/accounts.ts";
import { openBrowser } from "../support/browser.ts";
import { aCase, type TestCase } from "../support/cases.ts";
import { textOf as wordsOf } from "../support/console.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import { type TestWeb, testWeb } from "../support/web.ts";

interface Colleague extends TestAccount {
  readonly page: Page;
  readonly actor: Actor;
}

let house: TestContext;
let web: TestWeb;
let browser: Browser;
let built: string;
let url: string;
let lead: Colleague;
let legal: Colleague;
let found: TestCase;
let path: string;
let number: string;

const author = { name: "Ann Long", organisation: "Harbour Lab", email: "ann@harbour-lab.example" };

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  built = await buildStyles();
  const requestsPerMinute = { reads: 100_000, changes: 100_000 };
  const options = { assets: loadAssets(built), requestsPerMinute };
  web = await testWeb(house.context, [consoleRoutes, portalRoutes], options);
  url = await web.app.listen({ port: 0, host: "127.0.0.1" });
  browser = await openBrowser();
  lead = await signedIn("lead@psirt.example", "lead", "psp");
  legal = await signedIn("legal@psirt.example", "legal");
  found = await aCase(house, "the gateway restart", author);
  path = `${url}/console/cases/${found.reference}`;
  number = await aDraft();
});

afterAll(async () => {
  await browser?.close();
  await web.app.close();
  await house.close();
  await rm(built, { recursive: true, force: true });
});

async function buildStyles(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "parley-identity-"));
  const outdir = join(folder, "dist", "assets");
  const entryPoints = [join(projectRoot(), "src/web/assets/scripts/console-keys.ts")];
  await build({ entryPoints, bundle: true, format: "esm", target: "es2022", outdir });
  const css = joinStylesheet(join(projectRoot(), "src/web/assets/css"));
  await writeFile(join(outdir, "parley.css"), css);
  return folder;
}

async function signedIn(name: string, ...roles: StaffRole[]): Promise<Colleague> {
  const account = await anAccount(house.context, name, ...roles);
  const actor = await holderOf(house.context, account.session);
  if (!actor) throw new Error("the session opens nothing");
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.addCookies([{ name: "parley-session", value: account.session, url }]);
  return { ...account, actor, page: await context.newPage() };
}

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

async function textOf(page: Page): Promise<string> {
  return wordsOf(await page.locator("main").innerHTML());
}

/** A dangerous deed asks for a second proof, unless one was just given; what was typed goes on. */
async function confirmIfAsked({ page, code }: Colleague): Promise<void> {
  const heading = await page.getByRole("heading", { level: 1 }).textContent();
  if (heading !== "Confirm that it is you") return;
  await page.getByLabel("Password").fill(aPassword);
  await page.getByRole("textbox", { name: "Code" }).fill(code());
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.waitForLoadState();
}

async function mustBeClean(page: Page): Promise<void> {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
      .analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect([page.url(), width, overflow]).toEqual([page.url(), width, 0]);
    const folder = process.env.PARLEY_SHOTS;
    const name = `${new URL(page.url()).pathname.replaceAll("/", "_")}-${Date.now() % 100_000}`;
    if (folder) await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
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
  expect(await textOf(page)).not.toContain(found.reference);
});

test("opening the vault shows who it is on one page, once, and stays in the history", async () => {
  const { page } = lead;
  await page.goto(`${path}/names`);
  await mustBeClean(page);
  await page.getByText("See who the reporter is").click();
  const form = page.getByRole("form", { name: "Open the vault" }).first();
  await form.getByLabel("Reason").fill("The product team has to call them.");
  await form.getByRole("button").click();
  await page.waitForLoadState();
  await confirmIfAsked(lead);
  const text = await textOf(page);
  for (const word of Object.values(author)) expect(text).toContain(word);
  expect(text).toContain("Shown this once.");
  await mustBeClean(page);
  await page.goto(`${path}/names`);
  expect(await textOf(page)).toMatch(/Vault opened\s+once/);
  expect(await page.content()).not.toContain("harbour-lab");
  await page.goto(`${path}/history`);
  const history = await textOf(page);
  expect(history).toContain("opened the vault to see who the reporter is");
  expect(history).toContain("The product team has to call them.");
});

test("[ALE-41] a withheld name stops the publication and its place is shown", async () => {
  const { page } = lead;
  await page.goto(`${path}/publications/${number}`);
  const text = await textOf(page);
  expect(text).toContain("It would name somebody who is not to be named");
  expect(text).toContain("Summary, line 1, letter 1: a name of Reporter");
  expect(text).toContain("Description, line 1, letter 39: a name of Reporter");
  await mustBeClean(page);
  await page.getByRole("button", { name: "Request approval" }).click();
  await page.waitForLoadState();
  expect(await textOf(page)).toContain("This would name somebody who is not to be named.");
  expect(await textOf(page)).toContain(`${number}: Draft`);
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
  const text = await textOf(page);
  expect(text).toContain("That place is released");
  expect(text).not.toContain("Summary, line 1");
  expect(text).toContain("Description, line 1");
  const description = page.getByLabel("Description of the vulnerability");
  await description.fill("Found in our laboratory.");
  await page.getByRole("button", { name: "Save draft" }).click();
  await page.waitForLoadState();
  expect(await textOf(page)).not.toContain("not to be named");
  await page.getByRole("button", { name: "Request approval" }).click();
  await page.waitForLoadState();
  expect(await textOf(page)).toContain(`${number}: In review`);
  await page.goto(`${path}/history`);
  expect(await textOf(page)).toContain("released a place where the name guard saw a name");
});

test("[ALE-41] [TH-24] without script the reporter changes their mind, and says who may learn their name", async () => {
  const { caseId, reporter, receiptCode } = found;
  const recipient = "The maker of the packet library, to mend it there.";
  await perform(house.context, askPermission, lead.actor, {
    caseId,
    partyId: reporter.id,
    recipient,
  });
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${url}/portal`);
  await page.getByLabel("Receipt code").fill(receiptCode);
  await page.getByRole("button").last().click();
  await page.waitForLoadState();
  expect(await textOf(page)).toContain(recipient);
  await page.getByRole("button", { name: "Yes, they may" }).click();
  await page.waitForLoadState();
  expect(await textOf(page)).toContain("You said yes");
  await page.getByText("Change how we thank you").click();
  await page.getByLabel("By a name").check();
  await page.getByLabel("Words to print").fill("Ann Long");
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForLoadState();
  expect(await textOf(page)).toContain("You want to be thanked by a name: Ann Long");
  await page.getByRole("button", { name: "Take my yes back" }).click();
  await page.waitForLoadState();
  expect(await textOf(page)).toContain("You took your yes back");
  await context.close();
  const staff = lead.page;
  await staff.goto(`${path}/names`);
  expect(await textOf(staff)).toContain("Taken back");
  expect(await textOf(staff)).toContain("Wants to be thanked by a name");
  await staff.goto(`${path}/publications/${number}`);
  await staff.getByText("Edit the words").click();
  await staff.getByRole("button", { name: "Save draft" }).click();
  await staff.waitForLoadState();
  expect(await textOf(staff)).toMatch(/Thanks\s+Ann Long/);
});

test("the portal's panel is clean on a phone and a desk", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${url}/portal`);
  await page.getByLabel("Receipt code").fill(found.receiptCode);
  await page.getByRole("button").last().click();
  await page.waitForLoadState();
  await page.getByText("Change how we thank you").click();
  await mustBeClean(page);
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
  await form.getByRole("button").click();
  await page.waitForLoadState();
  await confirmIfAsked(legal);
  expect(await textOf(page)).toContain("Waits for a second person");
  await lead.page.goto(`${path}/names#legal`);
  await lead.page.getByRole("button", { name: "Approve the entry" }).click();
  await lead.page.waitForLoadState();
  await confirmIfAsked(lead);
  expect(await textOf(lead.page)).toContain("Approved by The lead@psirt.example");
  await page.goto(`${url}/console/legal-disclosures`);
  const register = await textOf(page);
  expect(register).toContain("Regional court, file 12/26");
  expect(register).toContain("The lead@psirt.example");
  await mustBeClean(page);
  await lead.page.goto(`${path}/history`);
  const history = await textOf(lead.page);
  expect(history).toContain("recorded that something was given because the law asks for it");
  expect(history).not.toContain("Regional court");
  const refused = await lead.page.goto(`${url}/console/legal-disclosures`);
  expect(refused?.status()).toBe(404);
});
