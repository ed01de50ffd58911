import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { policyOf } from "../../../test/support/policy-files.ts";
import { isRunning } from "../../core/clocks/clock.ts";
import { factsFrom } from "../../core/facts/fact.ts";
import type { Actor } from "../../core/people/actor.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { timelineOf } from "../../store/events/reader.ts";
import { factRecordOf } from "../../store/facts/reader.ts";
import { reportsOf } from "../../store/reports/reader.ts";
import { keysOfCase } from "../../store/sealing/object-keys.ts";
import { perform } from "../action.ts";
import { confirmSignal, dismissSignal } from "./answer-signal.ts";

let house: TestContext;
let lead: Actor;

beforeAll(async () => {
  const made = await testContext();
  house = { ...made, context: { ...made.context, policies: [policyOf("ale.yaml")] } };
  lead = await aPerson(house, "lead");
});
afterAll(() => house.close());

async function signalOf(found: TestCase, kind: string) {
  const { caseId } = found;
  const [report] = await house.context.transaction(lead, async (tx) =>
    reportsOf(tx, caseId, await keysOfCase(house.context, tx, caseId)),
  );
  return { caseId, reportId: report?.reportId ?? "", kind, receivedAt: report?.receivedAt };
}

const recordOf = ({ caseId }: TestCase) =>
  house.context.transaction(lead, (tx) => factRecordOf(house.context, tx, caseId));
const typesOf = ({ caseId }: TestCase) =>
  house.context.transaction(lead, async (tx) =>
    (await timelineOf(tx, caseId)).map(({ type }) => type),
  );

test("[ALE-59] what a report says becomes a fact with one key, known since it reached the desk", async () => {
  const found = await aCase(house, "a restart", { exploited: "yes" });
  const { receivedAt, ...signal } = await signalOf(found, "attack-observed");
  await expect(perform(house.context, confirmSignal, lead, signal)).rejects.toMatchObject({
    code: "fact.advisory",
  });
  await perform(house.context, confirmSignal, lead, { ...signal, advisory: "owed" });
  const { entries } = await recordOf(found);
  expect(factsFrom(entries)).toMatchObject([
    { saying: { kind: "attack-observed", awareAt: receivedAt, confidence: "likely" } },
  ]);
  const clocks = await house.context.transaction(lead, (tx) => clocksOf(tx, found.caseId));
  const warning = clocks.find(({ promise }) => promise === "regulator-early-warning");
  expect(warning?.startedAt).toEqual(receivedAt);
  const again = { ...signal, advisory: "owed" };
  await expect(perform(house.context, confirmSignal, lead, again)).rejects.toMatchObject({
    code: "signal.settled",
  });
});

test("that it is none is said with the reason, which is a word on exploitation and starts nothing", async () => {
  const found = await aCase(house, "a restart", { "live-incident": "yes" });
  const { receivedAt: _, ...signal } = await signalOf(found, "attack-observed");
  const reason = "The outage came from a cut cable.";
  await perform(house.context, dismissSignal, lead, { ...signal, reason });
  expect(await typesOf(found)).toContain("exploitation.refuted");
  const clocks = await house.context.transaction(lead, (tx) => clocksOf(tx, found.caseId));
  expect(clocks.filter(isRunning).map(({ promise }) => promise)).not.toContain(
    "regulator-early-warning",
  );
  const late = { ...signal, advisory: "owed" };
  await expect(perform(house.context, confirmSignal, lead, late)).rejects.toMatchObject({
    code: "signal.settled",
  });
});

test("what no report says is confirmed by nobody", async () => {
  const found = await aCase(house);
  const { receivedAt: _, ...signal } = await signalOf(found, "details-public");
  await expect(perform(house.context, confirmSignal, lead, signal)).rejects.toMatchObject({
    code: "signal.unknown",
  });
});
