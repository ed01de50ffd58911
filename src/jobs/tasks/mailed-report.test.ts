import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  aColleague,
  anyone,
  aWednesday,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { sendMessage } from "../../actions/messages/send-message.ts";
import { takeMail } from "../../actions/reports/take-mail.ts";
import { composeMail, type OutgoingMail } from "../../formats/mail/compose-mail.ts";
import { makeKeyPair, type NewKeyPair } from "../../formats/mail/keys.ts";
import { readMail } from "../../formats/mail/read-mail.ts";
import { MailNotSent } from "../../mail/outbound/transport.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { timelineOf } from "../../store/events/reader.ts";
import { openOriginal } from "../../store/intake/reader.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { identityOf } from "../../store/parties/reader.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { runOwed } from "../run-owed.ts";
import type { TaskContext } from "../task-context.ts";

const canary = "Zanzibar overflow in the frobnicator";

let house: TestContext;
let tasks: TestTasks;
let finder: NewKeyPair;

beforeAll(async () => {
  house = await testContext();
  house.setClock("2026-03-10T08:00:00.000Z");
  tasks = await testTasks(house);
  const now = new Date("2026-01-01T00:00:00Z");
  finder = await makeKeyPair({ name: "Finder", email: "finder@research.example", now });
});
beforeEach(() => {
  house.setClock(aWednesday);
  tasks.sent.length = 0;
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

let mails = 0;
function aMail(wish: Partial<OutgoingMail> = {}): OutgoingMail {
  mails += 1;
  return {
    from: { address: "finder@research.example", name: "Finder" },
    to: [{ address: "psirt@ale.example" }],
    subject: "A weakness in your gateway",
    messageId: `<report-${mails}@research.example>`,
    date: new Date("2026-03-11T07:30:00Z"),
    text: `${canary}: a crafted packet restarts the gateway.\n`,
    ...wish,
  };
}

const keyFile = () => ({
  name: "finder.asc",
  type: "application/pgp-keys",
  bytes: Buffer.from(finder.armoredPublic),
});

const toTeam = () => ({
  signWith: { armored: finder.armoredPrivate },
  encryptTo: [tasks.ownKey.publicKey],
});

async function take(raw: Uint8Array): Promise<void> {
  await takeMail.run(house.context, anyone, { raw: new Uint8Array(raw) });
}

async function newestCase(): Promise<{ caseId: string; reference: string; partyId: string }> {
  const { rows } = await house.pools.worker.query(
    `select c.case_id as "caseId", c.reference, p.party_id as "partyId"
       from cases c join parties p using (case_id) order by c.reference desc limit 1`,
  );
  return rows[0];
}

async function countCases(): Promise<number> {
  return (await house.pools.worker.query("select 1 from cases")).rowCount ?? 0;
}

const asFinder = () => ({
  own: [{ armored: finder.armoredPrivate }],
  trust: [tasks.ownKey.publicKey],
  now: house.context.now(),
});

async function anEncryptedReport() {
  await take(await composeMail(aMail({ attachments: [keyFile()] }), toTeam()));
  await runOwed(tasks.on);
  return newestCase();
}

test("[ALE-29] a report that came encrypted is acknowledged signed, encrypted and without a word of it", async () => {
  const { caseId, reference } = await anEncryptedReport();
  expect(tasks.sent).toHaveLength(1);
  const [letter] = tasks.sent;
  expect(letter?.to).toEqual(["finder@research.example"]);
  const outside = Buffer.from(letter?.raw ?? []).toString("latin1");
  expect(outside).toContain(`Subject: [${reference}]`);
  expect(outside).toMatch(/^Auto-Submitted: auto-replied/m);
  expect(outside).toMatch(/^In-Reply-To: <report-\d+@research\.example>/m);
  const read = await readMail(letter?.raw ?? new Uint8Array(), asFinder());
  expect([read.encrypted, read.decrypted, read.signature.state]).toEqual([true, true, "good"]);
  expect(read.text).toContain(reference);
  for (const word of ["Zanzibar", "frobnicator", "gateway"]) {
    expect(`${outside}\n${read.subject}\n${read.text}`).not.toContain(word);
  }
  const clocks = await house.context.transaction(theWorker, (tx) => clocksOf(tx, caseId));
  expect(clocks.find((clock) => clock.promise === "acknowledge-report")?.metAt).toBeDefined();
});

test("[ALE-44] once a key came with a report, answers are encrypted to it", async () => {
  const { caseId, partyId } = await anEncryptedReport();
  const analyst = aColleague("analyst");
  await sendMessage.run(house.context, analyst, {
    caseId,
    partyId,
    text: "Which firmware did you test?",
    question: true,
  });
  await runOwed(tasks.on);
  const read = await readMail(tasks.sent[1]?.raw ?? new Uint8Array(), asFinder());
  expect(read.text).toContain("Which firmware did you test?");
  expect(read.autoSubmitted).toBe(false);
});

test("[ALE-45] a report that came encrypted without its author's key is asked for it", async () => {
  const wish = aMail({ from: { address: "keyless@research.example" } });
  await take(await composeMail(wish, { encryptTo: [tasks.ownKey.publicKey] }));
  await runOwed(tasks.on);
  const read = await readMail(tasks.sent[0]?.raw ?? new Uint8Array(), asFinder());
  expect([read.encrypted, read.signature.state]).toEqual([false, "good"]);
  expect(read.text).toContain("we found no public key of yours");
  expect(read.text).not.toContain("Zanzibar");
});

test("a report without a key is acknowledged in plain, and every other word only points to the portal", async () => {
  await take(await composeMail(aMail({ from: { address: "plain@research.example" } })));
  await runOwed(tasks.on);
  const { caseId, partyId } = await newestCase();
  const message = { caseId, partyId, text: `About the ${canary}`, question: false };
  await sendMessage.run(house.context, aColleague("analyst"), message);
  await runOwed(tasks.on);
  const letters = await Promise.all(tasks.sent.map((mail) => readMail(mail.raw, asFinder())));
  expect(letters.map((each) => [each.encrypted, each.signature.state])).toEqual([
    [false, "good"],
    [false, "good"],
  ]);
  expect(letters[1]?.text).toMatch(/http:\/\/localhost:8080\/portal\/link\/[\w-]{22}/);
  expect(letters.map((each) => each.text).join()).not.toContain("Zanzibar");
});

test("an answer with our reference, or to our mail, joins its case and ends our waiting", async () => {
  const { caseId, partyId, reference } = await anEncryptedReport();
  const analyst = aColleague("analyst");
  const question = { caseId, partyId, text: "Which firmware?", question: true };
  await sendMessage.run(house.context, analyst, question);
  await runOwed(tasks.on);
  const before = await countCases();
  const [, asked] = await Promise.all(tasks.sent.map((mail) => readMail(mail.raw, asFinder())));
  await take(await composeMail(aMail({ subject: `Re: [${reference}]`, text: "By reference" })));
  await take(
    await composeMail(
      aMail({ subject: "Re:", inReplyTo: asked?.messageId ?? null, text: "By thread" }),
      toTeam(),
    ),
  );
  await runOwed(tasks.on);
  expect(await countCases()).toBe(before);
  await house.context.transaction(analyst, async (tx) => {
    const thread = (await threadOf(house.context, tx, caseId)).filter((m) => m.direction === "in");
    expect(thread.map((each) => [each.text, each.encrypted, each.signature])).toEqual([
      ["By reference", false, "none"],
      ["By thread", true, "good"],
    ]);
    const clocks = await clocksOf(tx, caseId);
    expect(clocks.find((clock) => clock.promise === "waiting-for-reporter")?.metAt).toBeDefined();
  });
});

test("[ALE-44] a key that somebody sent under a finder's address vouches for nothing in the finder's thread", async () => {
  const { caseId, partyId, reference } = await anEncryptedReport();
  const now = new Date("2026-01-01T00:00:00Z");
  const forger = await makeKeyPair({ name: "Finder", email: "finder@research.example", now });
  const signed = { signWith: { armored: forger.armoredPrivate } };
  const bytes = Buffer.from(forger.armoredPublic);
  // First a report of its own under the same address, with the forger's key, then the answer.
  const attachments = [{ name: "key.asc", type: "application/pgp-keys", bytes }];
  await take(await composeMail(aMail({ attachments }), signed));
  await runOwed(tasks.on);
  const lie = { subject: `Re: [${reference}]`, text: "Please publish it all today." };
  await take(await composeMail(aMail(lie), signed));
  await runOwed(tasks.on);
  const thread = await house.context.transaction(aColleague("analyst"), (tx) =>
    threadOf(house.context, tx, caseId),
  );
  const [joined] = thread.filter((each) => each.direction === "in");
  expect([joined?.text, joined?.signature]).toEqual([
    "Please publish it all today.",
    "unknown-key",
  ]);
  const kept = await house.context.transaction(theWorker, (tx) =>
    identityOf(house.context, tx, partyId),
  );
  expect(kept?.keyFingerprint).toBe(finder.fingerprint);
  expect(kept?.signer).toEqual({ kind: "openpgp", fingerprint: finder.fingerprint });
});

test("a stranger who knows the reference opens a case of their own", async () => {
  const { reference } = await anEncryptedReport();
  const before = await countCases();
  const from = { address: "stranger@elsewhere.example" };
  await take(await composeMail(aMail({ from, subject: `Re: [${reference}]` })));
  await take(await composeMail(aMail({ subject: "The same sender without a reference" })));
  await runOwed(tasks.on);
  expect(await countCases()).toBe(before + 2);
});

test("an automatic mail is kept and answered by nobody, nor does it answer a question", async () => {
  const { caseId, partyId, reference } = await anEncryptedReport();
  const question = { caseId, partyId, text: "Which firmware?", question: true };
  await sendMessage.run(house.context, aColleague("analyst"), question);
  await runOwed(tasks.on);
  const sentBefore = tasks.sent.length;
  const away = { subject: `Away: [${reference}]`, autoSubmitted: "auto-replied" as const };
  await take(await composeMail(aMail(away)));
  await take(
    await composeMail(
      aMail({ ...away, subject: "Away", from: { address: "robot@research.example" } }),
    ),
  );
  await runOwed(tasks.on);
  expect(tasks.sent).toHaveLength(sentBefore);
  const clocks = await house.context.transaction(theWorker, (tx) => clocksOf(tx, caseId));
  expect(clocks.find((clock) => clock.promise === "waiting-for-reporter")?.metAt).toBeUndefined();
});

test("[ALE-14] a mail that cannot be decrypted opens a case that names the problem and keeps the original", async () => {
  const now = new Date("2026-01-01T00:00:00Z");
  const other = await makeKeyPair({ name: "Other", email: "other@research.example", now });
  const raw = await composeMail(aMail(), { encryptTo: [other.armoredPublic] });
  await take(raw);
  await runOwed(tasks.on);
  const { caseId } = await newestCase();
  await house.context.transaction(theWorker, async (tx) => {
    const report = await tx.first<{
      id: string;
      decrypted: boolean;
      sealed: Buffer | null;
      fileId: string | null;
    }>(
      `select report_id as "id", decrypted, original_sealed as "sealed", original_file as "fileId"
         from reports where case_id = $1`,
      [caseId],
    );
    if (!report) throw new Error("no report");
    expect(report.decrypted).toBe(false);
    const key = await keyOf(house.context, tx, report.id);
    expect(Buffer.from(raw).equals(await openOriginal(house.context, key, report))).toBe(true);
    const received = (await timelineOf(tx, caseId)).find((e) => e.type === "report.received");
    expect(received?.body.problems).toContain("decrypt.no-key");
  });
  expect(tasks.sent).toHaveLength(1);
});

test("a mail whose sending was not recorded is sent again as the same mail", async () => {
  const { transport } = tasks.on;
  const dying: TaskContext["transport"] = {
    async send(mail) {
      await transport.send(mail);
      throw new Error("the process died before it could record that");
    },
  };
  await take(await composeMail(aMail({ attachments: [keyFile()] }), toTeam()));
  await expect(runOwed({ ...tasks.on, transport: dying })).rejects.toThrow("the process died");
  await runOwed(tasks.on);
  const ids = await Promise.all(
    tasks.sent.map(async (mail) => (await readMail(mail.raw, asFinder())).messageId),
  );
  expect(ids).toHaveLength(2);
  expect(ids[0]).toBe(ids[1]);
});

test("a mail that a server refuses for good is recorded as failed; one refused for now stays owed", async () => {
  // The day before, the finder was answered as often as programs answer one address.
  house.passSeconds(86_401);
  tasks.failNext(new MailNotSent("mail-send.permanent", 550, "550 no such user"));
  const refused = await anEncryptedReport();
  tasks.failNext(new MailNotSent("mail-send.temporary", 451, "451 later"));
  await take(await composeMail(aMail({ attachments: [keyFile()] }), toTeam()));
  await runOwed(tasks.on);
  const state = async (caseId: string) =>
    (
      await house.pools.worker.query(
        "select state, code, attempts from deliveries where case_id = $1",
        [caseId],
      )
    ).rows;
  expect(await state(refused.caseId)).toEqual([{ state: "failed", code: "550", attempts: 1 }]);
  const { caseId } = await newestCase();
  expect(await state(caseId)).toEqual([{ state: "owed", code: "451", attempts: 1 }]);
  await runOwed(tasks.on);
  expect(await state(caseId)).toEqual([{ state: "owed", code: "451", attempts: 1 }]);
  house.passSeconds(12);
  await runOwed(tasks.on);
  expect(await state(caseId)).toEqual([{ state: "sent", code: "250", attempts: 2 }]);
});
