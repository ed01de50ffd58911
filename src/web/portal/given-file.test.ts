import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson } from "../../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { aVendorOn } from "../../../test/support/vendor-party.ts";
import { TestBrowser, type TestWeb, testWeb } from "../../../test/support/web.ts";
import { attachFiles } from "../../actions/attachments/attach-files.ts";
import { namesInFile } from "../../actions/identity/file-guard.ts";
import { releaseFinding } from "../../actions/identity/release-finding.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { portalSecretHash } from "../../store/parties/receipt-reader.ts";
import { publicRoutes } from "../public/public-routes.ts";
import { portalRoutes } from "./portal-routes.tsx";

let at: TestContext;
let web: TestWeb;
let tasks: TestTasks;

beforeAll(async () => {
  at = await testContext();
  web = await testWeb(at.context, [publicRoutes, portalRoutes]);
  tasks = await testTasks(at);
});
afterAll(async () => {
  await tasks.close();
  await web.app.close();
  await at.close();
});

test("a file that the team gives to a party waits as long as it would name the reporter [ALE-42]", async () => {
  const { context } = at;
  const lead = await aPerson(at, "lead");
  const author = { name: "Zoë Müllerova", email: "zm@harbour.example" };
  const found = await aCase(at, "a restart", author);
  const { caseId } = found;
  const partyId = await aVendorOn(at, found);
  const code = "7GH2-9KQM-4TXV-8RBN-3WPC-6DJF";
  await context.transaction(theWorker, (tx) =>
    tx.run(
      `insert into receipts (code_hash, party_id, case_id, side_id, kind, created_at)
       values ($1, $2, $3, $2, 'code', $4)`,
      [portalSecretHash(context, { kind: "code", secret: code }), partyId, caseId, context.now()],
    ),
  );
  const given = async (text: string) => {
    const files = [{ name: "crash.txt", type: "text/plain", base64: btoa(text) }];
    const input = { caseId, partyId, files, personal: false };
    const { attachmentIds } = await attachFiles.run(context, lead, input);
    await runOwed(tasks.on);
    return attachmentIds[0] ?? "";
  };
  const named = await given("Log of zm@harbour.example, of this morning");
  const plain = await given("Log of this morning");

  const vendor = new TestBrowser(web.app, "192.0.2.77");
  expect((await vendor.submit("/portal", { code })).statusCode).toBe(303);
  const fetched = async (id: string) => {
    const { statusCode, body } = await vendor.get(`/portal/case/files/${id}`);
    expect(body.includes("harbour") && statusCode !== 200).toBe(false);
    return statusCode;
  };
  expect(await fetched(plain)).toBe(200);
  expect(await fetched(named)).toBe(409);

  const finds = await namesInFile(context, { caseId, attachmentId: named, partyId });
  for (const { findingId } of finds) {
    const reason = "The vendor runs this mailbox.";
    await releaseFinding.run(context, lead, { caseId, findingId, reason });
  }
  expect(await fetched(named)).toBe(200);
});
