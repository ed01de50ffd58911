/**
 * Words without a space in them, as in dumps and file names, in a real browser: they break within their
 * place, and make no page of a reporter wider than its window.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { portalRoutes } from "../../src/web/portal/portal-routes.tsx";
import { publicRoutes } from "../../src/web/public/public-routes.ts";
import { mustBeCleanAnywhere } from "../support/clean-page.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import { picture } from "../support/picture.ts";
import { openByCode } from "../support/receipt-door.ts";
import { type StaffSite, staffSite } from "../support/staff-site.ts";
import { type TestTasks, testTasks } from "../support/tasks.ts";

let house: TestContext;
let tasks: TestTasks;
let site: StaffSite;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  site = await staffSite(house, [publicRoutes, portalRoutes], { scripts: [] });
});
afterAll(async () => {
  await site?.close();
  await tasks?.close();
  await house?.close();
});

test("one word of 400 letters, and a file named by 200, widen no page of the reporter", async () => {
  const word = "overflow".repeat(50);
  const page = await (await site.browser.newContext()).newPage();
  await page.goto(`${site.url}/report`);
  await page.locator('[name="product"]').fill(word);
  await page.locator('[name="description"]').fill(word);
  await page.locator('[name="answersBy"][value="portal"]').check();
  const file = { mimeType: "text/plain", buffer: Buffer.from("a log") };
  await page
    .locator('[name="files"]')
    .setInputFiles({ ...file, name: `${word.slice(0, 196)}.txt` });
  await page.getByRole("button", { name: "Send the report" }).click();
  const code = (await page.locator('input[name="code"]').getAttribute("value")) ?? "";
  await runOwed(tasks.on);
  await openByCode(page, site.url, code);
  await page.locator("summary", { hasText: "Your report by the form" }).click();
  expect(await page.locator(".fact .as-typed").first().isVisible()).toBe(true);
  await mustBeCleanAnywhere(page);
  await picture(page, "long-words");
});
