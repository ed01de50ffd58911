import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureOwnKeys } from "../../src/actions/keys/ensure-own-keys.ts";
import { recordKeyCheck } from "../../src/actions/keys/record-key-check.ts";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { ownKeyTools } from "../../src/formats/mail/own-key-tools.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { publicRoutes } from "../../src/web/public/public-routes.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import { mustBeCleanLightAndDark } from "../support/light-and-dark.ts";
import { type BrowsingColleague, type StaffSite, staffSite } from "../support/staff-site.ts";

let house: TestContext;
let site: StaffSite;
let administrator: BrowsingColleague;
beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  await ensureOwnKeys(house.context, ownKeyTools);
  site = await staffSite(house, [consoleRoutes, publicRoutes], {
    scripts: ["console-keys", "copy"],
  });
  administrator = await site.signIn("administrator", "administrator");
});
afterAll(async () => {
  await site.close();
  await house.close();
});

test("[ALE-47] a key is rotated in the browser: the key page has the next one, the old one below it", async () => {
  const { page } = administrator;
  await page.goto(`${site.url}/console/keys`);
  await page.getByText("Make a key for another address").click();
  await page.getByLabel("Addresses").fill("cna-coordinator@ale.example");
  await page.getByRole("button", { name: "Make a key" }).click();
  await page.getByText("The key is made and published.").waitFor();
  const mail = page.locator("section", { hasText: "Mail to psirt@ale.example" });
  await mail.locator("summary", { hasText: "Rotate" }).click();
  await mail.getByRole("button", { name: "Rotate" }).click();
  await page.getByText("The next key is in use.").waitFor();
  const old = page.locator("section", { hasText: "Keys from before" });
  await old.locator("summary", { hasText: "Revoke" }).click();
  await old.getByLabel("Another key took its place").check();
  await old.getByRole("button", { name: "Revoke" }).click();
  await page.getByText("The key is published as revoked.").waitFor();
  await page.goto(`${site.url}/key`);
  expect(await page.getByText("Revoked on").count()).toBe(1);
  await mustBeCleanLightAndDark(page);
});

test("the page of keys is clean and clear, with everything open and a check that failed", async () => {
  const { page } = administrator;
  await recordKeyCheck.run(house.context, theWorker, {
    found: [
      { what: "opens", problem: null, place: null },
      { what: "blocks", problem: "differs", place: "https://www.ale.example/psirt.asc" },
    ],
  });
  for (const path of ["/console/keys", "/console/keys/import"]) {
    await page.goto(`${site.url}${path}`);
    for (const summary of await page.locator("summary").all()) await summary.click();
    await mustBeCleanLightAndDark(page);
  }
});
