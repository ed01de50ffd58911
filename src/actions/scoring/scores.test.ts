import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import type { Actor } from "../../core/people/actor.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { scoreHistoryOf, scoresOf, vulnerabilitiesOf } from "../../store/scoring/reader.ts";
import { perform } from "../action.ts";
import { decideRelevancy } from "../decisions/decide-relevancy.ts";
import { addVulnerability } from "../vulnerabilities/add-vulnerability.ts";
import { recordPublishedScore } from "./record-published-score.ts";
import { scoreVulnerability } from "./score-vulnerability.ts";
import { suspectSeverity } from "./suspect-severity.ts";

let house: TestContext;
let found: TestCase;
let analyst: Actor;
let vulnerabilityId: string;

beforeAll(async () => {
  house = await testContext();
  analyst = await aPerson(house, "analyst", "lead");
});
beforeEach(async () => {
  found = await aCase(house);
  const explanation =
    "A crafted packet stops the gateway until somebody restarts it, from anywhere.";
  const { caseId } = found;
  const decision = { caseId, outcome: "relevant", touches: ["availability"], explanation };
  await perform(house.context, decideRelevancy, analyst, decision);
  const [first] = await read((tx) => vulnerabilitiesOf(house.context, tx, caseId));
  vulnerabilityId = first?.vulnerabilityId ?? "";
});
afterAll(() => house.close());

function read<T>(
  work: (tx: Parameters<Parameters<typeof house.context.transaction>[1]>[0]) => Promise<T>,
) {
  return house.context.transaction(analyst, work);
}

const medium = "CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:N/I:N/A:H";
const high = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H";

const score = (vector: string, rest: object = {}) =>
  perform(house.context, scoreVulnerability, analyst, {
    caseId: found.caseId,
    vulnerabilityId,
    vector,
    ...rest,
  });
const published = (rest: object) =>
  perform(house.context, recordPublishedScore, analyst, {
    caseId: found.caseId,
    vulnerabilityId,
    ...rest,
  });
const suspect = (band: string) =>
  perform(house.context, suspectSeverity, analyst, { caseId: found.caseId, band });
const history = () => read((tx) => scoreHistoryOf(house.context, tx, found.caseId));
/** What is promised by when, under the policy's levels. */
const dates = async () =>
  (await read((tx) => clocksOf(tx, found.caseId))).map(({ promise, dueAt }) => [promise, dueAt]);
const head = () => read((tx) => headOf(tx, found.caseId));

test("a score that changes says why, and the former stays with its author and reason", async () => {
  await score(medium, { reason: "As the report has it." });
  await expect(score(high)).rejects.toMatchObject({ code: "severity.change-reason" });
  await score(high, { reason: "No interaction is needed after all." });
  expect(
    (await history()).map(({ vector, reason, scoredBy }) => [vector, reason, scoredBy]),
  ).toEqual([
    [high, "No interaction is needed after all.", idOf(analyst)],
    [medium, "As the report has it.", idOf(analyst)],
  ]);
  const counting = await read((tx) => scoresOf(house.context, tx, found.caseId));
  expect(counting.map(({ vector }) => vector)).toEqual([high]);
  expect((await head())?.severityBand).toBe("high");
});

test("the same vector again needs no reason", async () => {
  await score(high);
  await score(high);
  expect(await history()).toHaveLength(2);
});

test("[ALE-52] scores that others published stand beside ours by issuer, 2.0 too, and change nothing", async () => {
  await score(high);
  await published({ issuer: "NVD", vector: "AV:N/AC:L/Au:N/C:C/I:C/A:C", where: "Their page" });
  await published({ issuer: "CISA-ADP", vector: medium });
  const counting = await read((tx) => scoresOf(house.context, tx, found.caseId));
  expect(counting.map(({ source, cvssVersion, band }) => [source, cvssVersion, band])).toEqual([
    ["CISA-ADP", "3.1", "medium"],
    ["NVD", "2.0", "high"],
    ["own", "3.1", "high"],
  ]);
  expect((await head())?.severityBand).toBe("high");
});

test("nobody publishes under our own name, and a vector that is none is refused", async () => {
  await expect(published({ issuer: "Own", vector: high })).rejects.toMatchObject({
    code: "severity.issuer",
  });
  await expect(published({ issuer: "NVD", vector: "CVSS:3.1/AV:N" })).rejects.toMatchObject({
    code: "cvss.malformed",
  });
  expect(await history()).toEqual([]);
});

test("a suspected level turns promises and the queue until the first score takes its place", async () => {
  await suspect("critical");
  expect((await head())?.severityBand).toBe("critical");
  await suspect("low");
  expect((await head())?.severityBand).toBe("low");
  await score(high);
  expect(await head()).toMatchObject({ severityBand: "high", suspectedBand: "low" });
  await expect(suspect("low")).rejects.toMatchObject({ code: "severity.scored" });
});

test("a case is as severe as the worst of its vulnerabilities, whichever was scored last", async () => {
  const { caseId } = found;
  const added = { caseId, title: "The same frame leaks a password" };
  const second = await perform(house.context, addVulnerability, analyst, added);
  await score(high);
  const promised = await dates();
  await score(medium, second);
  expect((await head())?.severityBand).toBe("high");
  expect(await dates()).toEqual(promised);
  await score(medium, { reason: "It needs a click." });
  expect((await head())?.severityBand).toBe("medium");
});

test("a suspected level is one of the policy's", async () => {
  await expect(suspect("dreadful")).rejects.toMatchObject({ code: "severity.level" });
  expect((await head())?.severityBand).toBeNull();
});

test("the same level twice is said once", async () => {
  await suspect("high");
  const before = await read((tx) => clocksOf(tx, found.caseId));
  await suspect("high");
  expect(await read((tx) => clocksOf(tx, found.caseId))).toEqual(before);
});

function idOf(actor: Actor): string | undefined {
  return actor.kind === "staff" ? actor.id : undefined;
}
