import { afterAll, beforeAll, expect, test } from "vitest";
import { anyone, type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { TestBrowser, type TestWeb, testWeb } from "../../../test/support/web.ts";
import { takeMail } from "../../actions/reports/take-mail.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { openOriginal } from "../../store/intake/reader.ts";
import { identityOf } from "../../store/parties/reader.ts";
import { ownReportsOf } from "../../store/portal/own-report-reader.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { publicRoutes } from "./public-routes.ts";

let at: TestContext;
let web: TestWeb;
let tasks: TestTasks;

beforeAll(async () => {
  at = await testContext();
  web = await testWeb(at.context, [publicRoutes]);
  tasks = await testTasks(at);
});
afterAll(async () => {
  await tasks.close();
  await web.app.close();
  await at.close();
});

test("[ALE-13] the form is also a text to fill in offline; mailed back it is read field by field, and its original is kept", async () => {
  const template = await new TestBrowser(web.app).get("/report/template.txt");
  expect(template.headers["content-disposition"]).toContain("attachment");
  const filled = template.body
    .replace(/^(## product:.*)$/m, "$1\nOmniGate 9000")
    .replace(/^(## version:.*)$/m, "$1\n9.4.1")
    .replace(/^(## description:.*)$/m, "$1\nA crafted packet restarts the gateway.");
  const header = [
    "From: Finder <finder@research.example>",
    "To: psirt@ale.example",
    "Subject: Report",
    "Message-ID: <template@research.example>",
    "Date: Wed, 11 Mar 2026 07:30:00 +0000",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
  ];
  const body = Buffer.from(filled).toString("base64").replace(/.{76}/g, "$&\r\n");
  const raw = new Uint8Array(Buffer.from(`${header.join("\r\n")}\r\n\r\n${body}\r\n`));
  await takeMail.run(at.context, anyone, { raw });
  await runOwed(tasks.on);

  await at.context.transaction(theWorker, async (tx) => {
    const row = await tx.first<{ partyId: string; sealed: Buffer }>(
      `select party_id as "partyId", original_sealed as "sealed" from reports`,
    );
    const [report] = await ownReportsOf(at.context, tx, row?.partyId ?? "");
    expect(report?.fields).toMatchObject({
      product: "OmniGate 9000",
      version: "9.4.1",
      description: "A crafted packet restarts the gateway.",
    });
    // The address is read, too, and lies in the vault alone.
    expect(JSON.stringify(report)).not.toContain("finder@research.example");
    const vault = await identityOf(at.context, tx, row?.partyId ?? "");
    expect(vault?.email).toBe("finder@research.example");
    const key = await keyOf(at.context, tx, report?.reportId ?? "");
    const kept = await openOriginal(at.context, key, { sealed: row?.sealed ?? null, fileId: null });
    expect(new Uint8Array(kept)).toEqual(raw);
  });
});
