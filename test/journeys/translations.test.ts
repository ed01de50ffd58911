/**
 * A report in Hebrew is translated by the keyboard alone, in a real browser, and read beside its
 * translation, at any width. With PARLEY_PICTURES=<folder> the screens are kept as pictures.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { perform } from "../../src/actions/action.ts";
import { sendMessage } from "../../src/actions/messages/send-message.ts";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { aCase, type TestCase } from "../support/cases.ts";
import { mustBeCleanAnywhere } from "../support/clean-page.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import { picture } from "../support/picture.ts";
import { type BrowsingColleague, type StaffSite, staffSite } from "../support/staff-site.ts";

let house: TestContext;
let site: StaffSite;
let analyst: BrowsingColleague;
let found: TestCase;

const hebrew = "המכשיר מופעל מחדש כאשר נשלחת אליו כותרת ארוכה מדי (יותר מ-4096 תווים).";

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  site = await staffSite(house, [consoleRoutes], { scripts: ["console-keys"] });
  analyst = await site.signIn("analyst@psirt.example", "analyst");
  const description = `${hebrew}\nכל הגרסאות שניסיתי נפגעות, גם 2.4.`;
  found = await aCase(house, "", { description, language: "he" });
  house.passSeconds(60);
  const { caseId, reporter } = found;
  await perform(house.context, sendMessage, reporter, { caseId, text: hebrew });
});

afterAll(async () => {
  await site?.close();
  await house?.close();
});

test("[VEN-19] two keys lead into the form; the translation stands below the report and its message", async () => {
  const { page } = analyst;
  await page.goto(`${site.url}/console/cases/${found.reference}`);
  await page.getByText("no translation noted: write it").waitFor();
  await mustBeCleanAnywhere(page);
  await picture(page, "translation-missing");
  await page.keyboard.press("m");
  await page.keyboard.press("t");
  await page.waitForFunction(() => document.activeElement?.tagName === "TEXTAREA");
  await picture(page, "translation-form");
  await page.keyboard.type("The device restarts when it is sent a header that is too long.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.type("The tool of the house");
  await page.keyboard.press("Control+Enter");
  await page.waitForURL("**?done=note-translation");
  const shown = page.locator(".translation");
  expect(await shown.textContent()).toContain("Translated by a machine");
  const originalIsAbove = await page.evaluate(() => {
    const [original, translation] = ["[lang=he]", ".translation [lang=en]"].map(
      (which) => document.querySelector(which)?.getBoundingClientRect().top ?? Number.NaN,
    );
    return (original ?? Number.NaN) < (translation ?? Number.NaN);
  });
  expect(originalIsAbove).toBe(true);
  await mustBeCleanAnywhere(page);
  await picture(page, "translation-of-report");
  await page.goto(`${site.url}/console/cases/${found.reference}/conversation`);
  await page.getByRole("link", { name: "no translation noted: write it" }).click();
  await page.waitForFunction(() => document.activeElement?.tagName === "TEXTAREA");
  await page.keyboard.type("The device restarts when it is sent a long header.");
  await page.getByRole("radio", { name: "A person" }).check();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+Enter");
  await page.waitForURL("**/conversation?done=note-translation");
  expect(await shown.textContent()).toContain("Translation from Hebrew");
  await mustBeCleanAnywhere(page);
  await picture(page, "translation-of-message");
  await page.goto(`${site.url}/console/cases/${found.reference}/print`);
  expect(await shown.count()).toBe(2);
  await mustBeCleanAnywhere(page);
});
