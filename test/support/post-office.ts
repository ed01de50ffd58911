/** A post office for tests: cases that came by mail, our letters to them, and what servers report. */

import { join } from "node:path";
import { assignCase } from "../../src/actions/cases/assign-case.ts";
import { sendMessage } from "../../src/actions/messages/send-message.ts";
import { takeMail } from "../../src/actions/reports/take-mail.ts";
import type { Actor } from "../../src/core/people/actor.ts";
import { csafLayout } from "../../src/formats/csaf/csaf-layout.ts";
import { composeMail } from "../../src/formats/mail/compose-mail.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { registerReport } from "../../src/jobs/tasks/register-report.ts";
import { verify } from "../../src/store/admin/verify.ts";
import { timelineOf } from "../../src/store/events/reader.ts";
import { aPersonAt } from "./cases.ts";
import { anyone, type TestContext, testContext, theWorker } from "./context.ts";
import { type TestTasks, testTasks } from "./tasks.ts";

export interface CaseByMail {
  readonly caseId: string;
  readonly reference: string;
  readonly partyId: string;
  /** Of its reporter. */
  readonly address: string;
}

export interface StoredMail {
  readonly state: string;
  readonly code: string | null;
  readonly attempts: number;
  readonly mailId: string;
  readonly unsure: number | null;
}

export interface PostOffice {
  readonly house: TestContext;
  readonly tasks: TestTasks;
  readonly owner: Extract<Actor, { kind: "staff" }>;
  /** Takes a mail and reads it, before anything else that is owed. */
  hear(raw: string): Promise<void>;
  /** Takes a mail and lets everything that follows happen. */
  take(raw: string | Uint8Array): Promise<void>;
  /** A case that came by mail, with an owner; its acknowledgement has left. */
  aCase(): Promise<CaseByMail>;
  /** A letter of ours that a colleague writes; sent at once unless told. */
  write(
    to: Pick<CaseByMail, "caseId" | "partyId">,
    how?: { question?: boolean; send?: boolean },
  ): Promise<string>;
  /** The first mail of a message. */
  mailOf(messageId: string): Promise<StoredMail>;
  timeline(caseId: string): ReturnType<typeof timelineOf>;
  countCases(): Promise<number>;
  /** Rows that their events do not explain, as `parley verify` finds them. */
  unexplainedRows(): Promise<string[]>;
  close(): Promise<void>;
}

/** The owner of all cases is owner@ale.example, and there is a lead, lead@ale.example. */
export async function postOffice(): Promise<PostOffice> {
  const house = await testContext();
  house.setClock("2026-03-10T08:00:00.000Z");
  const tasks = await testTasks(house);
  const owner = await aPersonAt(house, "owner@ale.example", "analyst");
  await aPersonAt(house, "lead@ale.example", "lead");
  const { context, pools } = house;
  let cases = 0;
  const take = async (raw: string | Uint8Array) => {
    await takeMail.run(context, anyone, { raw: new Uint8Array(Buffer.from(raw)) });
    await runOwed(tasks.on);
  };
  const hear = async (raw: string) => {
    await takeMail.run(context, anyone, { raw: new Uint8Array(Buffer.from(raw)) });
    const { rows } = await pools.worker.query<{ subjectId: string }>(
      `select subject_id as "subjectId" from outbox where task = 'register-report'`,
    );
    for (const { subjectId } of rows) {
      await registerReport(tasks.on, { task: "register-report", caseId: null, subjectId });
    }
  };
  return {
    ...{ house, tasks, owner, take, hear },
    async aCase() {
      cases += 1;
      const address = `finder-${cases}@research.example`;
      await take(await composeMail(aReportBy(address, cases), {}));
      const { rows } = await pools.worker.query<Omit<CaseByMail, "address">>(
        `select c.case_id as "caseId", c.reference, p.party_id as "partyId"
           from cases c join parties p using (case_id) order by c.reference desc limit 1`,
      );
      const [found] = rows;
      if (!found) throw new Error("no case was made");
      await assignCase.run(context, owner, { caseId: found.caseId, ownerId: owner.id });
      return { ...found, address };
    },
    async write({ caseId, partyId }, { question = false, send = true } = {}) {
      const text = "We look into it. Which version is it?";
      const { messageId } = await sendMessage.run(
        context,
        owner,
        sendMessage.input.parse({ caseId, partyId, text, question }),
      );
      if (send) await runOwed(tasks.on);
      return messageId;
    },
    async mailOf(messageId) {
      const { rows } = await pools.worker.query<StoredMail>(
        `select state, code, attempts, mail_id as "mailId", unsure_tries as "unsure"
           from deliveries where message_id = $1 order by owed_at, delivery_id limit 1`,
        [messageId],
      );
      const [mail] = rows;
      if (!mail) throw new Error("no mail is owed");
      return mail;
    },
    timeline: (caseId) => context.transaction(theWorker, (tx) => timelineOf(tx, caseId)),
    countCases: async () => (await pools.worker.query("select 1 from cases")).rowCount ?? 0,
    unexplainedRows: () => unexplainedRows(house),
    async close() {
      await tasks.close();
      await house.close();
    },
  };
}

function aReportBy(address: string, number: number) {
  return {
    from: { address, name: "Finder" },
    to: [{ address: "psirt@ale.example" }],
    subject: "A weakness in your gateway",
    messageId: `<report-${number}@research.example>`,
    date: new Date("2026-03-11T07:30:00Z"),
    text: "A crafted packet restarts the gateway.\n",
  };
}

async function unexplainedRows(house: TestContext): Promise<string[]> {
  const found: string[] = [];
  await verify(
    {
      connection: house.database.connectionFor("keeper"),
      masterKey: house.context.masterKey,
      checkpointFile: join(house.directory, "checkpoints.jsonl"),
      layout: csafLayout,
    },
    ({ code, what }) => found.push(`${code} ${what}`),
  );
  return found.filter((each) => each.startsWith("row."));
}

let reports = 0;
/** What a mail server reports of the mail of that Message-ID, as RFC 3464 says. */
export function aDeliveryReport(mailId: string, action = "failed", status = "5.1.1"): string {
  reports += 1;
  return [
    "From: Mail Delivery System <MAILER-DAEMON@mx.research.example>",
    "To: psirt@ale.example",
    "Subject: Undelivered Mail Returned to Sender",
    `Message-ID: <dsn-${reports}@mx.research.example>`,
    "Date: Wed, 11 Mar 2026 08:00:30 +0000",
    "Auto-Submitted: auto-replied",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    "",
    "--b",
    "",
    "It did not arrive.",
    "--b",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.research.example",
    "",
    "Final-Recipient: rfc822; finder@research.example",
    `Action: ${action}`,
    `Status: ${status}`,
    `Diagnostic-Code: smtp; 550 ${status} <finder@research.example> said no`,
    "",
    "--b",
    "Content-Type: text/rfc822-headers",
    "",
    `Message-ID: ${mailId}`,
    "",
    "--b--",
    "",
  ].join("\r\n");
}
