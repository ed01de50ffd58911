import { afterEach, beforeEach, expect, test } from "vitest";
import { aCase, type TestCase } from "../../../test/support/cases.ts";
import {
  aColleague,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { policyOf } from "../../../test/support/policy-files.ts";
import { type CaseEvent, onCase } from "../../actions/on-case.ts";
import { staffSide } from "../../core/cases/sides.ts";
import type { Actor } from "../../core/people/actor.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { clocksOf } from "./reader.ts";
import { moveClocks } from "./writer.ts";

const ale = policyOf("ale.yaml");
const cadence = ale.promises["status-update"];
if (!cadence) throw new Error("ALE promises updates");
const faster = {
  ...ale,
  promises: {
    ...ale.promises,
    "status-update": { ...cadence, bySeverity: { Critical: { days: 5 } } },
  },
};
const second: Policy = {
  ...faster,
  version: ale.version + 1,
  inForceFrom: new Date("2026-03-12T00:00:00Z"),
  promises: { "status-update": { ...cadence, within: { days: 30 } } },
};

const lead = aColleague("lead");
let house: TestContext;
let found: TestCase;

beforeEach(async () => {
  const made = await testContext();
  house = { ...made, context: { ...made.context, policies: [faster, second] } };
  found = await aCase(house);
});
afterEach(() => house.close());

function record(...events: Omit<CaseEvent, "sideId" | "body">[]) {
  return onCase(house.context, lead, "score-vulnerability", found.caseId, async (desk) => {
    for (const event of events) await desk.record({ sideId: staffSide, body: {}, ...event });
  });
}

function promised(promise: string, actor: Actor = lead) {
  return house.context.transaction(actor, async (tx) =>
    (await clocksOf(tx, found.caseId)).find((clock) => clock.promise === promise),
  );
}

async function nextAlarm(): Promise<string | undefined> {
  const { rows } = await house.pools.worker.query<{ at: Date | null }>(
    "select next_alarm_at as at from clocks where promise = 'status-update'",
  );
  return rows[0]?.at?.toISOString();
}

test("[ALE-31] another severity moves the update that is owed, its warnings and nothing it had before", async () => {
  expect(await nextAlarm()).toBe("2026-03-22T22:59:59.000Z");
  house.setClock("2026-03-12T08:00:00Z");
  await record({ type: "vulnerability.scored", severity: "Critical" });
  const clock = await promised("status-update");
  expect(clock).toMatchObject({
    startedAt: new Date("2026-03-11T08:00:00Z"),
    dueAt: new Date("2026-03-16T22:59:59Z"),
    formerDues: [{ dueAt: new Date("2026-03-25T22:59:59Z"), because: "severity" }],
  });
  expect(await nextAlarm()).toBe("2026-03-13T22:59:59.000Z");
  await record({ type: "vulnerability.scored", severity: "Critical" });
  expect((await promised("status-update"))?.formerDues).toHaveLength(1);
});

test("a promise that stands still has no alarm, and keeps the span once it runs again", async () => {
  const question = { owedTo: found.reporter.id, subjectId: house.context.newId() };
  await record({ type: "question.asked", ...question });
  expect(await nextAlarm()).toBeUndefined();
  house.setClock("2026-03-13T08:00:00Z");
  await record({ type: "question.answered", ...question });
  expect(await promised("status-update")).toMatchObject({
    dueAt: new Date("2026-03-27T22:59:59Z"),
    pauses: [{ from: new Date("2026-03-11T08:00:00Z"), to: new Date("2026-03-13T08:00:00Z") }],
    formerDues: [{ because: "resumed" }],
  });
  expect(await nextAlarm()).toBe("2026-03-24T22:59:59.000Z");
});

test("a promise that ended names the event that ended it", async () => {
  await record({ type: "case.closed" });
  const clock = await promised("acknowledge-report");
  const { rows } = await house.pools.worker.query("select type from events where event_id = $1", [
    clock?.stoppedBy,
  ]);
  expect(rows).toEqual([{ type: "case.closed" }]);
});

test("[VEN-36] what ended runs for ever by the version under which it was promised", async () => {
  await house.pools.worker.query("update clocks set policy_version = null");
  const acknowledged = { owedTo: found.reporter.id, by: "person" } as const;
  await record({ type: "acknowledgement.sent", ...acknowledged });
  await house.pools.worker.query(
    "update clocks set policy_version = null where promise = 'acknowledge-report'",
  );
  await onCase(house.context, lead, "score-vulnerability", found.caseId, async (desk) => {
    const id = await desk.record({ sideId: staffSide, type: "case.moved-to-policy", body: {} });
    const at = { caseId: found.caseId, from: faster, to: second };
    await moveClocks(house.context, desk.tx, at, { id, at: house.context.now() });
  });
  await house.pools.worker.query("update cases set policy_version = $1", [second.version]);
  for (const reader of [lead, found.reporter, theWorker]) {
    expect(await promised("acknowledge-report", reader)).toMatchObject({
      policyVersion: faster.version,
    });
  }
  const clocks = await house.context.transaction(lead, (tx) => clocksOf(tx, found.caseId));
  const running = clocks.filter((clock) => !clock.metAt && !clock.stoppedAt);
  expect(running).toMatchObject([
    {
      promise: "status-update",
      policyVersion: second.version,
      dueAt: new Date("2026-04-10T21:59:59Z"),
      formerDues: [{ dueAt: new Date("2026-03-25T22:59:59Z"), because: "policy" }],
    },
  ]);
  expect((await promised("relevancy"))?.stoppedBy).toBeDefined();
});
