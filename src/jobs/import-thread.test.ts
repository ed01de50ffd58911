import { afterAll, beforeAll, expect, test } from "vitest";
import { aPerson } from "../../test/support/cases.ts";
import {
  aColleague,
  anyone,
  aWednesday,
  type TestContext,
  testContext,
  theWorker,
} from "../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../test/support/tasks.ts";
import { sendMessage } from "../actions/messages/send-message.ts";
import { takeMail } from "../actions/reports/take-mail.ts";
import { notChecked } from "../core/mail/authentication.ts";
import { composeMail, type OutgoingMail } from "../formats/mail/compose-mail.ts";
import { clocksOf } from "../store/clocks/reader.ts";
import { threadOf } from "../store/messages/reader.ts";
import { partiesOf } from "../store/parties/reader.ts";
import { referencesOf } from "../store/references/reader.ts";
import type { Tx } from "../store/transaction.ts";
import { importArchivedThread } from "./import-thread.ts";
import { runOwed } from "./run-owed.ts";

let house: TestContext;
let tasks: TestTasks;

beforeAll(async () => {
  house = await testContext();
  house.setClock(aWednesday);
  tasks = await testTasks(house);
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

let mails = 0;
function aMail(wish: Partial<OutgoingMail> = {}): Promise<Uint8Array> {
  mails += 1;
  return composeMail({
    from: { address: "finder@research.example" },
    to: [{ address: "psirt@ale.example" }],
    subject: "A weakness",
    messageId: `<${mails}@research.example>`,
    date: new Date("2024-05-06T07:08:09Z"),
    text: "It overflows.",
    ...wish,
  });
}
const team = { address: "psirt@ale.example" };
const finder = { address: "finder@research.example" };

/** The report, our answer, a colleague's word behind the finder's back, and the finder's answer. */
async function aThread() {
  const answer = { inReplyTo: "<first@research.example>" };
  const on = (day: number) => new Date(Date.UTC(2024, 4, day));
  return [
    await aMail({ from: finder, to: [team], date: on(9), text: "Firmware 4.2.", ...answer }),
    await aMail({
      from: { address: "engineer@ale.example" },
      to: [team],
      date: on(8),
      text: "Their claim is nonsense.",
      ...answer,
    }),
    await aMail({ from: team, to: [finder], date: on(7), text: "Which firmware?", ...answer }),
    await aMail({ from: finder, to: [team], date: on(6), text: "It overflows." }),
  ];
}
const take = (raws: readonly Uint8Array[], ours: readonly string[] = []) =>
  importArchivedThread(tasks.on, { mails: raws, ours });
const countCases = async () =>
  (await house.pools.worker.query("select 1 from cases")).rowCount ?? 0;

test("a thread becomes one case, with its mails in their order and with their dates, and nobody is written to", async () => {
  const done = await take(await aThread());
  expect(done).toMatchObject({ added: 4, known: 0 });
  expect(done.reference).toMatch(/^PSIRT-2024-/);
  await runOwed(tasks.on);
  expect(tasks.sent).toEqual([]);
  const lead = aColleague("lead");
  const thread = await house.context.transaction(lead, (tx) =>
    threadOf(house.context, tx, done.caseId ?? ""),
  );
  expect(thread.map(({ direction, text, at }) => [direction, text, at.toISOString()])).toEqual([
    ["out", "Which firmware?", "2024-05-07T00:00:00.000Z"],
    ["internal", "Their claim is nonsense.", "2024-05-08T00:00:00.000Z"],
    ["in", "Firmware 4.2.", "2024-05-09T00:00:00.000Z"],
  ]);
});

test("no promise begins or is broken by what happened before", async () => {
  const { caseId } = await take([await aMail()]);
  const clocks = await house.context.transaction(theWorker, (tx) => clocksOf(tx, caseId ?? ""));
  expect(clocks).toEqual([]);
});

test("the same thread again changes nothing, and what came since is added to its case", async () => {
  const first = await aMail();
  const done = await take([first]);
  const before = await countCases();
  expect(await take([first, first])).toMatchObject({ caseId: null, added: 0, known: 2 });
  const later = await aMail({ inReplyTo: "<x@research.example>", text: "One more thing." });
  expect(await take([first, later])).toMatchObject({ caseId: done.caseId, added: 1, known: 1 });
  expect(await countCases()).toBe(before);
});

test("a thread is taken over whole or not at all", async () => {
  const before = await countCases();
  const inbox = async () => (await house.pools.worker.query("select 1 from inbox")).rowCount;
  const rows = await inbox();
  await expect(
    take(
      [await aMail({ from: team }), await aMail({ from: { address: "cna@ale.example" } })],
      ["CNA@ale.example"],
    ),
  ).rejects.toMatchObject({ code: "import.only-ours" });
  expect([await countCases(), await inbox()]).toEqual([before, rows]);
});

test("an answer to a mail of ours that was taken over comes into its thread, though nobody vouches for it", async () => {
  const raws = [
    await aMail({ messageId: "<report@research.example>" }),
    await aMail({ from: team, to: [finder], messageId: "<old-answer@ale.example>" }),
  ];
  const { caseId } = await take(raws);
  const before = await countCases();
  const answers = { inReplyTo: "<old-answer@ale.example>", subject: "no reference" };
  const raw = new Uint8Array(await aMail({ ...answers, text: "Firmware 4.3, too." }));
  const unproven = { ...tasks.on, authenticate: async () => notChecked };
  await takeMail.run(house.context, anyone, { raw });
  await runOwed(unproven);
  expect(await countCases()).toBe(before);
  const thread = await house.context.transaction(aColleague("lead"), (tx) =>
    threadOf(house.context, tx, caseId ?? ""),
  );
  expect(thread.at(-1)).toMatchObject({ text: "Firmware 4.3, too.", provenBy: "thread" });
});

const coordinator = { address: "cert@coordinator.example" };
const partiesIn = (caseId: string | null) =>
  house.context.transaction(theWorker, (tx) => partiesOf(tx, caseId ?? ""));
const referencesIn = async (caseId: string | null) => {
  const all = (tx: Tx) => referencesOf(house.context, tx, caseId ?? "");
  return (await house.context.transaction(theWorker, all)).map(({ text }) => text);
};

test("[CC-11] what others call the case of a thread is kept, and leads our letters to that party", async () => {
  const subject =
    "[vendor.example #4711] VU#471147 in your gateway, CVE-2024-1111, PSIRT-2019-0007";
  const { caseId, reference } = await take([
    await aMail({ from: coordinator, subject }),
    await aMail({ from: team, to: [coordinator], subject: `Re: ${subject} VRF#24-05-ABCDE` }),
    // Behind their back: no name of theirs.
    await aMail({ from: { address: "x@other.example" }, subject: `${subject} ZDI-CAN-12345` }),
  ]);
  const numbers = ["[VENDOR.EXAMPLE #4711]", "VU#471147", "VRF#24-05-ABCDE"];
  expect((await referencesIn(caseId)).sort()).toEqual(numbers.sort());
  const [party] = await partiesIn(caseId);
  const person = await aPerson(house, "lead", "analyst");
  await sendMessage.run(house.context, person, {
    ...{ caseId: caseId ?? "", partyId: party?.partyId ?? "" },
    ...{ subject: "Our plan", text: "We plan a fix.", question: false },
  });
  await runOwed(tasks.on);
  const head = Buffer.from(tasks.sent.at(-1)?.raw ?? "").toString();
  expect(tasks.sent.at(-1)?.to).toEqual([coordinator.address]);
  for (const each of ["VU#471147", reference ?? ""]) expect(head).toContain(each);
});

test("[CC-13] the author of a thread that carries a coordinator's number is a coordinator: their next mail finds its case without headers", async () => {
  const subject = "VU#555123: overflow";
  const { caseId } = await take([await aMail({ from: coordinator, subject })]);
  expect(await partiesIn(caseId)).toMatchObject([
    { kind: "coordinator", pseudonym: "Coordinator" },
  ]);
  const before = await countCases();
  const desk = { address: "second.desk@coordinator.example" };
  const raw = new Uint8Array(
    await aMail({ from: desk, subject: "vu #555123 update", text: "Any news?" }),
  );
  await takeMail.run(house.context, anyone, { raw });
  await runOwed(tasks.on);
  expect(await countCases()).toBe(before);
  const thread = await house.context.transaction(aColleague("lead"), (tx) =>
    threadOf(house.context, tx, caseId ?? ""),
  );
  expect(thread.at(-1)).toMatchObject({ text: "Any news?", provenBy: "domain" });
});

test("a finder who names a coordinator's number from a mail provider, or was only told it, stays a reporter", async () => {
  const one = await take([
    await aMail({ from: { address: "finder@gmail.com" }, subject: "VU#777001 as reported" }),
  ]);
  expect(await partiesIn(one.caseId)).toMatchObject([{ kind: "reporter" }]);
  const two = await take([
    await aMail({ from: finder, messageId: "<told@research.example>" }),
    await aMail({
      ...{ from: team, to: [finder], subject: "VU#777002 is the coordinator's number" },
      inReplyTo: "<told@research.example>",
    }),
  ]);
  expect(await partiesIn(two.caseId)).toMatchObject([{ kind: "reporter" }]);
});

test("a number that another case has leads there alone, and a later run adds what came since", async () => {
  const { caseId } = await take([await aMail({ from: coordinator, subject: "VU#888001" })]);
  const other = await take([await aMail({ from: finder, subject: "VU#888001 VU#888002" })]);
  expect(await referencesIn(caseId)).toEqual(["VU#888001"]);
  expect(await referencesIn(other.caseId)).toEqual(["VU#888002"]);
  const first = await aMail({ from: finder, messageId: "<since@research.example>" });
  const begun = await take([first]);
  const later = await aMail({ from: finder, subject: "[lab.example #12] Re: A weakness" });
  await take([first, later]);
  expect(await referencesIn(begun.caseId)).toEqual(["[LAB.EXAMPLE #12]"]);
});
