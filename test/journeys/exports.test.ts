/** An export of a bounty platform in a real browser: looked at, mapped by hand, checked and taken. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { csvLine } from "../../src/lib/csv.ts";
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
let lead: BrowsingColleague;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  site = await staffSite(house, [consoleRoutes]);
  lead = await site.signIn("lead@psirt.example", "lead");
});
afterAll(async () => {
  await site?.close();
  await tasks.close();
  await house.close();
});

const head = [
  "Submission ID",
  "Title",
  "Reported",
  "Researcher",
  "Asset",
  "Status",
  "Proof of concept",
];
const long = `The parser of the header copies more than it holds. ${"Steps follow. ".repeat(60)}`;
const row = (id: string, title: string, status: string) => [
  id,
  title,
  "2026-02-14 09:30",
  "finder-7",
  "Gateway 4",
  status,
  long,
];
const rows = [
  row("GATE-7K2M", "Restart by a long header", "Triage"),
  row("GATE-9P3X", "=HYPERLINK(1)", "Accepted"),
  row("GATE-1Q8Z", "Directory without sign-in", "Closed"),
];

async function looked(name: string): Promise<void> {
  const { page } = lead;
  await mustBeCleanAnywhere(page);
  await picture(page, `${name}-desk`);
  await page.setViewportSize({ width: 390, height: 844 });
  await picture(page, `${name}-phone`);
  await page.setViewportSize({ width: 1280, height: 900 });
}

async function checkFile(text: string): Promise<void> {
  const { page } = lead;
  await page.goto(`${site.url}/console/import-reports`);
  const file = { name: "export.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Check the file" }).click();
  await runOwed(tasks.on);
  await page.reload();
}

const pick = (label: RegExp | string, column: string) =>
  lead.page.getByRole("combobox", { name: label, exact: true }).selectOption({ label: column });

test("a lead says what the columns of an export are, sees what would come, and takes it", async () => {
  const { page } = lead;
  await page.goto(`${site.url}/console/import-reports`);
  await looked("export-1-choose");
  await checkFile([head, ...rows].map(csvLine).join(""));
  await looked("export-2-columns");
  await pick("Where the reports lie", "Intigriti");
  await pick(/Its number or name there/, "Submission ID");
  await pick("Title", "Title");
  await pick("When it was reported", "Reported");
  await pick("Who reported it", "Researcher");
  await pick("Product or target", "Asset");
  await pick("Its state there", "Status");
  await page.getByRole("checkbox", { name: "Proof of concept" }).check();
  await page.getByLabel("Zone of times that name none").fill("Europe/Paris");
  await page.getByRole("button", { name: "Check it with these columns" }).click();
  await runOwed(tasks.on);
  await page.reload();
  expect(await textOn(page)).toContain("3 reports would be added");
  await page.getByText("Choose other columns, or leave some reports out").click();
  await page.getByLabel(/^Closed/).check();
  await page.getByRole("button", { name: "Check it with these columns" }).click();
  await runOwed(tasks.on);
  await page.reload();
  expect(await textOn(page)).toContain("2 reports would be added");
  await looked("export-3-checked");
  await page.getByRole("button", { name: "Import it now" }).click();
  await runOwed(tasks.on);
  await page.reload();
  expect(await textOn(page)).toContain("2 reports were added");
  await page.goto(`${site.url}/console/search?q=GATE-7K2M`);
  const [reference = ""] = /PSIRT-\d{4}-\d{4}/.exec(await textOn(page)) ?? [];
  await page.goto(`${site.url}/console/cases/${reference}`);
  expect(await textOn(page)).toContain("It is answered at Intigriti");
  await looked("export-4-case");
});

test("a longer export shows what stands otherwise there by now", async () => {
  const { page } = lead;
  const read = {
    reading: [...rows.slice(0, 1)],
    moved: row("GATE-9P3X", "Another title", "Resolved"),
  };
  await checkFile([head, ...read.reading, read.moved].map(csvLine).join(""));
  for (const [label, column] of [
    ["Where the reports lie", "Intigriti"],
    [/Its number or name there/, "Submission ID"],
    ["Title", "Title"],
    ["Its state there", "Status"],
  ] as const) {
    await pick(label, column);
  }
  await page.getByRole("button", { name: "Check it with these columns" }).click();
  await runOwed(tasks.on);
  await page.reload();
  expect(await textOn(page)).toMatch(/GATE-9P3X Accepted Resolved/);
  await looked("export-5-moved");
});
