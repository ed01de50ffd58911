import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { policyOf } from "../../../test/support/policy-files.ts";
import { isRunning } from "../../core/clocks/clock.ts";
import { factsFrom } from "../../core/facts/fact.ts";
import type { Actor } from "../../core/people/actor.ts";
import { csafLayout } from "../../formats/csaf/csaf-layout.ts";
import { verify } from "../../store/admin/verify.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { timelineOf } from "../../store/events/reader.ts";
import { factRecordOf } from "../../store/facts/reader.ts";
import { perform } from "../action.ts";
import { recordMilestone } from "../clocks/record-milestone.ts";
import { correctFact } from "./correct-fact.ts";
import { recordFact } from "./record-fact.ts";
import { withdrawFact } from "./withdraw-fact.ts";

let house: TestContext;
let found: TestCase;
let lead: Actor;

beforeAll(async () => {
  const made = await testContext();
  house = { ...made, context: { ...made.context, policies: [policyOf("ale.yaml")] } };
  lead = await aPerson(house, "lead");
});
beforeEach(async () => {
  found = await aCase(house);
});
afterAll(() => house.close());

const attack = {
  kind: "attack-observed",
  desk: "support",
  who: "An agent on duty",
  source: "customer",
  confidence: "confirmed",
  advisory: "owed",
  evidence: "Two customers sent logs of the same attack.",
} as const;

const ago = (hours: number) => new Date(+house.context.now() - hours * 3_600_000);

async function record(fact: object): Promise<string> {
  const { caseId } = found;
  const input = { caseId, ...attack, ...fact };
  return (await perform(house.context, recordFact, lead, input)).factId;
}

const clockOf = (promise: string) =>
  house.context.transaction(lead, async (tx) =>
    (await clocksOf(tx, found.caseId)).find(
      (clock) => clock.promise === promise && isRunning(clock),
    ),
  );

const recordOf = (actor: Actor) =>
  house.context.transaction(actor, (tx) => factRecordOf(house.context, tx, found.caseId));

