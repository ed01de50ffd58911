import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { signsAgainst, signsFor } from "../../core/decisions/examined.ts";
import type { Actor } from "../../core/people/actor.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { decisionsOf } from "../../store/cases/decision-reader.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import type { Context } from "../../store/context.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { closeCase } from "./close-case.ts";
import { concludeAnalysis } from "./conclude-analysis.ts";
import { decideRelevancy } from "./decide-relevancy.ts";
import { noteBreach } from "./note-breach.ts";
import { recordOthersAffected } from "./record-others-affected.ts";
import { recordReproduction } from "./record-reproduction.ts";
import { recordStanding } from "./record-standing.ts";
import { weighCredibility } from "./weigh-credibility.ts";

let house: TestContext;
let tasks: TestTasks;
let context: Context;
let analyst: Extract<Actor, { kind: "staff" }>;
let found: TestCase;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  context = house.context;
  analyst = await aPerson(house, "analyst");
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

const told = "Your packet restarts 2.4.0 on our bench. We now look which versions it touches.";

type Attempt = Partial<Parameters<typeof recordReproduction.run>[2]>;

function attempt(more: Attempt = {}) {
  return recordReproduction.run(context, analyst, {
    caseId: found.caseId,
    outcome: "reproduced",
    version: "OmniGate 9000 2.4.0",
    place: "Bench 2, default settings",
    words: "The packet of the report was sent five times; each time it restarted.",
    toReporter: "",
    whyNot: "",
    ...more,
  });
}

const codeOf = (deed: Promise<unknown>): Promise<unknown> =>
  deed.then(
    () => "done",
    (error: { code?: string }) => error.code ?? error,
  );
const decisions = () =>
  context.transaction(analyst, (tx) => decisionsOf(context, tx, found.caseId));
const facts = () => context.transaction(analyst, (tx) => factsOf(tx, found.caseId));
async function thread() {
  await runOwed(tasks.on);
  return context.transaction(found.reporter, (tx) => threadOf(context, tx, found.caseId));
}

describe("a first look that confirms a report", () => {
  test("[TH-13] is told to the reporter, or it is said why not: it is never passed over", async () => {
    expect(await codeOf(attempt())).toBe("reproduction.tell");
    expect(await codeOf(attempt({ toReporter: told }))).toBe("done");
    const letter = (await thread()).find(({ template }) => template === "investigation");
    expect(letter?.text).toContain(told);
    expect(letter?.text).not.toContain("Bench 2");
    expect(await codeOf(attempt())).toBe("done");
  });

  test("is held back with its reason on record, and asked for again by the next one", async () => {
    await attempt({ whyNot: "The coordinator asked for a day." });
    expect(await decisions()).toMatchObject([
      { kind: "reproduction", details: { whyNot: "The coordinator asked for a day." } },
    ]);
    expect((await thread()).map(({ template }) => template)).not.toContain("investigation");
    expect(await codeOf(attempt())).toBe("reproduction.tell");
  });

  test("that confirms nothing owes no word", async () => {
    expect(await codeOf(attempt({ outcome: "not-reproduced" }))).toBe("done");
  });
});

describe("what is kept beside a report", () => {
  test("[CC-29] says whether others are affected, and what follows where they are", async () => {
    const record = (outcome: "yes" | "no", words = "") =>
      recordOthersAffected.run(context, analyst, { caseId: found.caseId, outcome, words });
    expect(await codeOf(record("yes"))).toBe("others-affected.words");
    const words = "The parser is a library of many vendors: to the coordinator, all at once.";
    expect(await codeOf(record("yes", words))).toBe("done");
    expect(await decisions()).toMatchObject([{ kind: "others-affected", outcome: "yes" }]);
  });

  test("decides nothing: however many signs speak against it, a report stays undecided", async () => {
    const list = { speaksFor: [], speaksAgainst: [...signsAgainst], words: "" };
    await weighCredibility.run(context, analyst, { caseId: found.caseId, ...list });
    expect((await facts()).relevancy).toBeNull();
    for (const sign of [...signsFor, ...signsAgainst]) {
      expect(sign).not.toMatch(/grammar|spelling|language/);
    }
  });

  test("[TH-17] may be a note on a possible breach, by a person, from which nothing follows", async () => {
    const before = await facts();
    const words = "The capture holds more subscribers than the proof needed.";
    await noteBreach.run(context, analyst, { caseId: found.caseId, words });
    expect(await facts()).toEqual(before);
    expect(JSON.stringify(await thread())).not.toContain("subscribers");
    const asParty = noteBreach.run(context, found.reporter, { caseId: found.caseId, words });
    expect(await codeOf(asParty)).toBe("access.not-permitted");
  });
});

test("[ALE-32] an analysis ends untold only where it is on record that nobody is left to be told", async () => {
  const { caseId } = found;
  const why =
    "It cannot be reached from outside, and nothing else follows from the report that we see.";
  const rejected = { outcome: "not-relevant" as const, touches: [], explanation: why };
  await decideRelevancy.run(context, analyst, { caseId, ...rejected, reasons: ["intended"] });
  const concluded = { outcome: "not-confirmed" as const, explanation: why };
  await concludeAnalysis.run(context, analyst, { caseId, ...concluded });
  const close = () => closeCase.run(context, analyst, { caseId, reason: "not-relevant" });
  expect(await codeOf(close())).toBe("case.conclusion-owed");
  const stand = (outcome: "unreachable" | "reachable") => {
    house.passSeconds(60);
    const words = "Three mails came back since the first of the month.";
    const attempts = outcome === "unreachable" ? [{ on: "2026-03-11", how: "A mail" }] : [];
    return recordStanding.run(context, analyst, { caseId, outcome, words, attempts });
  };
  await stand("unreachable");
  expect((await facts()).conclusionTold).toBe(true);
  await stand("reachable");
  expect(await codeOf(close())).toBe("case.conclusion-owed");
  await stand("unreachable");
  expect(await codeOf(close())).toBe("done");
});

test("[ALE-32] a case is closed as unreachable only with the attempts and their days on record", async () => {
  const { context } = house;
  const { caseId } = await aCase(house, "a silent restart");
  const close = (reason: "reporter-unreachable" | "reporter-opted-out") =>
    codeOf(closeCase.run(context, analyst, { caseId, reason }));
  expect(await close("reporter-unreachable")).toBe("case.standing-first");
  const words = "Nobody has answered since the report came.";
  const record = (attempts: readonly { on: string; how: string }[]) =>
    recordStanding.run(context, analyst, {
      ...{ caseId, outcome: "unreachable" as const, words },
      attempts: [...attempts],
    });
  expect(await codeOf(record([]))).toBe("decision.attempts");
  expect(await codeOf(record([{ on: "2031-01-01", how: "A mail" }]))).toBe("decision.attempts");
  house.passSeconds(86_400);
  await record([
    { on: "2026-03-12", how: "A call, nobody there" },
    { on: "2026-03-11", how: "A mail, which came back" },
  ]);
  const [kept] = await context.transaction(analyst, (tx) => decisionsOf(context, tx, caseId));
  expect(kept?.explanation).toBe(
    `${words}\n\nAttempts:\n- 2026-03-11: A mail, which came back\n- 2026-03-12: A call, nobody there`,
  );
  // Whoever was not reached has not said that they want no answer.
  expect(await close("reporter-opted-out")).toBe("case.standing-first");
  expect(await close("reporter-unreachable")).toBe("done");
});
