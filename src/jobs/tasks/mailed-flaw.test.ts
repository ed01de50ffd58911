import { createTransport } from "nodemailer";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  anyone,
  aWednesday,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { policyOf } from "../../../test/support/policy-files.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { takeMail } from "../../actions/reports/take-mail.ts";
import { mailRate } from "../../mail/inbound/mail-rate.ts";
import { startSmtpListener, takenFor } from "../../mail/inbound/smtp-listener.ts";
import { openOriginal } from "../../store/intake/reader.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { runOwed } from "../run-owed.ts";

let house: TestContext;
let tasks: TestTasks;
beforeAll(async () => {
  house = await testContext();
  Object.assign(house.context, { policies: [{ ...policyOf("thales.yaml"), version: 1 }] });
  tasks = await testTasks(house);
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

interface ReportRow {
  readonly id: string;
  readonly receivedAt: Date;
  readonly tray: string;
  readonly sealed: Buffer | null;
  readonly fileId: string | null;
}

test("[TH-26] a potential flaw of a service, mailed to the PSIRT, is a case with the raw mail and the time of its receipt", async () => {
  const { channels } = house.context.policies[0] ?? policyOf("thales.yaml");
  const listener = await startSmtpListener({
    ...{ host: "127.0.0.1", port: 0, name: "mx.thales.example", bytesMax: 100_000 },
    isOurs: takenFor([channels.reportAddress]),
    rate: mailRate(10, 600_000),
    now: () => house.context.now(),
    log: { warn: () => {} },
    take: async (raw, envelope) => {
      await takeMail.run(house.context, anyone, { raw: new Uint8Array(raw), envelope });
    },
  });
  const raw =
    "From: finder@research.example\r\nTo: psirt@thales.example\r\n" +
    "Subject: Your booking service\r\nMessage-ID: <service@research.example>\r\n" +
    "Date: Wed, 11 Mar 2026 07:00:00 +0000\r\n\r\nIt shows other people's bookings.\r\n";
  const envelope = { from: "finder@research.example", to: [channels.reportAddress] };
  const { port } = listener;
  const transport = createTransport({ host: "127.0.0.1", port, ignoreTLS: true });
  expect((await transport.sendMail({ envelope, raw })).response).toMatch(/^250/);
  transport.close();
  await listener.close();
  // It waits for its registration; what counts is when it came.
  house.passSeconds(3 * 3_600);
  await runOwed(tasks.on);
  const found = await house.context.transaction(theWorker, async (tx) => {
    const rows = await tx.query<ReportRow>(
      `select r.report_id as "id", r.received_at as "receivedAt", c.tray,
              r.original_sealed as "sealed", r.original_file as "fileId"
         from reports r join cases c on c.case_id = r.case_id`,
    );
    const [report, ...more] = rows;
    if (!report) throw new Error("no report");
    const key = await keyOf(house.context, tx, report.id);
    return { report, more, original: await openOriginal(house.context, key, report) };
  });
  expect(found.more).toEqual([]);
  expect(found.original.toString()).toBe(raw);
  expect(found.report).toMatchObject({ receivedAt: new Date(aWednesday), tray: "new" });
  expect(found.report.sealed?.includes("bookings")).toBe(false);
  expect(tasks.sent.map(({ to }) => to)).toEqual([["finder@research.example"]]);
});
