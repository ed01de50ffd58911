import { createHash, randomBytes } from "node:crypto";
import type { LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCase, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { TestBrowser, type TestWeb, testWeb, tokenIn } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import type { Verdict } from "../../core/attachments/file-findings.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { consoleRoutes } from "../console/console-routes.ts";
import { portalRoutes } from "../portal/portal-routes.tsx";

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let found: TestCase;
let reporter: TestBrowser;
let analyst: Colleague;
let says: Verdict = { outcome: "clean" };

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house, { scan: async () => says });
  web = await testWeb(house.context, [portalRoutes, consoleRoutes], {
    requestsPerMinute: { reads: 100_000, changes: 100_000 },
  });
  found = await aCase(house);
  await ensureHouse.run(house.context, theWorker, {});
  reporter = new TestBrowser(web.app);
  await reporter.submit("/portal", { code: found.receiptCode });
  analyst = await aSignedIn(web, house.context, "Ana Lyst", "analyst");
});
afterAll(async () => {
  await web.app.close();
  await tasks.close();
  await house.close();
});

const filesPath = () => `/console/cases/${found.reference}/files`;

async function sent(files: { name: string; bytes: Uint8Array }[], fields = {}) {
  const { body } = await reporter.get("/portal/case");
  return reporter.upload("/portal/case/files", { _csrf: tokenIn(body), ...fields }, files);
}

/** Where a file's own page is, by its name. */
async function pageOf(name: string): Promise<string> {
  const { body } = await analyst.browser.get(filesPath());
  return (
    new RegExp(`href="([^"]+)">(?:<[^>]+>)*${name.replace(".", "\\.")}<`).exec(body)?.[1] ?? ""
  );
}

const speak = { "tus-resumable": "1.0.0" };

function ask(
  browser: TestBrowser,
  method: "POST" | "PATCH" | "HEAD" | "DELETE" | "OPTIONS",
  url: string,
  headers: Record<string, string>,
  payload?: Buffer,
): Promise<LightMyRequestResponse> {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const all = { accept: "application/json", cookie, ...headers };
  return web.app.inject({ method, url, headers: all, ...(payload ? { payload } : {}) });
}

describe("files in the portal, by the plain form", () => {
  test("[TH-21] the notice on personal data and the limits stand beside the field", async () => {
    const { body } = await reporter.get("/portal/case");
    expect(textOf(body)).toContain("It holds personal or regulated data");
    expect(textOf(body)).toContain("You are responsible for whether you may pass such data on");
    expect(textOf(body)).toContain("Up to 10 files of 10 MB each, 25 MB together; any type.");
  });

  test("arrive, are told with their hash, and reach staff with what was said of them", async () => {
    const bytes = Buffer.from("a log of two\nlines <script>alert(1)</script>");
    const answer = await sent([{ name: "../../run/log.txt", bytes }], { personal: "yes" });
    expect(answer.headers.location).toBe("/portal/case?sent=files#files");
    await runOwed(tasks.on);
    const { body } = await reporter.get("/portal/case?sent=files");
    expect(textOf(body)).toContain("Your files have arrived.");
    expect(body).toContain(createHash("sha256").update(bytes).digest("hex"));
    const page = await analyst.browser.get(await pageOf("log.txt"));
    expect(textOf(page.body)).toContain("No virus found");
    expect(textOf(page.body)).toContain("Personal data");
    expect(page.body).toContain("&lt;script>alert(1)&lt;/script>");
  });

  test("too large or none at all: said with the limits, and the page is whole", async () => {
    const large = await sent([{ name: "a.bin", bytes: Buffer.alloc(10 * 1024 * 1024 + 1) }]);
    expect(large.statusCode).toBe(413);
    expect(textOf(large.body)).toContain("none was kept. Up to 10 files of 10 MB each");
    const none = await sent([]);
    expect(none.statusCode).toBe(422);
    expect(textOf(none.body)).toContain("Choose a file.");
  });
});

