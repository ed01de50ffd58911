import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { isRunning } from "../../core/clocks/clock.ts";
import type { Actor } from "../../core/people/actor.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { decisionsOf } from "../../store/cases/decision-reader.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import type { Context } from "../../store/context.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { approveDecision } from "./approve-decision.ts";
import { concludeAnalysis } from "./conclude-analysis.ts";
import { decideRelevancy } from "./decide-relevancy.ts";
import { sendBackDecision } from "./send-back-decision.ts";

let house: TestContext;
let tasks: TestTasks;
let context: Context;
let analyst: Extract<Actor, { kind: "staff" }>;
let lead: Extract<Actor, { kind: "staff" }>;
let found: TestCase;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  context = house.context;
  analyst = await aPerson(house, "analyst");
  lead = await aPerson(house, "lead");
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});
beforeEach(async () => {
  found = await aCase(house, "a restart");
  await runOwed(tasks.on);
  house.passSeconds(60);
});

const why =
  "An outsider cannot reach that interface: it listens on the service port alone, and that port is closed.";
const endsAt = "2026-12-01T11:00:00Z";

type Relevancy = Partial<Parameters<typeof decideRelevancy.run>[2]>;
type Conclusion = Partial<Parameters<typeof concludeAnalysis.run>[2]>;

async function decide(more: Relevancy = {}) {
  const said = { caseId: found.caseId, outcome: "not-relevant" as const, touches: [] };
  return decideRelevancy.run(context, analyst, { ...said, explanation: why, ...more });
}

async function conclude(more: Conclusion = {}) {
  const said = { caseId: found.caseId, outcome: "will-not-fix" as const, explanation: why };
  return concludeAnalysis.run(context, analyst, { ...said, ...more });
}

const approve = (decisionId: string, actor: Actor = lead) =>
  approveDecision.run(context, actor, { caseId: found.caseId, decisionId });

const sendBack = (decisionId: string) =>
  sendBackDecision.run(context, lead, { caseId: found.caseId, decisionId, reason: "Which port?" });

const codeOf = (deed: Promise<unknown>): Promise<unknown> =>
  deed.then(
    () => "done",
    (error: { code?: string }) => error.code ?? error,
  );

const decisions = () => context.transaction(lead, (tx) => decisionsOf(context, tx, found.caseId));
const facts = () => context.transaction(lead, (tx) => factsOf(tx, found.caseId));
/** The day on which an exception that holds is looked at again. */
async function exceptionOwed() {
  const clocks = await context.transaction(lead, (tx) => clocksOf(tx, found.caseId));
  return clocks.find((clock) => clock.promise === "exception-end" && isRunning(clock))?.dueAt;
}

async function letters(): Promise<(string | undefined)[]> {
  await runOwed(tasks.on);
  const thread = await context.transaction(found.reporter, (tx) =>
    threadOf(context, tx, found.caseId),
  );
  return thread.map(({ template }) => template);
}

describe("[ALU-09] a report is not turned away", () => {
  test("without a reason to choose from and an explanation of substance", async () => {
    expect(await codeOf(decide())).toBe("relevancy.reasons");
    const reasons = ["duplicate" as const];
    expect(await codeOf(decide({ reasons, explanation: "Known." }))).toBe("relevancy.explanation");
    expect(await codeOf(decide({ reasons }))).toBe("done");
    expect(await decisions()).toMatchObject([{ outcome: "not-relevant", reasons }]);
  });

  test("as a duplicate without being told so in words of its own, which name nobody", async () => {
    await decide({ reasons: ["duplicate"] });
    expect(await letters()).toContain("relevancy");
    const thread = await context.transaction(found.reporter, (tx) =>
      threadOf(context, tx, found.caseId),
    );
    const told = thread.find(({ template }) => template === "relevancy");
    expect(told?.text).toContain("It tells of a vulnerability that we knew of before");
    expect((await facts()).relevancyTold).toBe(true);
  });
});

describe("what leaves a flaw as it is", () => {
  beforeEach(async () => {
    await decide({ outcome: "relevant", touches: ["availability"] });
    await runOwed(tasks.on);
    house.passSeconds(60);
  });

  test("[ALU-01] says until when, and whose interest that serves", async () => {
    expect(await codeOf(conclude())).toBe("conclusion.ends");
    expect(await codeOf(conclude({ endsAt: "2020-01-01T00:00:00Z" }))).toBe("conclusion.ends");
    expect(await codeOf(conclude({ endsAt }))).toBe("conclusion.interest");
    expect(await codeOf(conclude({ endsAt, interest: "customers" }))).toBe("done");
    const [newest] = await decisions();
    expect(newest).toMatchObject({ interest: "customers", endsAt: new Date(endsAt) });
  });

  test("[ALU-13] holds, and is told, once a second person confirmed it", async () => {
    const { decisionId, state } = await conclude({ endsAt, interest: "ours" });
    expect(state).toBe("proposed");
    expect((await facts()).conclusion).toBeNull();
    expect(await letters()).not.toContain("conclusion");
    expect(await codeOf(approve(decisionId, analyst))).toBe("decision.same-person");
    house.passSeconds(60);
    await approve(decisionId);
    expect((await facts()).conclusion).toBe("will-not-fix");
    expect(await letters()).toContain("conclusion");
    expect(await codeOf(approve(decisionId))).toBe("decision.settled");
  });

  test("is confirmed in the words that were proposed: other words are another proposal", async () => {
    const first = await conclude({ endsAt, interest: "ours" });
    house.passSeconds(60);
    const second = await conclude({ endsAt, interest: "ours", explanation: `${why} ${why}` });
    expect(await codeOf(approve(first.decisionId))).toBe("decision.settled");
    expect(await codeOf(approve(second.decisionId))).toBe("done");
  });

  test("[ALE-64] is looked at no more on its day once the analysis was concluded anew", async () => {
    const { decisionId } = await conclude({ endsAt, interest: "ours" });
    await approve(decisionId);
    expect(await exceptionOwed()).toEqual(new Date(endsAt));
    house.passSeconds(60);
    await conclude({ outcome: "confirmed" });
    expect(await exceptionOwed()).toBeUndefined();
  });

  test("[ALE-64] has one day: proposed anew and confirmed, the later one holds", async () => {
    const first = await conclude({ endsAt, interest: "ours" });
    await approve(first.decisionId);
    house.passSeconds(60);
    const later = "2027-03-01T11:00:00Z";
    const second = await conclude({ endsAt: later, interest: "ours" });
    expect(await exceptionOwed()).toEqual(new Date(endsAt));
    await approve(second.decisionId);
    expect(await exceptionOwed()).toEqual(new Date(later));
  });

  test("is not confirmed after the day until which it would hold", async () => {
    const soon = new Date(house.context.now().getTime() + 30_000).toISOString();
    const { decisionId } = await conclude({ endsAt: soon, interest: "ours" });
    house.passSeconds(60);
    expect(await codeOf(approve(decisionId))).toBe("decision.day-passed");
    expect((await facts()).conclusion).toBeNull();
    await sendBack(decisionId);
  });

  test("is sent back with a reason, and never holds after that", async () => {
    const { decisionId } = await conclude({ endsAt, interest: "ours" });
    await sendBack(decisionId);
    expect(await codeOf(approve(decisionId))).toBe("decision.settled");
    expect((await facts()).conclusion).toBeNull();
    expect(await letters()).not.toContain("conclusion");
  });
});
