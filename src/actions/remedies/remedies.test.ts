import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import type { Actor } from "../../core/people/actor.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { remediesOf } from "../../store/remedies/reader.ts";
import { vulnerabilitiesOf } from "../../store/scoring/reader.ts";
import { decideRelevancy } from "../decisions/decide-relevancy.ts";
import { changeRemedy } from "./change-remedy.ts";
import { deliverRemedy } from "./deliver-remedy.ts";
import { datedAs, moveRemedyDate } from "./move-remedy-date.ts";
import { planRemedy } from "./plan-remedy.ts";
import { recordRemedyTest } from "./record-remedy-test.ts";
import { withdrawRemedy } from "./withdraw-remedy.ts";

let house: TestContext;
let tasks: TestTasks;
let analyst: Extract<Actor, { kind: "staff" }>;
let found: TestCase;
let vulnerabilityId: string;
beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  analyst = await aPerson(house, "analyst");
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

beforeEach(async () => {
  found = await aCase(house);
  const { caseId } = found;
  const relevant = { caseId, outcome: "relevant" as const, explanation: "It restarts." };
  await decideRelevancy.run(house.context, analyst, { ...relevant, touches: ["availability"] });
  const [flaw] = await house.context.transaction(analyst, (tx) =>
    vulnerabilitiesOf(house.context, tx, caseId),
  );
  vulnerabilityId = flaw?.vulnerabilityId ?? "";
  await runOwed(tasks.on);
  house.passSeconds(60);
});

const told = "2026-04-01T12:00:00.000Z";
const later = "2026-05-04T16:00:00.000Z";
const reason = "The correction broke the failover, so it is written anew.";
const words = { kind: "patch" as const, term: "long" as const, text: "Install 2.4.1." };
const rest = { howToObtain: "", productIds: [] };
const refused = (code: string) => expect.objectContaining({ code });

async function aRemedy(promisedFor?: string): Promise<string> {
  const date = promisedFor ? { promisedFor } : {};
  const planned = { caseId: found.caseId, vulnerabilityId, ...words, ...rest, ...date };
  const { remedyId } = await planRemedy.run(house.context, analyst, planned);
  await runOwed(tasks.on);
  house.passSeconds(60);
  return remedyId;
}

const on = (remedyId: string) => ({ caseId: found.caseId, remedyId });

async function theRemedy(remedyId: string) {
  const all = await house.context.transaction(analyst, (tx) =>
    remediesOf(house.context, tx, found.caseId),
  );
  return all.find((each) => each.remedyId === remedyId);
}

async function newestLetter() {
  await runOwed(tasks.on);
  const thread = await house.context.transaction(analyst, (tx) =>
    threadOf(house.context, tx, found.caseId),
  );
  house.passSeconds(60);
  return thread.at(-1);
}

async function dateOwed() {
  const clocks = await house.context.transaction(theWorker, (tx) => clocksOf(tx, found.caseId));
  return clocks.findLast(({ promise }) => promise === "remedy-date");
}

