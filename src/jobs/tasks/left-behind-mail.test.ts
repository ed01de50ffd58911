import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  anyone,
  aWednesday,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { takeMail } from "../../actions/reports/take-mail.ts";
import { notChecked } from "../../core/mail/authentication.ts";
import type { MailEnvelope } from "../../core/mail/envelope.ts";
import { composeMail } from "../../formats/mail/compose-mail.ts";
import { readMail } from "../../formats/mail/read-mail.ts";
import { noScanner } from "../../integrations/clamav/clamav-scanner.ts";
import { timelineOf } from "../../store/events/reader.ts";
import { runOwed } from "../run-owed.ts";

let house: TestContext;
let tasks: TestTasks;
let stranger: TestTasks;

beforeAll(async () => {
  house = await testContext();
  house.setClock("2026-03-10T08:00:00.000Z");
  tasks = await testTasks(house);
  stranger = await testTasks(house, noScanner, async () => notChecked);
});
beforeEach(() => {
  house.setClock(aWednesday);
  tasks.sent.length = 0;
});
afterAll(async () => {
  await stranger.close();
  await tasks.close();
  await house.close();
});

const whole: MailEnvelope = { way: "imap", mailbox: null, from: null, to: [] };
const sentence = "Your mail is larger than what we take";

/** As the reader of a mailbox takes it: of a mail that is left there only its header. */
async function take(by: TestTasks, number: number, envelope: MailEnvelope) {
  const raw = await composeMail({
    from: { address: `finder-${number}@research.example`, name: "Finder" },
    to: [{ address: "psirt@ale.example" }],
    subject: "A capture of 30 MB",
    messageId: `<left-${number}@research.example>`,
    date: new Date("2026-03-11T07:30:00Z"),
    text: "The parser of routers overflows.",
  });
  const end = Buffer.from(raw).indexOf("\r\n\r\n") + 4;
  const taken = envelope.leftBehindBytes === undefined ? raw : raw.slice(0, end);
  await takeMail.run(house.context, anyone, { raw: Uint8Array.from(taken), envelope });
  await runOwed(by.on);
  const letters = by.sent.map(({ raw }) =>
    readMail(raw, { own: [], trust: [], now: house.context.now() }),
  );
  return (await Promise.all(letters)).map(({ text }) => text.replace(/\s+/g, " "));
}

test("the sender of a mail that is too large for us hears so, and the report says where the mail is", async () => {
  const [letter] = await take(tasks, 1, { ...whole, leftBehindBytes: 41_000_000 });
  expect(letter).toContain(sentence);
  const { rows } = await house.pools.worker.query(
    "select case_id as id from cases order by reference desc limit 1",
  );
  const told = await house.context.transaction(theWorker, (tx) => timelineOf(tx, rows[0].id));
  const received = told.find(({ type }) => type === "report.received");
  expect(received?.body.problems).toEqual(["mail.left-in-mailbox"]);
});

test("whose mail arrived whole hears nothing of sizes", async () => {
  const [letter] = await take(tasks, 2, whole);
  expect(letter).toContain("received your report");
  expect(letter).not.toContain(sentence);
});

test("a sender for whom nobody vouches is not written to: the address may be somebody else's", async () => {
  expect(await take(stranger, 3, { ...whole, leftBehindBytes: 41_000_000 })).toEqual([]);
});
