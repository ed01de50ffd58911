/** A catalogue's file in a real browser: checked, looked at row by row, and carried out. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { mustBeCleanAnywhere } from "../support/clean-page.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import { picture } from "../support/picture.ts";
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
let prime: BrowsingColleague;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  site = await staffSite(house, [consoleRoutes]);
  prime = await site.signIn("prime@psirt.example", "psp");
});
afterAll(async () => {
  await site?.close();
  await tasks.close();
  await house.close();
});

const file = [
  "entity,entity parent,product,security profile,primes,version,support,component,component version",
  "Gateways,Alcatel-Lucent Enterprise,,,,,,,",
  "Gateways,,Gate 4000,CR:H/IR:M/AR:L,prime@psirt.example,4.10,full,,",
  "Gateways,,Gate 4000,,,4.10,,libxml2,2.9.1",
].join("\n");

async function checkFile(text: string): Promise<void> {
  const { page } = prime;
  await page.goto(`${site.url}/console/products/import`);
  const upload = { name: "catalogue.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
  await page.locator("input[type=file]").setInputFiles(upload);
  await page.getByRole("button", { name: "Check the file" }).click();
  await runOwed(tasks.on);
  await page.reload();
}

test("a checked catalogue says row by row what it would change, and is then carried out", async () => {
  const { page } = prime;
  await checkFile(file);
  expect(await textOn(page)).toContain("4 entries of the catalogue would be added");
  const rows = page.getByRole("table").getByRole("row");
  expect(await rows.count()).toBe(5);
  await mustBeCleanAnywhere(page);
  await picture(page, "catalogue-check-desk");
  await page.setViewportSize({ width: 390, height: 844 });
  await picture(page, "catalogue-check-phone");
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByRole("button", { name: "Import it now" }).click();
  await runOwed(tasks.on);
  await page.reload();
  expect(await textOn(page)).toContain("4 entries of the catalogue were added");
  await checkFile(file.replace("AR:L", "AR:H"));
  expect(await textOn(page)).toContain("Changed: security profile");
  await picture(page, "catalogue-change-desk");
  await page.goto(`${site.url}/console/products/import`);
  await picture(page, "catalogue-import-desk");
});

test("a checked file is not imported where the catalogue has changed since, and says so", async () => {
  const { page } = prime;
  const other = file.replaceAll("AR:L", "AR:M");
  await checkFile(other);
  const check = page.url();
  await checkFile(file.replaceAll("AR:L", "AR:H"));
  await page.getByRole("button", { name: "Import it now" }).click();
  await runOwed(tasks.on);
  await page.goto(check);
  await page.getByRole("button", { name: "Import it now" }).click();
  await runOwed(tasks.on);
  await page.reload();
  expect(await textOn(page)).toContain("the catalogue has changed since this file was checked");
  await mustBeCleanAnywhere(page);
  await picture(page, "catalogue-outdated-desk");
});

test("what is changed stands before what is added, and of how many, where very much is new", async () => {
  const { page } = prime;
  const added = Array.from({ length: 600 }, (_, at) => `Gateways,,Gate 4000,,,5.${at},full,,`);
  await checkFile([...file.split("\n"), ...added].join("\n"));
  expect(await textOn(page)).toContain("These are 500 of 601");
  expect(await page.getByRole("row").nth(1).textContent()).toContain("Changed: security profile");
  await picture(page, "catalogue-many-desk");
});
