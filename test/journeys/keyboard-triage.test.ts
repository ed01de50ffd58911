/**
 * Ten reports are triaged by the keyboard alone, in a real browser: taken, their severity suspected,
 * decided with an explanation, and acknowledged by hand where the process holds that back. Every key
 * that goes down is counted. With PARLEY_PICTURES=<folder> one screen is kept as a picture.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { notChecked } from "../../src/core/mail/authentication.ts";
import { noScanner } from "../../src/integrations/clamav/clamav-scanner.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { aCase } from "../support/cases.ts";
import { mustBeCleanAnywhere } from "../support/clean-page.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import { picture } from "../support/picture.ts";
import { type BrowsingColleague, type StaffSite, staffSite } from "../support/staff-site.ts";
import { type TestTasks, testTasks } from "../support/tasks.ts";
import { aMailInTray } from "../support/tray.ts";

const pressesMax = 60;

let house: TestContext;
let tasks: TestTasks;
let site: StaffSite;
let lead: BrowsingColleague;
/** Whether its acknowledgement waits for a person, and whether it is rejected in the end. */
type Report = { byHand: boolean; rejected: boolean };
/** By their references. */
const reports = new Map<string, Report>();
/** What somebody writes in the blank of a ready text. */
const completed = "See page 4 of the manual.";

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house, noScanner, async () => notChecked);
  await ensureHouse.run(house.context, theWorker, {});
  site = await staffSite(house, [consoleRoutes], {
    scripts: ["console-keys", "console-templates"],
  });
  lead = await site.signIn("lead@psirt.example", "lead");
  for (const what of ["a restart", "a hang", "a leak", "a loop", "a crash", "a stall", "a fault"]) {
    const { reference } = await aCase(house, what);
    reports.set(reference, { byHand: false, rejected: reports.size % 2 === 1 });
  }
  for (const subject of ["A buffer overflow", "A forged token", "A weak default"]) {
    const text = `${subject} in the OmniGate 9000 lets a stranger in.\n`;
    const { reference } = await aMailInTray(house, tasks, { subject, text });
    reports.set(reference, { byHand: true, rejected: reports.size % 2 === 1 });
  }
  await runOwed(tasks.on);
});

afterAll(async () => {
  await site?.close();
  await tasks?.close();
  await house?.close();
});

/** Presses keys and counts them, a held modifier as one of its own. */
function hands(page: Page) {
  let count = 0;
  return {
    count: () => count,
    async press(...keys: readonly string[]) {
      for (const key of keys) {
        count += key.length > 1 && key.includes("+") ? 2 : /^[A-Z!]$/.test(key) ? 2 : 1;
        await page.keyboard.press(key);
      }
    },
    /** Presses one key until the focus is there, as somebody does who watches it move. */
    async pressUntil(key: string, isThere: () => Promise<boolean>) {
      do await this.press(key);
      while (!(await isThere()));
    },
    async type(text: string) {
      count += text.length;
      await page.keyboard.type(text);
    },
  };
}

const focusedName = (page: Page) => () =>
  page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.name ?? "");
const focusedRow = (page: Page) => () =>
  page.evaluate(() => document.activeElement?.closest("tr")?.textContent ?? "");

type Hands = ReturnType<typeof hands>;

async function takeUp(page: Page, keys: Hands): Promise<void> {
  await keys.press("d", "r", " ");
  await keys.pressUntil("Tab", async () => (await focusedName(page)()) === "touches");
  await keys.press(" ");
  await keys.pressUntil("Tab", async () => (await focusedName(page)()) === "explanation");
  await keys.type("A stranger can stop it.");
}

/** By a ready text, found by typing; what is typed then stands in the place of its blank. */
async function reject(page: Page, keys: Hands): Promise<void> {
  await keys.press("e");
  await page.waitForFunction(() => document.activeElement?.id === "explanations-find");
  await keys.type("works");
  await keys.press("Enter");
  await page.waitForURL("**?ready=intended**");
  await page.waitForFunction(() => getSelection()?.toString().startsWith("[___"));
  await keys.type(completed);
}

/** From the queue to the decision and back; how many keys went down. */
async function triage(page: Page, reference: string, of: Report): Promise<number> {
  const { byHand, rejected } = of;
  const keys = hands(page);
  await keys.pressUntil("j", async () => (await focusedRow(page)()).includes(reference));
  await keys.press("Enter");
  await page.waitForURL(`**/cases/${reference}`);
  if (byHand) {
    await keys.press("m", "a", "Enter");
    await page.waitForURL("**?done=acknowledge-sender");
  }
  await keys.press("t");
  await page.waitForURL("**?done=assign-case");
  await keys.press("!", "2");
  await page.waitForURL("**?done=suspect-severity");
  await (rejected ? reject(page, keys) : takeUp(page, keys));
  await keys.press("Control+Enter");
  await page.waitForURL("**?done=decide-relevancy");
  await keys.press("g", "q");
  await page.waitForURL("**/console");
  return keys.count();
}