describe("a fact of a case", () => {
  test("[ALE-59] an authority's hours run from when anyone became aware, not from the record", async () => {
    await record({ awareAt: ago(5).toISOString(), occurredAt: ago(40).toISOString() });
    const clock = await clockOf("regulator-early-warning");
    expect(clock?.startedAt).toEqual(ago(5));
    expect(clock?.dueAt).toEqual(ago(5 - 24));
  });

  test("[ALE-59] a corrected awareness starts them anew, and both entries stay with their words", async () => {
    const factId = await record({ awareAt: ago(5).toISOString() });
    await perform(house.context, correctFact, lead, {
      caseId: found.caseId,
      factId,
      ...attack,
      awareAt: ago(9).toISOString(),
      evidence: "The support log shows an earlier call.",
    });
    expect((await clockOf("regulator-early-warning"))?.startedAt).toEqual(ago(9));
    const { entries, words } = await recordOf(lead);
    const [fact] = factsFrom(entries);
    expect(fact?.entries.map(({ saying }) => saying?.awareAt)).toEqual([ago(5), ago(9)]);
    expect(words.get(factId)).toBe(
      "Two customers sent logs of the same attack.\n\nWho of us learnt of it first: An agent on duty",
    );
  });

  test("a correction of something else moves no clock, though a form shows minutes only", async () => {
    const awareAt = new Date(+ago(5) + 21_000);
    const factId = await record({ awareAt: awareAt.toISOString() });
    await perform(house.context, correctFact, lead, {
      caseId: found.caseId,
      factId,
      ...attack,
      awareAt: `${awareAt.toISOString().slice(0, 16)}:00.000Z`,
      source: "own-systems",
    });
    expect((await clockOf("regulator-early-warning"))?.startedAt).toEqual(awareAt);
    const types = await house.context.transaction(lead, async (tx) =>
      (await timelineOf(tx, found.caseId)).map(({ type }) => type),
    );
    expect(types.filter((type) => type === "exploitation.refuted")).toEqual([]);
  });

  test("[ALE-59] a corrected awareness leaves a report that the authority asked for as it is", async () => {
    const { caseId } = found;
    const factId = await record({ awareAt: ago(5).toISOString() });
    const until = new Date(+house.context.now() + 6 * 86_400_000).toISOString();
    const evidence = "A letter of that day.";
    const asked = { caseId, what: "regulator.intermediate-asked", until, evidence };
    await perform(house.context, recordMilestone, lead, asked);
    const incident = { caseId, what: "regulator.incident-notified", evidence };
    await perform(house.context, recordMilestone, lead, incident);
    const corrected = { caseId, factId, ...attack, awareAt: ago(9).toISOString() };
    await perform(house.context, correctFact, lead, corrected);
    expect((await clockOf("regulator-early-warning"))?.startedAt).toEqual(ago(9));
    expect((await clockOf("regulator-intermediate-report"))?.dueAt).toEqual(new Date(until));
    expect(await clockOf("regulator-incident-report")).toBeDefined();
    const reason = "The logs show a scanner of the customer's own.";
    await perform(house.context, withdrawFact, lead, { caseId, factId, reason });
    expect(await clockOf("regulator-intermediate-report")).toBeUndefined();
    expect(await clockOf("regulator-incident-report")).toBeUndefined();
  });

  test("[ALE-56] a corrected awareness owes no advisory anew that an exception had ended", async () => {
    const { caseId } = found;
    const factId = await record({ awareAt: ago(5).toISOString() });
    await perform(house.context, recordMilestone, lead, {
      ...{ caseId, what: "exception.recorded", evidence: "Decided by the board." },
      until: new Date(+house.context.now() + 90 * 86_400_000).toISOString(),
    });
    expect(await clockOf("advisory")).toBeUndefined();
    const corrected = { caseId, factId, ...attack, awareAt: ago(9).toISOString() };
    await perform(house.context, correctFact, lead, corrected);
    expect(await clockOf("advisory")).toBeUndefined();
  });

  test("[ALE-59] a measure keeps its final report, counted anew, when the awareness is corrected", async () => {
    const { caseId } = found;
    const factId = await record({ awareAt: ago(5).toISOString() });
    await record({
      kind: "fix-ready",
      occurredAt: ago(8).toISOString(),
      awareAt: ago(8).toISOString(),
    });
    expect((await clockOf("regulator-final-report"))?.startedAt).toEqual(ago(5));
    const corrected = { caseId, factId, ...attack, awareAt: ago(2).toISOString() };
    await perform(house.context, correctFact, lead, corrected);
    expect((await clockOf("regulator-final-report"))?.startedAt).toEqual(ago(2));
    const sent = { caseId, what: "regulator.final-report-sent", evidence: "Its receipt." };
    await perform(house.context, recordMilestone, lead, sent);
    await perform(house.context, correctFact, lead, {
      ...corrected,
      awareAt: ago(3).toISOString(),
    });
    expect(await clockOf("regulator-final-report")).toBeUndefined();
  });

  test("a withdrawn fact ends what it started, and what was withdrawn is not corrected", async () => {
    const factId = await record({ awareAt: ago(5).toISOString() });
    const { caseId } = found;
    const reason = "The logs show a scanner of the customer's own.";
    await perform(house.context, withdrawFact, lead, { caseId, factId, reason });
    expect(await clockOf("regulator-early-warning")).toBeUndefined();
    expect(await clockOf("advisory")).toBeUndefined();
    const again = perform(house.context, correctFact, lead, { caseId, factId, ...attack });
    await expect(again).rejects.toMatchObject({ code: "fact.withdrawn" });
    const unknown = { caseId, factId: house.context.newId(), reason };
    await expect(perform(house.context, withdrawFact, lead, unknown)).rejects.toMatchObject({
      code: "fact.unknown",
    });
  });

  test("[ALE-58] a planned public code fix asks whether an advisory is owed, and a yes starts it", async () => {
    const planned = {
      kind: "code-fix-public",
      occurredAt: new Date(+house.context.now() + 9 * 86_400_000).toISOString(),
      source: "colleague",
      desk: "engineering",
    };
    await expect(record({ ...planned, advisory: undefined })).rejects.toMatchObject({
      code: "fact.advisory",
    });
    expect((await recordOf(lead)).entries).toEqual([]);
    await record({ ...planned, advisory: "owed" });
    expect(await clockOf("advisory")).toBeDefined();
  });

  test("[ALE-61] details that are public start the promises of the policy from when we saw them", async () => {
    await record({ kind: "details-public", source: "publication", awareAt: ago(3).toISOString() });
    expect((await clockOf("advisory"))?.startedAt).toEqual(ago(3));
  });

  test("what was recorded by hand before facts were kept stands, and an earlier fact goes before it", async () => {
    const { caseId } = found;
    const evidence = "A letter of that day.";
    await perform(house.context, recordMilestone, lead, {
      caseId,
      what: "exploitation.known",
      at: ago(4).toISOString(),
      evidence,
    });
    await record({ awareAt: ago(2).toISOString() });
    expect((await clockOf("regulator-early-warning"))?.startedAt).toEqual(ago(4));
    await record({ awareAt: ago(7).toISOString() });
    expect((await clockOf("regulator-early-warning"))?.startedAt).toEqual(ago(7));
  });

  test("no party of the case reads a fact", async () => {
    await record({});
    expect((await recordOf(found.reporter)).entries).toEqual([]);
  });

  test("its record verifies", async () => {
    const factId = await record({ awareAt: ago(5).toISOString() });
    const reason = "It was another product.";
    await perform(house.context, withdrawFact, lead, { caseId: found.caseId, factId, reason });
    const directory = await mkdtemp(join(tmpdir(), "parley-facts-"));
    const told: string[] = [];
    const asked = {
      connection: house.database.connectionFor("keeper"),
      masterKey: house.context.masterKey,
      checkpointFile: join(directory, "none.jsonl"),
      layout: csafLayout,
    };
    await verify(asked, ({ code }) => told.push(code));
    await rm(directory, { recursive: true });
    expect(told.filter((code) => code.startsWith("row.") || code.startsWith("event."))).toEqual([]);
  });
});