describe("the date of a remedy", () => {
  test("[ALU-10] that slips is told with its reason, and the promise moves with it", async () => {
    const remedyId = await aRemedy(told);
    await moveRemedyDate.run(house.context, analyst, {
      ...on(remedyId),
      promisedFor: later,
      reason,
      interest: "customers",
    });
    const letter = await newestLetter();
    expect(letter?.template).toBe("remedy-slip");
    expect(letter?.text).toContain(reason);
    expect(letter?.text).toContain("1 April 2026");
    expect(letter?.text).toContain("4 May 2026");
    expect((await dateOwed())?.dueAt).toEqual(new Date(later));
    const { dates } = (await theRemedy(remedyId)) ?? {};
    const kept = { formerly: told, to: later, reason, by: analyst.id, interest: "customers" };
    expect(dates).toEqual([expect.objectContaining(kept)]);
  });

  test("is not moved by two people at once: the second sees the first one's date", async () => {
    const remedyId = await aRemedy(told);
    const asOf = datedAs({ promisedFor: new Date(told) });
    const move = { ...on(remedyId), reason, asOf };
    await moveRemedyDate.run(house.context, analyst, { ...move, promisedFor: later });
    const between = { ...move, promisedFor: "2026-04-20T12:00:00.000Z" };
    await expect(moveRemedyDate.run(house.context, analyst, between)).rejects.toThrow(
      refused("deed.changed"),
    );
    expect((await dateOwed())?.dueAt).toEqual(new Date(later));
  });

  test("does not slip without a reason, nor into the past", async () => {
    const remedyId = await aRemedy(told);
    const move = (promisedFor: string) =>
      moveRemedyDate.run(house.context, analyst, { ...on(remedyId), promisedFor, reason: "" });
    await expect(move(later)).rejects.toThrow(refused("remedy.slip-reason"));
    await expect(move("2026-01-01T00:00:00.000Z")).rejects.toThrow(refused("remedy.date-past"));
    expect((await dateOwed())?.dueAt).toEqual(new Date(told));
  });

  test("may come earlier without a reason, and be told for the first time", async () => {
    const remedyId = await aRemedy();
    expect(await dateOwed()).toBeUndefined();
    const move = { ...on(remedyId), promisedFor: later, reason: "" };
    await moveRemedyDate.run(house.context, analyst, move);
    expect((await newestLetter())?.template).toBe("remedy-date");
    await moveRemedyDate.run(house.context, analyst, { ...move, promisedFor: told });
    expect((await newestLetter())?.template).toBe("remedy-date");
    expect((await dateOwed())?.dueAt).toEqual(new Date(told));
  });
});

describe("an entry that no fix comes", () => {
  const none = { kind: "no-fix-planned" as const, term: "long" as const, text: "It stays." };

  test("has no date: nobody could keep it", async () => {
    const planned = { caseId: found.caseId, vulnerabilityId, ...none, ...rest };
    const dated = planRemedy.run(house.context, analyst, { ...planned, promisedFor: told });
    await expect(dated).rejects.toThrow(refused("remedy.no-date"));
    expect(await dateOwed()).toBeUndefined();
    await planRemedy.run(house.context, analyst, planned);
  });

  test("[ALE-35] is not made of a remedy whose date was told, which is withdrawn instead", async () => {
    const remedyId = await aRemedy(told);
    const change = { ...on(remedyId), ...none, ...rest };
    await expect(changeRemedy.run(house.context, analyst, change)).rejects.toThrow(
      refused("remedy.date-told"),
    );
    expect((await theRemedy(remedyId))?.kind).toBe("patch");
  });
});

describe("a remedy that is withdrawn", () => {
  test("[ALE-35] ends its promise, and whoever was told the date is told why", async () => {
    const remedyId = await aRemedy(told);
    await withdrawRemedy.run(house.context, analyst, { ...on(remedyId), reason });
    const letter = await newestLetter();
    expect(letter?.template).toBe("remedy-withdrawn");
    expect(letter?.text).toContain(reason);
    expect((await dateOwed())?.stoppedAt).not.toBeNull();
    const again = withdrawRemedy.run(house.context, analyst, { ...on(remedyId), reason });
    await expect(again).rejects.toThrow(refused("remedy.withdrawn"));
  });

  test("is told to nobody where no date was told", async () => {
    const remedyId = await aRemedy();
    const before = (await newestLetter())?.messageId;
    await withdrawRemedy.run(house.context, analyst, { ...on(remedyId), reason });
    expect((await newestLetter())?.messageId).toBe(before);
  });
});

