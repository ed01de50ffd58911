/**
 * The queue by entity and label and the search by people in a real browser. With PARLEY_PICTURES=<folder>
 * each screen is kept as a picture, at desktop and at phone width.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { perform } from "../../src/actions/action.ts";
import { labelCase } from "../../src/actions/cases/label-case.ts";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { aCase, aPerson } from "../support/cases.ts";
import { mustBeCleanAnywhere } from "../support/clean-page.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import { picture } from "../support/picture.ts";
import { policyOf } from "../support/policy-files.ts";
import {
  type BrowsingColleague,
  type StaffSite,
  staffSite,
  textOn,
} from "../support/staff-site.ts";

let house: TestContext;
let site: StaffSite;
let lead: BrowsingColleague;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  Object.assign(house.context, { policies: [policyOf("thales.yaml")] });
  site = await staffSite(house, [consoleRoutes]);
  const staff = await aPerson(house, "lead");
  for (const [name, word] of [
    ["Wilma Zander", "restart"],
    ["Ada Brook", "leak"],
  ] as const) {
    const found = await aCase(house, `a ${word}`, { name, product: `Gate ${word}` });
    const label = { caseId: found.caseId, label: "Zero day", change: "add" } as const;
    if (word === "leak") await perform(house.context, labelCase, staff, label);
  }
  lead = await site.signIn("lead@psirt.example", "lead");
  lead.page.setDefaultTimeout(30_000);
});
afterAll(async () => {
  await site?.close();
  await house?.close();
});

const phone = { width: 390, height: 844 };
const desk = { width: 1280, height: 900 };

async function pictures(page: Page, name: string): Promise<void> {
  await picture(page, name);
  await page.setViewportSize(phone);
  await picture(page, `${name}-phone`);
  await page.setViewportSize(desk);
}

test("[TH-10] [CC-31] the form of the filter asks for label and entity, and the page says what it shows", async () => {
  const { page } = lead;
  await page.goto(`${site.url}/console`);
  await page.getByText("Filter", { exact: true }).first().click();
  const form = page.getByRole("form", { name: "Filter", exact: true });
  await form.getByLabel("Label").fill("Zero day");
  await form.getByLabel("Entity").selectOption("none");
  await pictures(page, "filter-form");
  await form.getByRole("button", { name: "Show" }).click();
  await page.waitForURL(/label=Zero/);
  const shown = await textOn(page);
  expect(shown).toContain("Label: zero-day");
  expect(shown).toContain("Entity: none");
  expect([shown.includes("Gate leak"), shown.includes("Gate restart")]).toEqual([true, false]);
  await mustBeCleanAnywhere(page);
  await pictures(page, "filtered");
});

test("[TH-23] words offer the way to names, and a name finds its case", async () => {
  const { page } = lead;
  await page.goto(`${site.url}/console/search?q=Wilma`);
  expect(await textOn(page)).toContain("No case of yours fits all of it");
  await mustBeCleanAnywhere(page);
  await pictures(page, "search-words");
  await page.getByRole("link", { name: "Look for them there" }).click();
  await page.waitForURL(/party%3A/);
  expect(await textOn(page)).toContain("Gate restart");
  await pictures(page, "search-people");
});
