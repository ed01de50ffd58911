/**
 * A recurring rota in a real browser: a lead adds one without a mouse, it is shown for four weeks, a
 * colleague takes a shift over, and with scripts off all of it works. With PARLEY_PICTURES=<folder> screens
 * are kept as pictures.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { aSession } from "../support/console.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import { mustBeCleanLightAndDark } from "../support/light-and-dark.ts";
import { picture } from "../support/picture.ts";
import {
  type BrowsingColleague,
  confirmIfAsked,
  type StaffSite,
  staffSite,
  textOn,
} from "../support/staff-site.ts";

let house: TestContext;
let site: StaffSite;
let lead: BrowsingColleague;
let first: BrowsingColleague;
let second: BrowsingColleague;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  site = await staffSite(house, [consoleRoutes]);
  lead = await site.signIn("lead@psirt.example", "lead");
  first = await site.signIn("first@psirt.example", "analyst");
  second = await site.signIn("second@psirt.example", "analyst");
});
afterAll(async () => {
  await site?.close();
  await house?.close();
});

test("[TH-10] a lead adds a rota by keyboard; the page shows the coming four weeks and is clean at a desk and on a phone", async () => {
  const { page } = lead;
  await page.goto(`${site.url}/console/duty`);
  await picture(page, "rota-0-empty");
  await page.locator("#add-rota > summary").focus();
  await page.keyboard.press("Enter");
  const form = page.getByRole("form", { name: "Add rota" });
  const people = form.getByLabel("Colleague");
  await people.nth(0).selectOption({ label: "The first@psirt.example" });
  await people.nth(1).selectOption({ label: "The second@psirt.example" });
  await form.getByLabel("Only from").fill("18:00");
  await form.getByRole("button", { name: "Add rota" }).press("Enter");
  await confirmIfAsked(lead);
  const said = page.getByRole("form", { name: "Add rota" });
  expect(await said.textContent()).toContain("Give both hours");
  await picture(page, "rota-1-refused");
  await said.getByLabel("Only from").fill("");
  await said.getByRole("button", { name: "Add rota" }).press("Enter");
  await page.waitForURL(/done=rota-added/);
  const shown = await textOn(page);
  expect(shown).toContain("The first@psirt.example Line 1 until 18 March 2026, 09:00 Europe/Paris");
  await picture(page, "rota-2-light");
  await mustBeCleanLightAndDark(page);
});

test("with scripts off a colleague of the rota takes a shift over", async () => {
  const { page } = await site.open(second.session, { javaScriptEnabled: false });
  await page.goto(`${site.url}/console/duty`);
  await page.locator("summary", { hasText: "Take over a shift" }).click();
  const form = page.getByRole("form", { name: /^Cover a shift/ });
  await form.getByLabel("Shift").selectOption({ index: 1 });
  await form.getByRole("button", { name: "Take it over" }).click();
  await confirmIfAsked({ ...second, page });
  expect(await textOn(page)).toContain("The shift is covered.");
  expect(await textOn(page)).toContain("The second@psirt.example Now Covers the shift");
  await first.page.goto(`${site.url}/console/duty`);
  await picture(first.page, "rota-3-covered");
  await first.page.goto(`${site.url}/console/duty/hand-over`);
  expect(await textOn(first.page)).toContain("Next on call The second@psirt.example (line 1)");
  await picture(first.page, "rota-3-hand-over");
  await lead.page.goto(`${site.url}/console/break-glass#on-call`);
  expect(await textOn(lead.page)).toContain("covers a shift of a rota");
  await mustBeCleanLightAndDark(lead.page);
  await picture(lead.page, "rota-3-single-shifts");
});

test("a rota that ends shows the gap in words, and the forms of a lead are open to the eye", async () => {
  const { page } = lead;
  await page.goto(`${site.url}/console/duty`);
  await page.locator("summary", { hasText: "End it" }).click();
  const form = page.getByRole("form", { name: /^End this rota/ });
  await form.getByLabel("Last day").fill("2026-03-25");
  await form.getByRole("button", { name: "End this rota" }).click();
  expect(await textOn(page)).toContain("Nobody is on call at these times From 25 March 2026");
  await page.emulateMedia({ colorScheme: "dark" });
  for (const words of ["Change the order", "Cover a shift"]) {
    await page.locator("summary", { hasText: words }).click();
  }
  await picture(page, "rota-4-dark");
  await page.setViewportSize({ width: 390, height: 900 });
  await picture(page, "rota-5-phone");
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: "light" });
  await mustBeCleanLightAndDark(page);
});

test("every page tells a lead that nobody will be on call, once it is near", async () => {
  house.setClock("2026-03-24T08:00:00.000Z");
  const anew = await site.open(await aSession(house.context, lead.personId));
  await anew.page.goto(`${site.url}/console`);
  expect(await textOn(anew.page)).toContain("Nobody is on call from 25 March 2026, 09:00");
  await mustBeCleanLightAndDark(anew.page);
  await picture(anew.page, "rota-6-banner");
  await anew.page.getByRole("link", { name: "Look at the rotas" }).click();
  expect(anew.page.url()).toContain("/console/duty#rotas");
});
