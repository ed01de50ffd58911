/** Who has access and who used it, in a real browser: the auditor's page, a case's readers, sessions, API tokens. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { perform } from "../../src/actions/action.ts";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { invitePerson } from "../../src/actions/people/invite-person.ts";
import { apiRoutes } from "../../src/api/api-routes.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { accountRoutes } from "../../src/web/people/account-routes.tsx";
import { portalRoutes } from "../../src/web/portal/portal-routes.tsx";
import { actorOf } from "../../src/web/server/actor-of.ts";
import type { RouteModule } from "../../src/web/server/web-context.ts";
import { aCase, type TestCase } from "../support/cases.ts";
import { aSession } from "../support/console.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import { mustBeCleanLightAndDark } from "../support/light-and-dark.ts";
import {
  type BrowsingColleague,
  confirm,
  type StaffSite,
  staffSite,
  textOn,
} from "../support/staff-site.ts";

let house: TestContext;
let site: StaffSite;
let lead: BrowsingColleague;
let auditor: BrowsingColleague;
let engineer: BrowsingColleague;
let found: TestCase;
let path: string;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  const api: RouteModule = (app, { context }) => apiRoutes(app, { context, actorOf });
  const modules = [consoleRoutes, accountRoutes, portalRoutes, api];
  site = await staffSite(house, modules, { scripts: ["console-keys", "copy"] });
  lead = await site.signIn("lead@psirt.example", "lead");
  auditor = await site.signIn("auditor@psirt.example", "auditor");
  engineer = await site.signIn("engineer@psirt.example", "engineer");
  found = await aCase(house, "a xylophonic noise");
  path = `${site.url}/console/cases/${found.reference}`;
});

afterAll(async () => {
  await site?.close();
  await house.close();
});

test("who read a case stands on its history for its lead, with whoever was refused", async () => {
  const { page } = lead;
  await page.goto(`${path}/conversation`);
  expect((await engineer.page.goto(path))?.status()).toBe(404);
  await page.goto(`${path}/history`);
  const text = await textOn(page);
  expect(text).toMatch(/Who has read this case .* The lead@psirt.example the conversation 1/);
  expect(text).toMatch(/Refused, and taken out .* Was refused: not theirs, or not there/);
  await mustBeCleanLightAndDark(page);
});

test("the reporter is told how many people of ours read the report, in which part and when, and no name", async () => {
  const { page, context } = await site.open("");
  await page.goto(`${site.url}/portal`);
  await page.getByLabel("Receipt code").fill(found.receiptCode);
  await page.getByRole("button").last().click();
  await page.waitForLoadState();
  expect(await textOn(page)).toContain("One person of ours");
  await page.getByText("In which part, and when").click();
  const readers = await page.locator("#readers").textContent();
  expect(readers).toContain("Lead: first");
  expect(await page.content()).not.toContain("lead@psirt.example");
  await mustBeCleanLightAndDark(page);
  await context.close();
});

test("an auditor narrows the record down, also by a word that was searched, and takes it out", async () => {
  await lead.page.goto(`${site.url}/console/search?q=xylophonic`);
  const { page } = auditor;
  await page.goto(`${site.url}/console/access`);
  expect(await textOn(page)).toContain("The lead@psirt.example Searched for 1 word: 1 case found");
  await mustBeCleanLightAndDark(page);
  await page.getByText("Narrow the list").click();
  await page.getByLabel("Word that was searched").fill("Xylophonic");
  await page.getByRole("button", { name: "Show" }).click();
  await page.waitForLoadState();
  const rows = page.getByRole("row");
  expect(await rows.count()).toBe(2);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "as CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("access.csv");
  await page.getByLabel("Word that was searched").fill("unheard");
  await page.getByRole("button", { name: "Show" }).click();
  await page.waitForLoadState();
  expect(await textOn(page)).toContain("Nothing on record fits");
  await mustBeCleanLightAndDark(page);
  expect((await lead.page.goto(`${site.url}/console/access`))?.status()).toBe(403);
});

test("the record names who did a deed, and beside it the person whom it was done to", async () => {
  const { actor, personId } = await site.signIn("administrator@psirt.example", "administrator");
  const invited = { name: "A new colleague", signInName: "new@psirt.example", roles: ["analyst"] };
  await perform(house.context, invitePerson, actor, invited);
  const { page } = auditor;
  await page.goto(`${site.url}/console/access?group=rights&person=${personId}`);
  expect(await textOn(page)).toContain(
    "The administrator@psirt.example Invited a person: A new colleague",
  );
});

test("somebody ends the session that they left open elsewhere, and no other", async () => {
  const elsewhere = await site.open(await aSession(house.context, lead.personId));
  expect((await elsewhere.page.goto(`${site.url}/console`))?.status()).toBe(200);
  const { page } = lead;
  await page.goto(`${site.url}/console/account`);
  await mustBeCleanLightAndDark(page);
  const other = page.getByRole("row").filter({ hasNotText: "This one" });
  await other.getByRole("button", { name: "End this session" }).click();
  await page.waitForLoadState();
  expect(await page.getByRole("button", { name: "End this session" }).count()).toBe(1);
  await elsewhere.page.goto(`${site.url}/console`);
  expect(elsewhere.page.url()).toContain("/sign-in");
  await elsewhere.context.close();
});

test("a token is made with a second proof, shown once, can do what was ticked, and nothing once it is revoked", async () => {
  house.passSeconds(660);
  const { page } = lead;
  await page.goto(`${site.url}/console/account`);
  await page.getByRole("link", { name: "Your API tokens" }).click();
  await page.waitForLoadState();
  expect(await textOn(page)).toContain("You have no token");
  await mustBeCleanLightAndDark(page);
  await page.getByLabel("What it is for").fill("Nightly list");
  await page.getByLabel("Read what you may read").check();
  await page.getByRole("button", { name: "Make token" }).click();
  await page.waitForLoadState();
  await confirm(lead);
  const token = /parley_\w[\w-]+/.exec(await textOn(page))?.[0] ?? "";
  expect(await textOn(page)).toContain("Shown this once");
  await mustBeCleanLightAndDark(page);
  const asked = async () => {
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${site.url}/api/v1/cases`, { headers })).status;
  };
  expect(await asked()).toBe(200);
  await page.goto(`${site.url}/console/account/tokens`);
  expect(await page.content()).not.toContain(token);
  expect(await textOn(page)).toContain("Nightly list");
  await page.getByRole("button", { name: "Revoke" }).click();
  await page.waitForLoadState();
  expect(await textOn(page)).toContain("Nightly list Revoked");
  expect(await asked()).toBe(401);
});

test("a token for nothing is refused at the form, with its words still there", async () => {
  const { page } = lead;
  await page.goto(`${site.url}/console/account/tokens`);
  await page.getByLabel("What it is for").fill("Nothing yet");
  await page.getByRole("button", { name: "Make token" }).click();
  await page.waitForLoadState();
  expect(await textOn(page)).toContain("Choose what it may do.");
  expect(await page.getByLabel("What it is for").inputValue()).toBe("Nothing yet");
});
