/** Files in a real browser: handed in without script, in parts over a line that breaks, checked, shown and fetched. */
import { createHash, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Transform } from "node:stream";
import { Jimp } from "jimp";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import type { Verdict } from "../../src/core/attachments/file-findings.ts";
import { bytesInWords, usualFileLimits } from "../../src/core/attachments/file-limits.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { consoleRoutes } from "../../src/web/console/console-routes.ts";
import { portalRoutes } from "../../src/web/portal/portal-routes.tsx";
import type { RouteModule } from "../../src/web/server/web-context.ts";
import { aCase, type TestCase } from "../support/cases.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import { mustBeCleanLightAndDark } from "../support/light-and-dark.ts";
import {
  type BrowsingColleague,
  confirmIfAsked,
  type StaffSite,
  staffSite,
  textOn,
} from "../support/staff-site.ts";
import { type TestTasks, testTasks } from "../support/tasks.ts";

let house: TestContext;
let tasks: TestTasks;
let site: StaffSite;
let analyst: BrowsingColleague;
let found: TestCase;
let files: string;

/** How many bytes still come through until the line breaks. */
let comesThrough = Number.POSITIVE_INFINITY;
/** Where each part began. */
const began: number[] = [];

const mib = 1024 * 1024;
const harmful = "harmful words";

beforeAll(async () => {
  house = await testContext();
  Object.assign(house.context, {
    fileLimits: { ...usualFileLimits, fileBytesMax: mib, formBytesMax: 2 * mib, freeBytesMin: 0 },
  });
  tasks = await testTasks(house, { scan });
  await ensureHouse.run(house.context, theWorker, {});
  const scripts = ["console-keys", "upload-files"];
  site = await staffSite(house, [brokenLine, consoleRoutes, portalRoutes], { scripts });
  analyst = await site.signIn("analyst@psirt.example", "analyst");
  found = await aCase(house, "the gateway restart");
  files = `${site.url}/console/cases/${found.reference}/files`;
});

afterAll(async () => {
  await site?.close();
  await tasks.close();
  await house.close();
});

async function scan(chunks: AsyncIterable<Uint8Array>): Promise<Verdict> {
  const parts: Uint8Array[] = [];
  for await (const part of chunks) parts.push(part);
  return Buffer.concat(parts).includes(harmful)
    ? { outcome: "infected", signature: "Test.Harmful-1" }
    : { outcome: "clean" };
}

/** A line that breaks in the middle of a part, as lines do: without a word. */
const brokenLine: RouteModule = (app) => {
  app.addHook("preParsing", async (request, _reply, payload) => {
    if (request.method !== "PATCH") return payload;
    began.push(Number(request.headers["upload-offset"]));
    const line = new Transform({
      transform(chunk: Buffer, _encoding, passed) {
        const passing = chunk.subarray(0, comesThrough);
        comesThrough -= passing.length;
        this.push(passing);
        if (comesThrough > 0) return passed();
        request.raw.socket.destroy();
        passed(new Error("the line is broken"));
      },
    });
    // Whoever reads the part learns of it by reading.
    line.on("error", () => undefined);
    return payload.pipe(line);
  });
};

async function openPortal(wish: BrowserContextOptions = {}): Promise<Page> {
  const context = await site.browser.newContext({
    viewport: { width: 1280, height: 900 },
    ...wish,
  });
  const page = await context.newPage();
  await page.goto(`${site.url}/portal`);
  await page.getByLabel("Receipt code").fill(found.receiptCode);
  await page.getByRole("button").last().click();
  await page.waitForLoadState();
  return page;
}

