import { afterEach, describe, expect, test } from "vitest";
import {
  aColleague,
  anyone,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { policyFiles, policyOf } from "../../../test/support/policy-files.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { recordMilestone } from "../../actions/clocks/record-milestone.ts";
import { closeCase } from "../../actions/decisions/close-case.ts";
import { concludeAnalysis } from "../../actions/decisions/conclude-analysis.ts";
import { decideRelevancy } from "../../actions/decisions/decide-relevancy.ts";
import { takeMail } from "../../actions/reports/take-mail.ts";
import { type Clock, isRunning } from "../../core/clocks/clock.ts";
import { composeMail } from "../../formats/mail/compose-mail.ts";
import { readMail } from "../../formats/mail/read-mail.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { runOwed } from "../run-owed.ts";
import { sweepClocks } from "../sweep-clocks.ts";

const analyst = aColleague("analyst");
const why =
  "The parser checks the length of each packet before it copies it, so nothing is read past the end.";

let house: TestContext;
let tasks: TestTasks;

/** The house under that policy, with one report by mail in it. */
async function openUnder(file: string): Promise<string> {
  const policy = policyOf(file);
  const made = await testContext();
  house = { ...made, context: { ...made.context, policies: [policy] } };
  tasks = await testTasks(house);
  const mail = {
    from: { address: "finder@research.example" },
    to: [{ address: policy.channels.reportAddress }],
    subject: "A weakness",
    messageId: "<1@research.example>",
    date: house.context.now(),
    text: "It reads past the end.",
  };
  await takeMail.run(house.context, anyone, { raw: new Uint8Array(await composeMail(mail)) });
  await runOwed(tasks.on);
  const { rows } = await house.pools.worker.query("select case_id as id from cases");
  return rows[0].id;
}

afterEach(async () => {
  await tasks.close();
  await house.close();
});

/** The letters since the last look, each with its sender. */
async function letters() {
  const sent = tasks.sent.splice(0);
  return Promise.all(
    sent.map(async ({ raw }) => {
      const keys = { own: [], trust: [tasks.ownKey.publicKey], now: house.context.now() };
      const { from, text, signature } = await readMail(raw, keys);
      return { from: from?.address, text, signature: signature.state };
    }),
  );
}

function clocksNow(caseId: string): Promise<readonly Clock[]> {
  return house.context.transaction(theWorker, (tx) => clocksOf(tx, caseId));
}

describe.each(policyFiles)("under %s", (file) => {
  const policy = policyOf(file);

  test("[ALE-02] [VEN-08] [VEN-18] a report runs from its acknowledgement to its close, in the name of the team", async () => {
    const caseId = await openUnder(file);
    const [acknowledged] = await letters();
    expect(acknowledged).toMatchObject({
      from: policy.channels.reportAddress,
      signature: "good",
      text: expect.stringContaining(policy.organisation.teamName),
    });
    house.passSeconds(86_400);
    const rejected = { outcome: "not-relevant" as const, touches: [], explanation: why };
    const reasons = ["no-security-effect" as const];
    await decideRelevancy.run(house.context, analyst, { caseId, ...rejected, reasons });
    await runOwed(tasks.on);
    const concluded = { outcome: "not-confirmed" as const, explanation: why };
    await concludeAnalysis.run(house.context, analyst, { caseId, ...concluded });
    await runOwed(tasks.on);
    await closeCase.run(house.context, analyst, { caseId, reason: "not-relevant" });
    await runOwed(tasks.on);
    expect((await letters()).map(({ signature }) => signature)).toEqual(["good", "good", "good"]);
    const left = (await clocksNow(caseId)).filter((clock) => !clock.metAt && !clock.stoppedAt);
    expect(left).toEqual([]);
  });

  test("a report starts the clocks that the policy sets, and no other", async () => {
    const caseId = await openUnder(file);
    const begun = new Set((await clocksNow(caseId)).map((clock) => clock.promise));
    for (const promise of begun) expect(policy.promises).toHaveProperty(promise);
    for (const promise of ["acknowledge-report", "status-update"] as const) {
      expect(begun.has(promise)).toBe(policy.promises[promise] !== undefined);
    }
  });

  // Where no advisory is promised, an exception puts off none.
  test.runIf(policy.promises.advisory)(
    "[ALE-64] what an exception put off is owed again once its day has passed",
    async () => {
      const caseId = await openUnder(file);
      const evidence = "As the minutes of the board say.";
      const record = (what: string, until?: string) =>
        recordMilestone.run(house.context, aColleague("lead"), { caseId, what, until, evidence });
      const isOwed = async () =>
        (await clocksNow(caseId)).find((clock) => clock.promise === "advisory" && isRunning(clock));
      await record("disclosure.owed");
      expect(await isOwed()).toBeDefined();
      await record("exception.recorded", new Date(+house.context.now() + 86_400_000).toISOString());
      expect(await isOwed()).toBeUndefined();
      house.passSeconds(2 * 86_400);
      await sweepClocks(house.context);
      expect(await isOwed()).toBeDefined();
    },
  );
});

test("[TH-42] an appeal under Thales's policy is owed its acknowledgement in 3 working days", async () => {
  const caseId = await openUnder("thales.yaml");
  await recordMilestone.run(house.context, analyst, {
    caseId,
    what: "appeal.received",
    at: "2026-03-11T07:30:00Z",
    evidence: "By mail to the coordinator's address.",
  });
  const appeal = (await clocksNow(caseId)).find((clock) => clock.promise === "acknowledge-appeal");
  expect(appeal?.dueAt).toEqual(new Date("2026-03-16T22:59:59Z"));
});

test("[CC-05] [CC-06] under CERT/CC's policy 45 days run from the first attempt to reach the vendor", async () => {
  const caseId = await openUnder("certcc.yaml");
  await recordMilestone.run(house.context, analyst, {
    caseId,
    what: "coordinator.contact-attempted",
    at: "2026-03-02T15:00:00Z",
    evidence: "The vendor's security address bounced.",
  });
  const promise = (await clocksNow(caseId)).find((c) => c.promise === "coordinator-publication");
  expect(promise?.startedAt).toEqual(new Date("2026-03-02T15:00:00Z"));
  // The 45th day, 16 April 2026 in Pittsburgh, ends at 03:59:59 UTC.
  expect(promise?.dueAt).toEqual(new Date("2026-04-17T03:59:59Z"));
});
