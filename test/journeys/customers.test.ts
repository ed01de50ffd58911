/** Customers in a real browser: one that is due is listed, and a lead erases it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { perform } from "../../src/actions/action.ts";
import { addCustomer, addEntitlement } from "../../src/actions/customers/customer-deeds.ts";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { mustBeCleanAnywhere } from "../support/clean-page.ts";
import { aWednesday, type TestContext, testContext, theWorker } from "../support/context.ts";
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

beforeAll(async () => {
  house = await testContext();
  const { context } = house;
  await ensureHouse.run(context, theWorker, {});
  const policies = context.policies.map((policy) => {
    const retention = { ...policy.privacy.retention, customers: { months: 1 } };
    return { ...policy, privacy: { ...policy.privacy, retention } };
  });
  Object.assign(context, { policies });
  site = await staffSite(house, [consoleRoutes]);
  lead = await site.signIn("lead", "lead");
  lead.context.setDefaultTimeout(60_000);
  for (const [name, validUntil] of [
    ["Harbour Telecom", "2099-12-31"],
    ["Quay Broadband", "2025-12-31"],
  ] as const) {
    // Kept since the year before.
    house.setClock("2025-10-01T08:00:00.000Z");
    const { customerId } = await perform(context, addCustomer, lead.actor, { name });
    await perform(context, addEntitlement, lead.actor, { customerId, level: "Gold", validUntil });
  }
  house.setClock(aWednesday);
});
afterAll(async () => {
  await site?.close();
  await house.close();
});

test("[TH-23] a customer whose term is over is listed as due, and a lead erases it with its reason", async () => {
  const { page } = lead;
  // Given a customer whose contract ended more than the policy's month ago
  await page.goto(`${site.url}/console/customers`);
  const due = page.locator("#due");
  expect(await due.textContent()).toMatch(/Quay Broadband/);
  expect(await due.textContent()).not.toMatch(/Harbour Telecom/);
  await mustBeCleanAnywhere(page);
  await picture(page, "customers-due");

  // When the lead follows it and erases
  await due.getByRole("link", { name: "Quay Broadband" }).click();
  await page.waitForLoadState();
  await page.getByText("Erase", { exact: true }).click();
  const form = page.getByRole("form", { name: "Erase the customer: Quay Broadband" });
  await form.getByLabel("The business with them is over").check();
  await mustBeCleanAnywhere(page);
  await picture(page, "customers-erase");
  await form.getByRole("button", { name: "Erase the customer" }).click();
  await page.waitForURL("**?done=erase-customer");

  // Then it is gone, and the other one stays
  const told = await textOn(page);
  expect(told).toContain("The customer is erased.");
  expect(told).not.toContain("Quay Broadband");
  expect(told).toContain("Harbour Telecom");
});
