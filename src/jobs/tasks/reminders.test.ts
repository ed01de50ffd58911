import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  aColleague,
  anyone,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { agreesToPlain } from "../../../test/support/plain-answers.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { recordMilestone } from "../../actions/clocks/record-milestone.ts";
import { closeCase } from "../../actions/decisions/close-case.ts";
import { concludeAnalysis } from "../../actions/decisions/conclude-analysis.ts";
import { decideRelevancy } from "../../actions/decisions/decide-relevancy.ts";
import { sendMessage } from "../../actions/messages/send-message.ts";
import { takeMail } from "../../actions/reports/take-mail.ts";
import { composeMail } from "../../formats/mail/compose-mail.ts";
import { readMail } from "../../formats/mail/read-mail.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { reporterOf } from "../../store/parties/reader.ts";
import { runOwed } from "../run-owed.ts";
import { sweepClocks } from "../sweep-clocks.ts";

let house: TestContext;
let tasks: TestTasks;
let caseId: string;
let partyId: string;
const analyst = aColleague("analyst");
const why =
  "The gateway does not check the length of the first packet, so it can be made to restart.";
const question = "Which firmware answered to the first packet?";

beforeAll(async () => {
  house = await testContext();
  house.setClock("2026-03-11T08:00:00.000Z");
  tasks = await testTasks(house);
  const mail = {
    from: { address: "finder@research.example" },
    to: [{ address: "psirt@ale.example" }],
    subject: "A weakness",
    messageId: "<1@research.example>",
    date: house.context.now(),
    text: "It stops.",
  };
  const raw = new Uint8Array(await composeMail(mail));
  await takeMail.run(house.context, anyone, { raw });
  await runOwed(tasks.on);
  const { rows } = await house.pools.worker.query("select case_id as id from cases");
  caseId = rows[0].id;
  const reporter = await house.context.transaction(theWorker, (tx) => reporterOf(tx, caseId));
  partyId = reporter?.partyId ?? "";
  await agreesToPlain(house, { caseId, partyId });
});
beforeEach(() => {
  tasks.sent.length = 0;
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

async function ask(): Promise<void> {
  await sendMessage.run(house.context, analyst, {
    caseId,
    partyId,
    text: question,
    question: true,
  });
  await runOwed(tasks.on);
  tasks.sent.length = 0;
}

/** What the sweep at that instant makes us write. */
async function lettersAt(instant: string): Promise<string[]> {
  house.setClock(instant);
  await sweepClocks(house.context);
  await runOwed(tasks.on);
  const letters = tasks.sent.splice(0);
  return Promise.all(
    letters.map(async ({ raw }) => {
      const keys = { own: [], trust: [tasks.ownKey.publicKey], now: house.context.now() };
      return (await readMail(raw, keys)).text;
    }),
  );
}

const clocks = () => house.context.transaction(theWorker, (tx) => clocksOf(tx, caseId));

async function openQuestion() {
  return (await clocks()).find(
    (clock) => clock.promise === "waiting-for-reporter" && !clock.metAt && !clock.stoppedAt,
  );
}

test("[ALU-07] a reporter who is silent is reminded twice, without a word of the question", async () => {
  await ask();
  expect((await openQuestion())?.dueAt).toEqual(new Date("2026-03-25T22:59:59Z"));
  expect(await lettersAt("2026-03-18T22:00:00Z")).toEqual([]);
  const [first = "", ...others] = await lettersAt("2026-03-18T23:01:00Z");
  expect(others).toEqual([]);
  expect(first).toContain(
    "on Wednesday 11 March 2026, 09:00 (Europe/Paris) we asked you something",
  );
  expect(first).toContain("by Wednesday 25 March 2026, 23:59 (Europe/Paris)");
  expect(first).not.toContain("firmware");
  expect(await lettersAt("2026-03-18T23:05:00Z")).toEqual([]);
  expect(await lettersAt("2026-03-23T23:01:00Z")).toHaveLength(1);
  expect(await lettersAt("2026-03-24T12:00:00Z")).toEqual([]);
});

test("a reminder is no status update, and moves no promise of ours", async () => {
  const updates = (await clocks()).filter((clock) => clock.promise === "status-update");
  expect(updates.filter((clock) => clock.metAt && clock.metAt > new Date("2026-03-12"))).toEqual(
    [],
  );
  expect(updates.at(-1)?.pausedAt).toBeDefined();
});

test("[ALU-07] the silence is recorded, the question closed by a person, and our clocks go on", async () => {
  expect(await lettersAt("2026-03-26T09:00:00Z")).toEqual([]);
  const { clockId } = (await openQuestion()) ?? {};
  const { rows } = await house.pools.worker.query(
    "select body::json ->> 'promise' as promise from events where type = 'clock.overdue'",
  );
  expect(rows).toContainEqual({ promise: "waiting-for-reporter" });
  await recordMilestone.run(house.context, analyst, {
    caseId,
    what: "question.withdrawn",
    partyId,
    clockId,
    evidence: "Two reminders, no answer.",
  });
  expect(await openQuestion()).toBeUndefined();
  const running = (await clocks()).filter((clock) => !clock.metAt && !clock.stoppedAt);
  expect(running.map((clock) => clock.pausedAt)).toEqual(running.map(() => undefined));
});

test("[ALU-07] silence never closes a confirmed vulnerability that has no remedy", async () => {
  const relevant = { outcome: "relevant" as const, touches: ["availability" as const] };
  await decideRelevancy.run(house.context, analyst, { caseId, ...relevant, explanation: why });
  const confirmed = { caseId, outcome: "confirmed" as const, explanation: why };
  await concludeAnalysis.run(house.context, analyst, confirmed);
  await runOwed(tasks.on);
  const closing = closeCase.run(house.context, analyst, { caseId, reason: "reporter-unreachable" });
  await expect(closing).rejects.toMatchObject({ code: "case.vulnerability-confirmed" });
});