describe("a file handed to staff", () => {
  test("is a download that no browser opens, whole or the part that was asked for", async () => {
    await sent([{ name: "evil;a=b.html", bytes: Buffer.from("<script>alert(1)</script>") }]);
    await runOwed(tasks.on);
    const page = await pageOf("evil;a=b.html");
    const answer = await analyst.browser.get(`${page}/content`);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe("<script>alert(1)</script>");
    expect(answer.headers).toMatchObject({
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename="evil_a_b.html"; filename*=UTF-8''evil%3Ba%3Db.html`,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
      "cross-origin-resource-policy": "same-origin",
    });
    expect(answer.headers["content-security-policy"]).toMatch(/^default-src 'none';.* sandbox$/);
    const part = await analyst.browser.get(`${page}/content`, { range: "bytes=8-12" });
    expect([part.statusCode, part.body, part.headers["content-range"]]).toEqual([
      206,
      "alert",
      "bytes 8-12/25",
    ]);
    const outside = await analyst.browser.get(`${page}/content`, { range: "bytes=25-" });
    expect(outside.statusCode).toBe(416);
  });

  test("waits for its check, and stays closed where something was found in it", async () => {
    await sent([{ name: "sample.txt", bytes: Buffer.from("harmful words") }]);
    const page = await pageOf("sample.txt");
    expect((await analyst.browser.get(`${page}/content`)).statusCode).toBe(409);
    says = { outcome: "infected", signature: "Test.Harmful-1" };
    await runOwed(tasks.on);
    says = { outcome: "clean" };
    const { body } = await analyst.browser.get(page);
    expect(textOf(body)).toContain("The virus scanner found Test.Harmful-1.");
    expect(body).not.toContain("harmful words");
    expect((await analyst.browser.get(`${page}/content`)).statusCode).toBe(409);
  });

  test("is added for the reporter, who alone fetches it", async () => {
    const { body } = await analyst.browser.get(filesPath());
    const file = { name: "patch.diff", bytes: Buffer.from("a patch") };
    const fields = { _csrf: tokenIn(body), partyId: found.reporter.id };
    const added = await analyst.browser.upload(filesPath(), fields, [file]);
    expect(added.headers.location).toBe(`${filesPath()}?done=attach-files`);
    expect((await reporter.get("/portal/case")).body).toContain(
      "<bdi>patch.diff</bdi> (being checked)",
    );
    await runOwed(tasks.on);
    const portal = await reporter.get("/portal/case");
    const href = /href="(\/portal\/case\/files\/[^"]+)"/.exec(portal.body)?.[1] ?? "";
    expect((await reporter.get(href)).body).toBe("a patch");
    const other = await aCase(house, "something else");
    const stranger = new TestBrowser(web.app);
    await stranger.submit("/portal", { code: other.receiptCode });
    expect((await stranger.get(href)).statusCode).toBe(404);
    expect((await new TestBrowser(web.app).get(href)).headers.location).toBe("/portal");
  });
});

describe("the resumable upload protocol, tus 1.0.0", () => {
  const path = "/portal/case/uploads";
  const octets = { "content-type": "application/offset+octet-stream" };
  const named = `filename ${Buffer.from("capture.pcap").toString("base64")}`;

  const begin = (bytes: number) =>
    ask(reporter, "POST", path, {
      ...speak,
      "upload-length": String(bytes),
      "upload-metadata": named,
    });

  test("announces itself", async () => {
    const { headers } = await ask(reporter, "OPTIONS", path, {});
    expect(headers).toMatchObject({
      "tus-version": "1.0.0",
      "tus-extension": "creation,expiration,termination",
      "tus-max-size": "8589934592",
    });
  });

  test("creates, tells the offset, goes on from it, and makes a file of the whole", async () => {
    const plain = randomBytes(700_000);
    const begun = await begin(plain.length);
    expect(begun.statusCode).toBe(201);
    const address = String(begun.headers.location);
    const send = (offset: number, end: number) => {
      const headers = { ...speak, ...octets, "upload-offset": String(offset) };
      return ask(reporter, "PATCH", address, headers, plain.subarray(offset, end));
    };
    const first = await send(0, 300_000);
    expect([first.statusCode, first.headers["upload-offset"]]).toEqual([204, "300000"]);
    expect((await send(0, 10)).statusCode).toBe(409);
    const asked = await ask(reporter, "HEAD", address, speak);
    expect(asked.headers).toMatchObject({
      "upload-offset": "300000",
      "upload-length": "700000",
      "cache-control": "no-store",
    });
    expect(Date.parse(String(asked.headers["upload-expires"]))).toBeGreaterThan(0);
    expect((await reporter.get("/portal/case")).body).toContain("Choose the same file again");
    expect((await send(300_000, plain.length)).headers["upload-offset"]).toBe("700000");
    await runOwed(tasks.on);
    const { rawPayload } = await analyst.browser.get(`${await pageOf("capture.pcap")}/content`);
    expect(rawPayload.equals(plain)).toBe(true);
  });

  test("is ended by its sender, with or without a script", async () => {
    const first = String((await begin(10)).headers.location);
    expect((await ask(reporter, "DELETE", first, speak)).statusCode).toBe(204);
    expect((await ask(reporter, "HEAD", first, speak)).statusCode).toBe(404);
    const second = String((await begin(10)).headers.location);
    const ended = await reporter.submit("/portal/case", {}, `${second}/end`);
    expect(ended.statusCode).toBe(303);
    expect((await ask(reporter, "HEAD", second, speak)).statusCode).toBe(404);
  });

  test("opens to nobody else, and to no form of another site", async () => {
    const address = String((await begin(10)).headers.location);
    const stranger = new TestBrowser(web.app);
    expect((await ask(stranger, "HEAD", address, speak)).statusCode).toBe(401);
    const lead = `/console/cases/${found.reference}/uploads/${address.split("/").at(-1)}`;
    expect((await ask(analyst.browser, "HEAD", lead, speak)).statusCode).toBe(404);
    // Without the header that no form can send, the form's own token is asked for.
    const forged = await ask(reporter, "POST", path, { "upload-length": "10" });
    expect(forged.statusCode).toBe(403);
    const form = { "content-type": "application/x-www-form-urlencoded" };
    expect((await ask(reporter, "POST", path, form, Buffer.from("a=b"))).statusCode).toBe(403);
    const old = { ...speak, "tus-resumable": "0.2.2", "upload-length": "10" };
    expect((await ask(reporter, "POST", path, old)).statusCode).toBe(412);
  });
});
