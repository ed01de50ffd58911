import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  aColleague,
  anyone,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { closeCase } from "../../actions/decisions/close-case.ts";
import { concludeAnalysis } from "../../actions/decisions/conclude-analysis.ts";
import { decideRelevancy } from "../../actions/decisions/decide-relevancy.ts";
import { reopenCase } from "../../actions/decisions/reopen-case.ts";
import { deliverRemedy } from "../../actions/remedies/deliver-remedy.ts";
import { planRemedy } from "../../actions/remedies/plan-remedy.ts";
import { takeMail } from "../../actions/reports/take-mail.ts";
import { composeMail } from "../../formats/mail/compose-mail.ts";
import { makeKeyPair, type NewKeyPair } from "../../formats/mail/keys.ts";
import { readMail } from "../../formats/mail/read-mail.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { remediesOf } from "../../store/remedies/reader.ts";
import { vulnerabilitiesOf } from "../../store/scoring/reader.ts";
import { runOwed } from "../run-owed.ts";

let house: TestContext;
let tasks: TestTasks;
let finder: NewKeyPair;
let caseId: string;
const analyst = aColleague("analyst");
const why =
  "The gateway does not check the length of the first packet, so it can be made to restart.";

beforeAll(async () => {
  house = await testContext();
  house.setClock("2026-03-10T08:00:00.000Z");
  tasks = await testTasks(house);
  const now = new Date("2026-01-01T00:00:00Z");
  finder = await makeKeyPair({ name: "Finder", email: "finder@research.example", now });
  house.setClock("2026-03-11T08:00:00.000Z");
  const mail = {
    from: { address: "finder@research.example" },
    to: [{ address: "psirt@ale.example" }],
    subject: "A weakness",
    messageId: "<1@research.example>",
    date: now,
    text: `It stops.\n${finder.armoredPublic}`,
  };
  const raw = new Uint8Array(
    await composeMail(mail, { signWith: { armored: finder.armoredPrivate } }),
  );
  await takeMail.run(house.context, anyone, { raw });
  await runOwed(tasks.on);
  const { rows } = await house.pools.worker.query("select case_id as id from cases");
  caseId = rows[0].id;
});
beforeEach(() => {
  house.passSeconds(3600);
  tasks.sent.length = 0;
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

/** The one letter that the deed owed, as its reader reads it; it left encrypted and signed. */
async function theLetter(): Promise<string> {
  await runOwed(tasks.on);
  expect(tasks.sent).toHaveLength(1);
  const mail = await readMail(tasks.sent[0]?.raw ?? new Uint8Array(), {
    own: [{ armored: finder.armoredPrivate }],
    trust: [tasks.ownKey.publicKey],
    now: house.context.now(),
  });
  expect([mail.encrypted, mail.decrypted, mail.signature.state]).toEqual([true, true, "good"]);
  return mail.text;
}

async function metPromises(): Promise<string[]> {
  const clocks = await house.context.transaction(theWorker, (tx) => clocksOf(tx, caseId));
  return clocks.filter((clock) => clock.metAt).map((clock) => clock.promise);
}

test("[ALU-05] the relevancy decision reaches the reporter with its reasons", async () => {
  const decision = { caseId, outcome: "relevant" as const, touches: ["availability" as const] };
  await decideRelevancy.run(house.context, analyst, { ...decision, explanation: why });
  const text = await theLetter();
  expect(text).toContain("It concerns our products");
  expect(text).toContain(why);
  expect(await metPromises()).toContain("relevancy");
});

test("[ALU-10] the date of a remedy is told, and becomes a promise", async () => {
  const [flaw] = await house.context.transaction(analyst, (tx) =>
    vulnerabilitiesOf(house.context, tx, caseId),
  );
  await planRemedy.run(house.context, analyst, {
    caseId,
    vulnerabilityId: flaw?.vulnerabilityId ?? "",
    kind: "patch",
    term: "long",
    text: "Check the length.",
    howToObtain: "",
    productIds: [],
    promisedFor: "2026-05-04T16:00:00Z",
  });
  expect(await theLetter()).toContain("Monday 4 May 2026, 18:00 (Europe/Paris)");
  const clocks = await house.context.transaction(theWorker, (tx) => clocksOf(tx, caseId));
  const promise = clocks.find((clock) => clock.promise === "remedy-date");
  expect(promise?.dueAt).toEqual(new Date("2026-05-04T16:00:00Z"));
});

test("[ALE-32] the conclusion of the analysis reaches the reporter in the team's words", async () => {
  const conclusion = { caseId, outcome: "confirmed" as const, explanation: why };
  await concludeAnalysis.run(house.context, analyst, conclusion);
  const text = await theLetter();
  expect(text).toContain("we confirm the vulnerability");
  expect(text).toContain(why);
});

test("[ALU-13] what is confirmed and not mended is not closed as resolved; its remedy is told once it is there", async () => {
  const closing = closeCase.run(house.context, analyst, { caseId, reason: "resolved" });
  await expect(closing).rejects.toMatchObject({ code: "case.unmended" });
  const [remedy] = await house.context.transaction(analyst, (tx) =>
    remediesOf(house.context, tx, caseId),
  );
  const delivered = { caseId, remedyId: remedy?.remedyId ?? "" };
  await deliverRemedy.run(house.context, analyst, { ...delivered, verification: why });
  const text = await theLetter();
  expect(text).toContain("a remedy for what you reported in");
  expect(text).toContain("is available now");
  // Nothing is published yet: what was asked of them still holds.
  expect(text).not.toContain("that ends here");
});

test("the closing is told with its reason, and every letter stands in the thread", async () => {
  await closeCase.run(house.context, analyst, { caseId, reason: "resolved" });
  expect(await theLetter()).toContain("because the matter is resolved");
  const thread = await house.context.transaction(analyst, (tx) =>
    threadOf(house.context, tx, caseId),
  );
  expect(thread.map((message) => [message.template, message.delivery])).toEqual([
    ["acknowledgement", "sent"],
    ["relevancy", "sent"],
    ["remedy-date", "sent"],
    ["conclusion", "sent"],
    ["remedy-available", "sent"],
    ["closing", "sent"],
  ]);
});

test("[VEN-11] whoever was told that it is closed is told that it is open again, and not why", async () => {
  await reopenCase.run(house.context, analyst, { caseId, reason: "A colleague doubts the patch." });
  const text = await theLetter();
  expect(text).toContain("We have opened it again");
  expect(text).not.toContain("doubts the patch");
});

test("a task that runs twice tells nobody twice", async () => {
  const { rows } = await house.pools.worker.query(
    "select event_id as id from events where type = 'case.closed'",
  );
  await house.pools.worker.query(
    "insert into outbox (task, case_id, subject_id, created_at) values ('notify', $1, $2, now())",
    [caseId, rows[0].id],
  );
  await runOwed(tasks.on);
  expect(tasks.sent).toEqual([]);
});