test("[ALU-09] ten reports, rejections among them, are triaged by the keyboard alone, each with fewer than 60 presses", async () => {
  const { page } = lead;
  await page.goto(`${site.url}/console`);
  const counts: number[] = [];
  for (const [reference, of] of reports) counts.push(await triage(page, reference, of));
  expect(counts).toHaveLength(10);
  expect(Math.max(...counts)).toBeLessThan(pressesMax);
  await runOwed(tasks.on);
  // Told to each: that it arrived, and what was decided.
  expect(tasks.sent.length).toBeGreaterThanOrEqual(20);
  const rejected = [...reports].filter(([, of]) => of.rejected);
  expect(rejected).toHaveLength(5);
  for (const [reference] of rejected) {
    await page.goto(`${site.url}/console/cases/${reference}`);
    const decided = await page.locator("#decisions").textContent();
    expect(decided).toContain(`were not given. ${completed}`);
    expect(decided).not.toContain("[___");
  }
  const queue = await page.goto(`${site.url}/console?owner=nobody`).then(() => page.content());
  for (const reference of reports.keys()) expect(queue).not.toContain(reference);
});

test("[ALU-09] a ready text is found by typing, fills in the decision, and is not sent with its blank", async () => {
  const { page } = lead;
  const { reference } = await aCase(house, "a flicker");
  await page.goto(`${site.url}/console/cases/${reference}`);
  await page.keyboard.press("e");
  await page.waitForFunction(() => document.activeElement?.id === "explanations-find");
  expect(await page.locator("#explanations-list li:visible").count()).toBe(8);
  // The bar over the list of places hides none of them at the top of the page.
  await page.evaluate(() => scrollTo(0, 0));
  await mustBeCleanAnywhere(page);
  await picture(page, "ready-explanations");
  await page.keyboard.type("reproduced");
  expect(await page.locator("#explanations-list li:visible").count()).toBe(1);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => getSelection()?.toString().startsWith("[___"));
  await picture(page, "ready-explanation-chosen");
  await page.keyboard.press("Control+Enter");
  await page.getByText("A blank is still to be filled in").first().waitFor();
  expect(await page.locator("textarea[name=explanation]").first().inputValue()).toContain("[___");
});

test("the list of commands narrows while one types, and leads into the form of a deed", async () => {
  const { page } = lead;
  const [reference = ""] = reports.keys();
  await page.goto(`${site.url}/console/cases/${reference}`);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("internal no");
  await mustBeCleanAnywhere(page);
  await picture(page, "keyboard-triage");
  expect(await page.locator(".palette-list a:visible").count()).toBe(1);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/conversation#do-write-note");
  await page.waitForFunction(() => document.activeElement?.tagName === "TEXTAREA");
  // What is typed there is text and no key.
  await page.keyboard.type("d r");
  expect(await page.locator("textarea:focus").inputValue()).toBe("d r");
  await page.keyboard.press("Escape");
  // A deed that the case does not ask for is said to be so; nothing else happens.
  await page.keyboard.press("m");
  await page.keyboard.press("r");
  await expect.poll(() => page.locator("[data-said]").textContent()).toContain("not asked for");
});

test("a page that is left open says what is new, and touches neither focus nor text", async () => {
  const { page } = lead;
  const [reference = ""] = reports.keys();
  const other = await site.signIn("other@psirt.example", "analyst");
  await page.goto(`${site.url}/console`);
  await page.clock.install();
  await page.goto(`${site.url}/console/cases/${reference}/conversation#do-write-note`);
  await page.waitForFunction(() => document.activeElement?.tagName === "TEXTAREA");
  await page.keyboard.type("half a sentence");
  await other.page.goto(`${site.url}/console/cases/${reference}/conversation#do-write-note`);
  house.passSeconds(1);
  await other.page.keyboard.type("Seen before.");
  await other.page.keyboard.press("Control+Enter");
  await other.page.waitForURL("**?done=write-note");
  await page.clock.fastForward(46_000);
  await page.locator("[data-pulse] a").waitFor({ timeout: 20_000 });
  expect(await page.locator("[data-pulse]").textContent()).toContain("1 new");
  const typed = () => (document.activeElement as HTMLTextAreaElement | null)?.value;
  expect(await page.evaluate(typed)).toBe("half a sentence");
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await page.getByText("Seen before.").waitFor({ timeout: 20_000 });
});
