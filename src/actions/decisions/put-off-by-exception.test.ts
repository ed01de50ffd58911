/** What an accepted risk puts off is owed again once that risk falls: by its day, a new decision, or by hand. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { policyOf } from "../../../test/support/policy-files.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import type { Actor } from "../../core/people/actor.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { sweepClocks } from "../../jobs/sweep-clocks.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { timelineOf } from "../../store/events/reader.ts";
import { perform } from "../action.ts";
import { recordMilestone } from "../clocks/record-milestone.ts";
import { approveDecision } from "./approve-decision.ts";
import { concludeAnalysis } from "./conclude-analysis.ts";
import { decideRelevancy } from "./decide-relevancy.ts";

let house: TestContext;
let tasks: TestTasks;
let analyst: Extract<Actor, { kind: "staff" }>;
let lead: Extract<Actor, { kind: "staff" }>;
let found: TestCase;

beforeAll(async () => {
  const made = await testContext();
  house = { ...made, context: { ...made.context, policies: [policyOf("ale.yaml")] } };
  tasks = await testTasks(house);
  analyst = await aPerson(house, "analyst");
  lead = await aPerson(house, "lead");
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

const explanation =
  "An outsider cannot reach that interface: it listens on the service port alone, and that port is closed.";
const evidence = "As the minutes of the board say.";
const day = 86_400;
const inDays = (days: number) => new Date(+house.context.now() + days * day * 1000).toISOString();

beforeEach(async () => {
  found = await aCase(house, "a restart");
  const { caseId } = found;
  const relevant = { caseId, outcome: "relevant" as const, touches: ["availability" as const] };
  await decideRelevancy.run(house.context, analyst, { ...relevant, explanation });
  await record("disclosure.owed");
  await runOwed(tasks.on);
  house.passSeconds(10 * day);
  await acceptRisk();
});

const record = (what: string) =>
  perform(house.context, recordMilestone, lead, { caseId: found.caseId, what, evidence });

async function acceptRisk() {
  const { caseId } = found;
  const risk = { outcome: "accepted-risk" as const, interest: "customers" as const };
  const { decisionId } = await concludeAnalysis.run(house.context, analyst, {
    ...{ caseId, explanation, endsAt: inDays(30), ...risk },
  });
  await approveDecision.run(house.context, lead, { caseId, decisionId });
  house.passSeconds(day);
}

async function advisory() {
  const clocks = await house.context.transaction(lead, (tx) => clocksOf(tx, found.caseId));
  const all = clocks.filter(({ promise }) => promise === "advisory");
  expect(all).toHaveLength(1);
  return all[0]?.stoppedAt ? "put off" : "owed";
}

const typesOf = () =>
  house.context.transaction(lead, async (tx) =>
    (await timelineOf(tx, found.caseId)).map(({ type }) => type),
  );

test("[ALE-64] [ALE-56] an advisory is owed again once the flaw is to be mended after all", async () => {
  expect(await advisory()).toBe("put off");
  const { caseId } = found;
  await concludeAnalysis.run(house.context, analyst, {
    ...{ caseId, outcome: "confirmed" as const, explanation },
  });
  expect(await advisory()).toBe("owed");
});

test("[ALE-64] its day that passes ends it: the advisory is owed again, once, and put off anew by a new decision", async () => {
  house.passSeconds(30 * day);
  await sweepClocks(house.context);
  await sweepClocks(house.context);
  expect(await advisory()).toBe("owed");
  expect((await typesOf()).filter((type) => type === "exception.expired")).toHaveLength(1);
  await acceptRisk();
  expect(await advisory()).toBe("put off");
  await record("exception.ended");
  expect(await advisory()).toBe("owed");
});

test("[ALE-64] one that was renewed puts off until the later day", async () => {
  await acceptRisk();
  house.passSeconds(28 * day);
  await sweepClocks(house.context);
  expect(await advisory()).toBe("put off");
  house.passSeconds(2 * day);
  await sweepClocks(house.context);
  expect(await advisory()).toBe("owed");
});

test.each(["exception.ended", "exception.withdrawn"])(
  "[ALE-64] ended by hand it puts off nothing more: %s",
  async (what) => {
    await record(what);
    expect(await advisory()).toBe("owed");
  },
);

test("[ALE-64] what proved not to be owed meanwhile is not owed again", async () => {
  await record("disclosure.not-owed");
  await record("exception.ended");
  expect(await advisory()).toBe("put off");
});