describe("a test of a remedy", () => {
  test("[ALE-06] stands before delivery: a failed one takes a passed one back", async () => {
    const remedyId = await aRemedy();
    const deliver = () =>
      deliverRemedy.run(house.context, analyst, { ...on(remedyId), verification: "" });
    await expect(deliver()).rejects.toThrow(refused("remedy.verification"));
    const test = { ...on(remedyId), where: "Build 412", words: "The packet of the report." };
    await recordRemedyTest.run(house.context, analyst, { ...test, result: "passed" });
    await recordRemedyTest.run(house.context, analyst, { ...test, result: "failed" });
    await expect(deliver()).rejects.toThrow(refused("remedy.verification"));
    await recordRemedyTest.run(house.context, analyst, { ...test, result: "passed" });
    await deliver();
    const remedy = await theRemedy(remedyId);
    expect(remedy?.tests.map(({ passed }) => passed)).toEqual([true, false, true]);
    expect(remedy?.availableAt).not.toBeNull();
  });

  test("[ALE-06] counts by its day: a passed one of last week does not undo today's failure", async () => {
    const remedyId = await aRemedy();
    const test = { ...on(remedyId), where: "", words: "The packet of the report." };
    const week = new Date(house.context.now().getTime() - 7 * 86_400_000).toISOString();
    await recordRemedyTest.run(house.context, analyst, { ...test, result: "failed" });
    const older = { ...test, result: "passed" as const, testedAt: week };
    await recordRemedyTest.run(house.context, analyst, older);
    const deliver = { ...on(remedyId), verification: "" };
    await expect(deliverRemedy.run(house.context, analyst, deliver)).rejects.toThrow(
      refused("remedy.verification"),
    );
    house.passSeconds(60);
    await recordRemedyTest.run(house.context, analyst, { ...test, result: "passed" });
    await recordRemedyTest.run(house.context, analyst, {
      ...older,
      result: "failed",
    });
    await deliverRemedy.run(house.context, analyst, deliver);
  });

  test("in a few letters is asked for in a sentence, and never dropped", async () => {
    const remedyId = await aRemedy();
    const test = { ...on(remedyId), where: "", words: "The packet of the report." };
    await recordRemedyTest.run(house.context, analyst, { ...test, result: "passed" });
    const deliver = { ...on(remedyId), verification: "Build 9" };
    await expect(deliverRemedy.run(house.context, analyst, deliver)).rejects.toThrow(
      refused("remedy.verification"),
    );
    expect((await theRemedy(remedyId))?.availableAt).toBeNull();
  });

  test("is not of tomorrow", async () => {
    const remedyId = await aRemedy();
    const words = "The packet of the report.";
    const test = { ...on(remedyId), result: "passed" as const, where: "", words };
    const tomorrow = new Date(house.context.now().getTime() + 86_400_000).toISOString();
    const early = recordRemedyTest.run(house.context, analyst, { ...test, testedAt: tomorrow });
    await expect(early).rejects.toThrow(refused("remedy.test-future"));
  });
});

describe("the words of a remedy", () => {
  test("[ALE-33] change as long as it is planned, and name who sees to it", async () => {
    const remedyId = await aRemedy();
    const change = { ...on(remedyId), ...words, ...rest, text: "Install 2.4.2." };
    await changeRemedy.run(house.context, analyst, { ...change, ownerId: analyst.id });
    expect(await theRemedy(remedyId)).toMatchObject({
      text: "Install 2.4.2.",
      ownerId: analyst.id,
    });
  });

  test("are not written over what a colleague saved meanwhile", async () => {
    const remedyId = await aRemedy();
    const { lastEventId: asOf = "" } = (await theRemedy(remedyId)) ?? {};
    const change = { ...on(remedyId), ...words, ...rest, asOf };
    await changeRemedy.run(house.context, analyst, { ...change, text: "First." });
    const second = changeRemedy.run(house.context, analyst, { ...change, text: "Second." });
    await expect(second).rejects.toThrow(refused("remedy.changed"));
    expect((await theRemedy(remedyId))?.text).toBe("First.");
  });

  test("name products of the catalogue and an owner on the case, nobody else", async () => {
    const remedyId = await aRemedy();
    const change = { ...on(remedyId), ...words, ...rest };
    const unknown = { ...change, productIds: [house.context.newId()] };
    await expect(changeRemedy.run(house.context, analyst, unknown)).rejects.toThrow(
      refused("product.unknown"),
    );
    const outside = { ...change, ownerId: house.context.newId() };
    await expect(changeRemedy.run(house.context, analyst, outside)).rejects.toThrow(
      refused("member.not-on-case"),
    );
  });
});
