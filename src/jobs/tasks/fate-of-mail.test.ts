import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aPersonAt } from "../../../test/support/cases.ts";
import {
  anyone,
  aWednesday,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { assignCase } from "../../actions/cases/assign-case.ts";
import { sendMessage } from "../../actions/messages/send-message.ts";
import { takeMail } from "../../actions/reports/take-mail.ts";
import type { Actor } from "../../core/people/actor.ts";
import { csafLayout } from "../../formats/csaf/csaf-layout.ts";
import { composeMail } from "../../formats/mail/compose-mail.ts";
import { readMail } from "../../formats/mail/read-mail.ts";
import { MailNotSent } from "../../mail/outbound/transport.ts";
import { verify } from "../../store/admin/verify.ts";
import { waitingOf } from "../../store/clocks/waiting-reader.ts";
import { timelineOf } from "../../store/events/reader.ts";
import { openOriginal } from "../../store/intake/reader.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { runOwed } from "../run-owed.ts";
import { sweepMail } from "../sweep-mail.ts";

type Staff = Extract<Actor, { kind: "staff" }>;

let house: TestContext;
let tasks: TestTasks;
let owner: Staff;

beforeAll(async () => {
  house = await testContext();
  house.setClock("2026-03-10T08:00:00.000Z");
  tasks = await testTasks(house);
  owner = await aPersonAt(house, "owner@ale.example", "analyst");
  await aPersonAt(house, "lead@ale.example", "lead");
});
beforeEach(() => {
  house.setClock(aWednesday);
  tasks.sent.length = 0;
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

async function take(raw: string | Uint8Array): Promise<void> {
  await takeMail.run(house.context, anyone, { raw: new Uint8Array(Buffer.from(raw)) });
  await runOwed(tasks.on);
}

interface Case {
  readonly caseId: string;
  readonly reference: string;
  readonly partyId: string;
}

let mails = 0;
/** A case that came by mail, with an owner; its acknowledgement has left. */
async function aCaseByMail(): Promise<Case> {
  mails += 1;
  const raw = await composeMail(
    {
      from: { address: `finder-${mails}@research.example`, name: "Finder" },
      to: [{ address: "psirt@ale.example" }],
      subject: "A weakness in your gateway",
      messageId: `<report-${mails}@research.example>`,
      date: new Date("2026-03-11T07:30:00Z"),
      text: "A crafted packet restarts the gateway.\n",
    },
    {},
  );
  await take(raw);
  const { rows } = await house.pools.worker.query<Case>(
    `select c.case_id as "caseId", c.reference, p.party_id as "partyId"
       from cases c join parties p using (case_id) order by c.reference desc limit 1`,
  );
  const [found] = rows;
  if (!found) throw new Error("no case was made");
  await assignCase.run(house.context, owner, { caseId: found.caseId, ownerId: owner.id });
  return found;
}

/** A letter of ours that the test writes, sent or not. */
async function write({ caseId, partyId }: Case, question = false): Promise<string> {
  const text = "We look into it. Which version is it?";
  const message = { caseId, partyId, text, question };
  const { messageId } = await sendMessage.run(house.context, owner, message);
  await runOwed(tasks.on);
  return messageId;
}

const mailsOf = async (messageId: string) =>
  (
    await house.pools.worker.query<{
      state: string;
      code: string | null;
      attempts: number;
      mailId: string;
      unsure: number | null;
      sentAt: Date | null;
    }>(
      `select state, code, attempts, mail_id as "mailId", unsure_tries as "unsure",
              sent_at as "sentAt" from deliveries where message_id = $1 order by owed_at, delivery_id`,
      [messageId],
    )
  ).rows;

async function mailOf(messageId: string) {
  const [mail] = await mailsOf(messageId);
  if (!mail) throw new Error("no mail is owed");
  return mail;
}

const timeline = (caseId: string) =>
  house.context.transaction(theWorker, (tx) => timelineOf(tx, caseId));
const typesOf = async (caseId: string) => (await timeline(caseId)).map(({ type }) => type);
const countCases = async () =>
  (await house.pools.worker.query("select 1 from cases")).rowCount ?? 0;
const addressees = () => tasks.sent.flatMap(({ to }) => to);

let reports = 0;
function aReport(mailId: string, action = "failed", status = "5.1.1"): string {
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

describe("a bounce", () => {
  test("settles the mail that it names, reaches the owner at once, and opens no case", async () => {
    const at = await aCaseByMail();
    const messageId = await write(at);
    tasks.sent.length = 0;
    const cases = await countCases();
    await take(aReport((await mailOf(messageId)).mailId));
    expect(await countCases()).toBe(cases);
    expect(await mailOf(messageId)).toMatchObject({ state: "bounced", code: "5.1.1" });
    expect(await typesOf(at.caseId)).toEqual(
      expect.arrayContaining(["delivery.bounced", "delivery.alarmed"]),
    );
    expect(addressees()).toEqual(["owner@ale.example"]);
    const raw = tasks.sent[0]?.raw ?? new Uint8Array();
    const alarm = await readMail(raw, { own: [], trust: [], now: house.context.now() });
    expect(alarm.subject).toBe(`[${at.reference}] A mail did not arrive`);
    expect(alarm.text).toContain(`/console/cases/${at.caseId}/conversation`);
    expect(alarm.text).not.toMatch(/research\.example|version|gateway/);
    expect(alarm.autoSubmitted).toBe(true);
  });

  test("is kept as it came, sealed, with the mail; nobody reads it as the party's words", async () => {
    const at = await aCaseByMail();
    const messageId = await write(at);
    const raw = aReport((await mailOf(messageId)).mailId);
    await take(raw);
    const { rows } = await house.pools.worker.query(
      `select m.message_id as "id", m.original_sealed as "sealed", m.original_file as "file"
         from messages m join deliveries d on d.report_id = m.message_id where d.message_id = $1`,
      [messageId],
    );
    await house.context.transaction(theWorker, async (tx) => {
      const key = await keyOf(house.context, tx, rows[0].id);
      const original = await openOriginal(house.context, key, {
        sealed: rows[0].sealed,
        fileId: rows[0].file,
      });
      expect(original.toString()).toBe(raw);
      const thread = await threadOf(house.context, tx, at.caseId);
      expect(thread.map(({ template }) => template)).not.toContain("delivery-report");
      const shown = thread.find((each) => each.messageId === messageId);
      expect(shown?.delivery).toBe("bounced");
    });
  });

  test("ends no waiting, and neither does a notice of absence without headers of one", async () => {
    const at = await aCaseByMail();
    const messageId = await write(at, true);
    const waits = () =>
      house.context.transaction(theWorker, (tx) => waitingOf(tx, at.caseId, at.partyId));
    expect(await waits()).toBe(messageId);
    const { mailId } = await mailOf(messageId);
    await take(aReport(mailId));
    const away = await composeMail(
      {
        from: { address: `finder-${mails}@research.example` },
        to: [{ address: "psirt@ale.example" }],
        subject: `Abwesenheitsnotiz: [${at.reference}]`,
        messageId: `<away-${mails}@research.example>`,
        inReplyTo: mailId,
        date: new Date("2026-03-11T08:00:10Z"),
        text: "Back on Monday.",
      },
      {},
    );
    await take(away);
    expect(await waits()).toBe(messageId);
    const received = (await timeline(at.caseId)).find(({ type }) => type === "message.received");
    expect(received?.body.problems).toContain("mail.looks-absent");
  });

  test("without any header of the mail is known by the address that it comes to", async () => {
    const { context } = house;
    const tagged = { ...context, replyAddresses: true, demonstration: false };
    const at = await aCaseByMail();
    const text = "We look into it.";
    const { caseId, partyId } = at;
    const message = { caseId, partyId, text, question: false };
    const { messageId } = await sendMessage.run(context, owner, message);
    tasks.sent.length = 0;
    await runOwed({ ...tasks.on, context: tagged });
    const [mail] = tasks.sent;
    expect(mail?.from).toMatch(/^psirt\+[0-9a-f]{32}@ale\.example$/);
    expect(mail?.reportAs).toBe(/\+([0-9a-f]+)@/.exec(mail?.from ?? "")?.[1]);
    const bare = aReport("<unknown@mx.research.example>").replace(
      "To: psirt@ale.example",
      `To: ${mail?.from}`,
    );
    await take(bare);
    expect((await mailOf(messageId)).state).toBe("bounced");
  });

  test("that is said again, or taken back, alarms nobody again", async () => {
    const at = await aCaseByMail();
    const messageId = await write(at);
    const { mailId } = await mailOf(messageId);
    await take(aReport(mailId));
    tasks.sent.length = 0;
    await take(aReport(mailId));
    await take(aReport(mailId, "delivered", "2.0.0"));
    expect(tasks.sent).toEqual([]);
    expect((await mailOf(messageId)).state).toBe("bounced");
  });

  test("that names no mail of ours is a message to sort, and changes no mail", async () => {
    const at = await aCaseByMail();
    const messageId = await write(at);
    const cases = await countCases();
    tasks.sent.length = 0;
    await take(aReport("<0123456789abcdef0123456789abcdef@ale.example>"));
    expect(await countCases()).toBe(cases + 1);
    expect((await mailOf(messageId)).state).toBe("sent");
    // No program answers it.
    expect(tasks.sent).toEqual([]);
  });

  test("whose mail is guessed settles nothing, however much else of it is known", async () => {
    const at = await aCaseByMail();
    const messageId = await write(at);
    const { mailId } = await mailOf(messageId);
    expect(mailId).toMatch(/^<[0-9a-f]{32}@ale\.example>$/);
    const [known = "", domain = ""] = mailId.slice(1, -1).split("@");
    const guess = fc.oneof(
      fc.uuid(),
      fc.constantFrom(at.caseId, at.partyId, messageId, at.reference, known.slice(0, 31)),
      fc.stringMatching(/^[0-9a-f]{32}$/).filter((each) => each !== known),
    );
    await fc.assert(
      fc.asyncProperty(guess, async (local) => {
        await take(aReport(`<${local}@${domain}>`));
        expect((await mailOf(messageId)).state).toBe("sent");
      }),
      { numRuns: 8 },
    );
  }, 60_000);
});

test("a delay and a delivery that servers report are told, and alarm nobody", async () => {
  const at = await aCaseByMail();
  const messageId = await write(at);
  const { mailId } = await mailOf(messageId);
  tasks.sent.length = 0;
  await take(aReport(mailId, "delayed", "4.4.1"));
  expect((await mailOf(messageId)).state).toBe("delayed");
  await take(aReport(mailId, "delivered", "2.0.0"));
  expect((await mailOf(messageId)).state).toBe("delivered");
  expect(tasks.sent).toEqual([]);
  expect((await typesOf(at.caseId)).slice(0, 2)).toEqual([
    "delivery.delivered",
    "delivery.delayed",
  ]);
});

describe("a mail that is put off", () => {
  const away = () => new MailNotSent("mail-send.temporary", null, "ECONNREFUSED");

  test("is called late after four hours, given up after five days, and told to owner and leads", async () => {
    const at = await aCaseByMail();
    const refuse: TestTasks["on"]["transport"] = {
      async send(mail) {
        if (!mail.to[0]?.endsWith("@ale.example")) throw away();
        return tasks.on.transport.send(mail);
      },
    };
    const on = { ...tasks.on, transport: refuse };
    const text = "It is confirmed.";
    const { caseId, partyId } = at;
    const sent = await sendMessage.run(house.context, owner, {
      ...{ caseId, partyId, text, question: false },
    });
    tasks.sent.length = 0;
    const states = new Map<string, number>();
    for (let hours = 0; hours <= 126; ) {
      await runOwed(on);
      const { state } = await mailOf(sent.messageId);
      if (!states.has(state)) states.set(state, hours);
      // The first hours by the half, then by more than any wait.
      const step = hours < 6 ? 0.5 : 3;
      hours += step;
      house.passSeconds(step * 3600);
    }
    expect([...states.keys()]).toEqual(["owed", "delayed", "failed"]);
    expect(states.get("delayed")).toBeGreaterThanOrEqual(4);
    expect(states.get("delayed")).toBeLessThanOrEqual(5.5);
    expect(states.get("failed")).toBeGreaterThanOrEqual(120);
    expect(states.get("failed")).toBeLessThanOrEqual(123);
    expect(addressees().toSorted()).toEqual(["lead@ale.example", "owner@ale.example"]);
    // One line for each thing that is new, not for each try.
    const told = (await typesOf(caseId)).filter((type) => type.startsWith("delivery."));
    expect(told.toReversed()).toEqual([
      "delivery.owed",
      "delivery.delayed",
      "delivery.given-up",
      "delivery.alarmed",
    ]);
    expect((await mailOf(sent.messageId)).attempts).toBeGreaterThan(20);
  }, 60_000);

  test("whose job was lost is given up in the open", async () => {
    const at = await aCaseByMail();
    const { caseId, partyId } = at;
    const text = "It is confirmed.";
    const sent = await sendMessage.run(house.context, owner, {
      ...{ caseId, partyId, text, question: false },
    });
    await house.pools.worker.query("delete from outbox");
    house.passSeconds(6 * 86_400 - 1);
    expect(await sweepMail(tasks.on)).toBe(0);
    house.passSeconds(2);
    expect(await sweepMail(tasks.on)).toBe(1);
    expect((await mailOf(sent.messageId)).state).toBe("failed");
  });
});

/** The instructions of one sending at which its process may die, in order. */
const deaths = ["before it was begun", "before it left", "after it left", "after it was recorded"];

test.each(deaths)(
  "a process that dies %s loses no mail, and the mail is the same",
  async (when) => {
    const at = await aCaseByMail();
    const text = "We look into it.";
    const { caseId, partyId } = at;
    const { messageId } = await sendMessage.run(house.context, owner, {
      ...{ caseId, partyId, text, question: false },
    });
    tasks.sent.length = 0;
    const death = new Error("the process died");
    const dies = (here: string) => {
      if (here === when) throw death;
    };
    const dying: TestTasks["on"] = {
      ...tasks.on,
      mailReader: {
        ...tasks.on.mailReader,
        async compose(...letter) {
          const raw = await tasks.on.mailReader.compose(...letter);
          dies("before it was begun");
          return raw;
        },
      },
      transport: {
        async send(mail) {
          dies("before it left");
          const result = await tasks.on.transport.send(mail);
          dies("after it left");
          return result;
        },
      },
      log: tasks.on.log,
    };
    if (when === "after it was recorded") {
      // The outbox row is the last to go: the job runs again though all is done.
      const { rows } = await house.pools.worker.query("select * from outbox");
      await runOwed(dying);
      for (const { task, case_id: about, subject_id: subject, created_at: made } of rows) {
        await house.pools.worker.query(
          "insert into outbox (task, case_id, subject_id, created_at) values ($1, $2, $3, $4)",
          [task, about, subject, made],
        );
      }
    } else {
      await expect(runOwed(dying)).rejects.toThrow(death);
    }
    await runOwed(tasks.on);
    const mail = await mailOf(messageId);
    expect(mail.state).toBe("sent");
    const twice = when === "after it left";
    expect(tasks.sent).toHaveLength(twice ? 2 : 1);
    for (const { raw } of tasks.sent) {
      expect(Buffer.from(raw).toString("latin1")).toContain(`Message-ID: ${mail.mailId}`);
    }
    // Counted where it may have been: whoever died before sending is not told apart from after.
    expect(mail.unsure).toBe(twice || when === "before it left" ? 1 : null);
  },
);

test("what servers said and what was tried again is explained by events", async () => {
  const codes: string[] = [];
  await verify(
    {
      connection: house.database.connectionFor("keeper"),
      masterKey: house.context.masterKey,
      checkpointFile: join(house.directory, "checkpoints.jsonl"),
      layout: csafLayout,
    },
    ({ code, what }) => codes.push(`${code} ${what}`),
  );
  expect(codes.filter((code) => code.startsWith("row."))).toEqual([]);
});