/** The page of one file, by its name on the list. */
async function openFile(name: string): Promise<Page> {
  const { page } = analyst;
  await page.goto(files);
  await page.getByRole("link", { name, exact: true }).click();
  await page.waitForLoadState();
  return page;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function downloaded(page: Page, name: string) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test("without script a reporter hands in files, is told that they arrived, and sees their hashes", async () => {
  const page = await openPortal({ javaScriptEnabled: false });
  const picture = await new Jimp({ width: 48, height: 32, color: 0x146c43ff }).getBuffer(
    "image/png",
  );
  const files = [
    { name: "screen.png", mimeType: "image/png", buffer: picture },
    { name: "notes.pdf", mimeType: "application/pdf", buffer: Buffer.from("no PDF at all") },
    { name: "sample.txt", mimeType: "text/plain", buffer: Buffer.from(`some ${harmful}`) },
  ];
  await page.locator("input[type=file]").setInputFiles(files);
  await page.getByRole("button", { name: "Send the files" }).click();
  await page.waitForLoadState();
  expect(await textOn(page)).toContain("Your files have arrived.");
  await runOwed(tasks.on);
  await page.reload();
  for (const { buffer } of files) expect(await textOn(page)).toContain(sha256(buffer));
  await page.getByRole("button", { name: "Send the files" }).click();
  await page.waitForLoadState();
  expect(await textOn(page)).toContain("Choose a file.");
  await page.context().close();
});

test("a large file goes on where its line broke, after the page was loaded anew, and arrives whole", async () => {
  const page = await openPortal();
  page.on("dialog", (dialog) => dialog.accept());
  const bytes = randomBytes(4 * mib);
  const capture = { name: "capture.pcap", mimeType: "application/octet-stream", buffer: bytes };
  const send = async () => {
    await page.locator("input[type=file]").setInputFiles(capture);
    await page.getByRole("button", { name: "Send the files" }).click();
  };
  comesThrough = 2.5 * mib;
  await send();
  await page.getByText("The line is broken.").waitFor();
  await expect.poll(storedBytes, { timeout: 300_000 }).toBeGreaterThan(2 * mib);
  const stored = await storedBytes();
  comesThrough = Number.POSITIVE_INFINITY;
  began.length = 0;

  await page.reload();
  expect(await textOn(page)).toContain(`${bytesInWords(stored)} of 4 MB`);
  expect(await textOn(page)).toContain("Choose the same file again to go on.");
  await mustBeCleanLightAndDark(page);
  await Promise.all([page.waitForURL(/sent=files/), send()]);
  expect(began).toEqual([stored]);
  await runOwed(tasks.on);
  await page.reload();
  expect(await textOn(page)).toContain(sha256(bytes));
  await page.context().close();

  const file = await openFile("capture.pcap");
  expect(await textOn(file)).toContain(sha256(bytes));
  const fetched = await downloaded(file, "Download");
  expect([fetched.name, sha256(fetched.bytes)]).toEqual(["capture.pcap", sha256(bytes)]);
});

/** How far the server is with what is on its way. */
async function storedBytes(): Promise<number> {
  const { rows } = await house.pools.worker.query<{ received: string }>(
    "select received from uploads",
  );
  return Number(rows[0]?.received);
}

test("a picture is shown as we drew it, never as it was sent, and is fetched as a download", async () => {
  const page = await openFile("screen.png");
  expect(await textOn(page)).toContain("No virus found");
  const picture = page.getByRole("img", { name: /What screen.png shows; 48 by 32 pixels/ });
  const width = async (image: HTMLImageElement) => {
    await image.decode();
    return image.naturalWidth;
  };
  expect(await picture.evaluate(width)).toBe(48);
  await mustBeCleanLightAndDark(page);
  const content = await page.getByRole("link", { name: "Download" }).getAttribute("href");
  const answer = await analyst.context.request.get(`${site.url}${content}`);
  expect(answer.headers()).toMatchObject({
    "content-type": "application/octet-stream",
    "content-disposition": `attachment; filename="screen.png"; filename*=UTF-8''screen.png`,
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
  });
  expect(answer.headers()["content-security-policy"]).toMatch(/ sandbox$/);
});

test("a file that is not what its name says is told apart, on the list and on its page", async () => {
  const page = await openFile("notes.pdf");
  expect(await textOn(page)).toContain("By its name it would be pdf; by its content it is text");
  await page.goto(files);
  const row = page.getByRole("row").filter({ hasText: "notes.pdf" });
  expect(await row.textContent()).toContain("Not what its name says");
  await mustBeCleanLightAndDark(page);
});

test("an infected file is held back and says so, until a colleague releases it with a reason", async () => {
  const page = await openFile("sample.txt");
  expect(await textOn(page)).toContain("The virus scanner found Test.Harmful-1.");
  expect(await textOn(page)).not.toContain(harmful);
  expect(await page.getByRole("link", { name: "Download" }).count()).toBe(0);
  await mustBeCleanLightAndDark(page);
  const path = page.url();
  const refused = await page.goto(`${path}/content`);
  expect(refused?.status()).toBe(409);
  await page.goto(path);
  await page.getByLabel("Why it is needed").fill("It is the proof; opened on a spare machine.");
  await page.getByRole("button", { name: "Release the file" }).click();
  await page.waitForLoadState();
  await confirmIfAsked(analyst);
  expect(await textOn(page)).toContain("Infected, released");
  const fetched = await downloaded(page, "Download");
  expect(fetched.bytes.toString()).toBe(`some ${harmful}`);
});

test("a file for the reporter waits for its check, and is then theirs to fetch without script", async () => {
  const { page } = analyst;
  await page.goto(files);
  const patch = { name: "fix.diff", mimeType: "text/x-diff", buffer: Buffer.from("- a\n+ b\n") };
  const form = page.getByRole("form", { name: "Files to add" });
  await form.locator("input[type=file]").setInputFiles(patch);
  await form.getByLabel("For").selectOption({ label: "The reporter" });
  await form.getByRole("button", { name: "Add the files" }).click();
  await page.waitForLoadState();
  const portal = await openPortal({ javaScriptEnabled: false });
  expect(await textOn(portal)).toContain("fix.diff (being checked)");
  await runOwed(tasks.on);
  await portal.reload();
  const fetched = await downloaded(portal, "fix.diff");
  expect([fetched.name, fetched.bytes.toString()]).toEqual(["fix.diff", "- a\n+ b\n"]);
  await portal.context().close();
});
