import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aPerson } from "../../../test/support/cases.ts";
import { aWednesday, type TestContext, theWorker } from "../../../test/support/context.ts";
import { agreesToPlain } from "../../../test/support/plain-answers.ts";
import { aDeliveryReport, type PostOffice, postOffice } from "../../../test/support/post-office.ts";
import type { TestTasks } from "../../../test/support/tasks.ts";
import { erasePerson } from "../../actions/retention/erase-person.ts";
import { composeMail } from "../../formats/mail/compose-mail.ts";
import { readMail } from "../../formats/mail/read-mail.ts";
import { waitingOf } from "../../store/clocks/waiting-reader.ts";
import { openOriginal } from "../../store/intake/reader.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { runOwed } from "../run-owed.ts";

let post: PostOffice;
let house: TestContext;
let tasks: TestTasks;

beforeAll(async () => {
  post = await postOffice();
  ({ house, tasks } = post);
});
beforeEach(() => {
  house.setClock(aWednesday);
  tasks.sent.length = 0;
});
afterAll(() => post.close());

const typesOf = async (caseId: string) => (await post.timeline(caseId)).map(({ type }) => type);
const addressees = () => tasks.sent.flatMap(({ to }) => to);

describe("a bounce", () => {
  test("settles the mail that it names, reaches the owner at once, and opens no case", async () => {
    const at = await post.aCase();
    const messageId = await post.write(at);
    tasks.sent.length = 0;
    const cases = await post.countCases();
    await post.take(aDeliveryReport((await post.mailOf(messageId)).mailId));
    expect(await post.countCases()).toBe(cases);
    expect(await post.mailOf(messageId)).toMatchObject({ state: "bounced", code: "5.1.1" });
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
    const at = await post.aCase();
    const messageId = await post.write(at);
    const raw = aDeliveryReport((await post.mailOf(messageId)).mailId);
    await post.take(raw);
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
    const at = await post.aCase();
    await agreesToPlain(house, at);
    const messageId = await post.write(at, { question: true });
    const waits = () =>
      house.context.transaction(theWorker, (tx) => waitingOf(tx, at.caseId, at.partyId));
    expect(await waits()).toBe(messageId);
    const { mailId } = await post.mailOf(messageId);
    await post.take(aDeliveryReport(mailId));
    const away = await composeMail(
      {
        from: { address: at.address },
        to: [{ address: "psirt@ale.example" }],
        subject: `Abwesenheitsnotiz: [${at.reference}]`,
        messageId: `<away@research.example>`,
        inReplyTo: mailId,
        date: new Date("2026-03-11T08:00:10Z"),
        text: "Back on Monday.",
      },
      {},
    );
    await post.take(away);
    expect(await waits()).toBe(messageId);
    const received = (await post.timeline(at.caseId)).find(
      ({ type }) => type === "message.received",
    );
    expect(received?.body.problems).toContain("mail.looks-absent");
  });

  test("without any header of the mail is known by the address that it comes to", async () => {
    const { context } = house;
    const tagged = { ...context, replyAddresses: true, demonstration: false };
    const at = await post.aCase();
    const messageId = await post.write(at, { send: false });
    tasks.sent.length = 0;
    await runOwed({ ...tasks.on, context: tagged });
    const [mail] = tasks.sent;
    expect(mail?.from).toMatch(/^psirt\+[0-9a-f]{32}@ale\.example$/);
    expect(mail?.reportAs).toBe(/\+([0-9a-f]+)@/.exec(mail?.from ?? "")?.[1]);
    const bare = aDeliveryReport("<unknown@mx.research.example>").replace(
      "To: psirt@ale.example",
      `To: ${mail?.from}`,
    );
    await post.take(bare);
    expect((await post.mailOf(messageId)).state).toBe("bounced");
  });

  test("that is said again, or taken back, alarms nobody again", async () => {
    const at = await post.aCase();
    const messageId = await post.write(at);
    const { mailId } = await post.mailOf(messageId);
    await post.take(aDeliveryReport(mailId));
    tasks.sent.length = 0;
    await post.take(aDeliveryReport(mailId));
    await post.take(aDeliveryReport(mailId, "delivered", "2.0.0"));
    expect(tasks.sent).toEqual([]);
    expect((await post.mailOf(messageId)).state).toBe("bounced");
  });

  test("that names no mail of ours is a message to sort, and changes no mail", async () => {
    const at = await post.aCase();
    const messageId = await post.write(at);
    const cases = await post.countCases();
    tasks.sent.length = 0;
    await post.take(aDeliveryReport("<0123456789abcdef0123456789abcdef@ale.example>"));
    expect(await post.countCases()).toBe(cases + 1);
    expect((await post.mailOf(messageId)).state).toBe("sent");
    // No program answers it.
    expect(tasks.sent).toEqual([]);
  });

  test("whose mail is guessed settles nothing, however much else of it is known", async () => {
    const at = await post.aCase();
    const messageId = await post.write(at);
    const { mailId } = await post.mailOf(messageId);
    expect(mailId).toMatch(/^<[0-9a-f]{32}@ale\.example>$/);
    const [known = "", domain = ""] = mailId.slice(1, -1).split("@");
    const guess = fc.oneof(
      fc.uuid(),
      fc.constantFrom(at.caseId, at.partyId, messageId, at.reference, known.slice(0, 31)),
      fc.stringMatching(/^[0-9a-f]{32}$/).filter((each) => each !== known),
    );
    await fc.assert(
      fc.asyncProperty(guess, async (local) => {
        await post.take(aDeliveryReport(`<${local}@${domain}>`));
        expect((await post.mailOf(messageId)).state).toBe("sent");
      }),
      { numRuns: 8 },
    );
  });
});

test("a report that comes after its party was erased tells of the mail and is not kept", async () => {
  const lead = await aPerson(house, "lead");
  const { caseId, partyId } = await post.aCase();
  const messageId = await post.write({ caseId, partyId });
  const { mailId } = await post.mailOf(messageId);
  await erasePerson.run(house.context, lead, { caseId, partyId, reason: "Their request." });
  await runOwed(tasks.on);
  house.passSeconds(3600);
  await runOwed(tasks.on);
  const left = () => house.pools.worker.query("select object_id from inbox");
  const before = (await left()).rowCount;
  await post.take(aDeliveryReport(mailId));
  expect((await post.mailOf(messageId)).state).toBe("bounced");
  expect((await left()).rowCount).toBe(before);
  const kept = "select 1 from messages where case_id = $1 and template = 'delivery-report'";
  expect((await house.pools.worker.query(kept, [caseId])).rows).toEqual([]);
});

test("a delay and a delivery that servers report are told, and alarm nobody", async () => {
  const at = await post.aCase();
  const messageId = await post.write(at);
  const { mailId } = await post.mailOf(messageId);
  tasks.sent.length = 0;
  await post.take(aDeliveryReport(mailId, "delayed", "4.4.1"));
  expect((await post.mailOf(messageId)).state).toBe("delayed");
  await post.take(aDeliveryReport(mailId, "delivered", "2.0.0"));
  expect((await post.mailOf(messageId)).state).toBe("delivered");
  expect(tasks.sent).toEqual([]);
  expect((await typesOf(at.caseId)).slice(0, 2)).toEqual([
    "delivery.delivered",
    "delivery.delayed",
  ]);
});

test("every change of a mail that servers told of is explained by its event", async () => {
  expect(await post.unexplainedRows()).toEqual([]);
});
