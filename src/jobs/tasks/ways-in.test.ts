import { afterAll, beforeAll, expect, test } from "vitest";
import {
  aColleague,
  anyone,
  aWednesday,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { positionKeeper } from "../../actions/messages/keep-position.ts";
import { takeMail } from "../../actions/reports/take-mail.ts";
import { type MailAuthentication, notChecked } from "../../core/mail/authentication.ts";
import { type MailEnvelope, noEnvelope } from "../../core/mail/envelope.ts";
import { composeMail } from "../../formats/mail/compose-mail.ts";
import { noScanner } from "../../integrations/clamav/clamav-scanner.ts";
import { queueFor } from "../../store/cases/filtered-queue-reader.ts";
import type { Context } from "../../store/context.ts";
import { reportsOf } from "../../store/reports/reader.ts";
import { keysOf } from "../../store/sealing/object-keys.ts";
import { principalsOf } from "../../store/transaction.ts";
import { runOwed } from "../run-owed.ts";

const check = { verdict: "pass", domain: "jane-doe.example", ofSender: true } as const;
const vouched: MailAuthentication = {
  checkedBy: "parley",
  spf: check,
  dkim: check,
  dmarc: check,
  arc: check,
};

let house: TestContext;
let tasks: TestTasks;
const asked: MailEnvelope[] = [];

beforeAll(async () => {
  house = await testContext();
  house.setClock(aWednesday);
  tasks = await testTasks(house, noScanner, async (_raw, envelope) => {
    asked.push(envelope);
    return vouched;
  });
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

let mails = 0;
async function aMail(): Promise<Uint8Array> {
  mails += 1;
  return composeMail({
    from: { address: "finder@jane-doe.example" },
    to: [{ address: "psirt@ale.example" }],
    subject: "A weakness",
    messageId: `<${mails}@jane-doe.example>`,
    date: new Date(aWednesday),
    text: "It overflows.",
  });
}

const bySmtp: MailEnvelope = {
  way: "smtp",
  mailbox: null,
  from: "finder@jane-doe.example",
  to: ["psirt@ale.example"],
  remote: { address: "192.0.2.7", helo: "mx.jane-doe.example" },
};
const byMailbox = (mailbox: string): MailEnvelope => ({ ...noEnvelope, way: "imap", mailbox });

async function take(raw: Uint8Array, envelope: MailEnvelope, context: Context = house.context) {
  await takeMail.run(context, anyone, { raw: new Uint8Array(raw), envelope });
}
const rowsOf = async (text: string) => (await house.pools.worker.query(text)).rows;

const newestReports = () =>
  house.context.transaction(theWorker, async (tx) => {
    const [row] = await tx.query<{ caseId: string; reportId: string }>(
      `select case_id as "caseId", report_id as "reportId" from reports order by received_at desc, report_id desc limit 1`,
      [],
    );
    const keys = await keysOf(house.context, tx, [row?.reportId ?? ""]);
    return reportsOf(tx, row?.caseId ?? "", keys);
  });

test("the sending server's address is sealed, serves to check the sender, and is gone after that", async () => {
  await take(await aMail(), bySmtp);
  const [waiting] = await rowsOf("select envelope_sealed as sealed from inbox where state = 'new'");
  expect(waiting.sealed.toString("latin1")).not.toContain("192.0.2.7");
  await runOwed(tasks.on);
  expect(asked.at(-1)).toEqual(bySmtp);
  const [left] = await rowsOf(
    "select count(*)::int as count from inbox where envelope_sealed is not null",
  );
  expect(left.count).toBe(0);
});

test("the same mail by two ways makes one report", async () => {
  const raw = await aMail();
  const before = (await rowsOf("select 1 from cases")).length;
  await take(raw, bySmtp);
  await take(raw, byMailbox("psirt"));
  await runOwed(tasks.on);
  expect(await rowsOf("select 1 from cases")).toHaveLength(before + 1);
});

test("a report says by which way it came and whether its sender's domain vouches for it, without naming it", async () => {
  await take(await aMail(), bySmtp);
  await runOwed(tasks.on);
  const [report] = await newestReports();
  expect(report?.content.way).toBe("smtp");
  expect(report?.content.authentication?.dmarc).toEqual({ ...check, domain: null });
});

test("[TH-41] cases that come by a mailbox of its own purpose have a queue of their own", async () => {
  await take(await aMail(), byMailbox("cna"));
  await take(await aMail(), byMailbox("psirt"));
  await runOwed(tasks.on);
  const lead = aColleague("lead");
  const inQueue = (mailbox: string | null) =>
    house.context.transaction(lead, async (tx) => {
      const page = await queueFor(house.context, tx, principalsOf(lead), {
        ...{ lane: "ours", after: null, personId: lead.id, now: house.context.now() },
        filter: mailbox === null ? {} : { mailbox },
      });
      return page?.rows.map(({ caseId }) => caseId) ?? [];
    });
  const [cna] = await rowsOf(`select case_id as "caseId" from cases where mailbox = 'cna'`);
  expect(await inQueue("cna")).toEqual([cna.caseId]);
  expect(await inQueue("psirt")).toHaveLength(1);
  expect((await inQueue(null)).length).toBeGreaterThan(2);
});

test("in shadow no letter leaves, and what would have left is kept as withheld", async () => {
  const shadow = { name: "shadow", purpose: "psirt", shadow: true } as const;
  const context: Context = Object.create(house.context, { mailboxes: { value: [shadow] } });
  tasks.sent.length = 0;
  await take(await aMail(), byMailbox("shadow"), context);
  await runOwed({ ...tasks.on, context });
  expect(tasks.sent).toEqual([]);
  const withheld = `select d.state, d.code from deliveries d join cases using (case_id) where mailbox = 'shadow'`;
  expect(await rowsOf(withheld)).toEqual([{ state: "withheld", code: "shadow" }]);
  const whole: Context = Object.create(house.context, { shadow: { value: true } });
  await take(await aMail(), bySmtp, whole);
  await runOwed({ ...tasks.on, context: whole });
  expect(tasks.sent).toEqual([]);
});

test("a sender that nobody could vouch for when the mail came is asked about again, and the report is there meanwhile", async () => {
  const answers = [
    { ...notChecked, again: true as const },
    { ...notChecked, again: true as const },
    vouched,
  ];
  const on = { ...tasks.on, authenticate: async () => answers.shift() ?? vouched };
  await take(await aMail(), bySmtp);
  await runOwed(on);
  const shown = async () => {
    const [report] = await newestReports();
    return report?.content.authentication?.dmarc.verdict;
  };
  const envelopes = "select 1 from inbox where envelope_sealed is not null";
  expect([await shown(), (await rowsOf(envelopes)).length]).toEqual(["unknown", 1]);
  house.setClock(new Date(Date.parse(aWednesday) + 120_000).toISOString());
  await expect(runOwed(on)).rejects.toThrow("mail.name-servers-away");
  await runOwed(on);
  expect([await shown(), (await rowsOf(envelopes)).length]).toEqual(["pass", 0]);
});

test("how far a mailbox was read is kept", async () => {
  const keeper = positionKeeper(house.context, "psirt");
  expect(await keeper.load()).toBeUndefined();
  await keeper.save({ uidValidity: 4_000_000_000, lastUid: 7 });
  await keeper.save({ uidValidity: 4_000_000_000, lastUid: 8 });
  expect(await keeper.load()).toEqual({ uidValidity: 4_000_000_000, lastUid: 8 });
});
