import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { type AskedFigures, askedFigures } from "../../core/figures/asked-figures.ts";
import type { Measure } from "../../core/figures/measures.ts";
import type { Actor } from "../../core/people/actor.ts";
import { psirtTeam } from "../../core/people/teams.ts";
import { placeText } from "../../core/products/status.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import {
  type FiguresBy,
  figureHolders,
  figureSpans,
  figureSums,
  figuresCount,
} from "../../store/figures/cells-reader.ts";
import { principalsOf } from "../../store/transaction.ts";
import { perform } from "../action.ts";
import { concludeAnalysis } from "../decisions/conclude-analysis.ts";
import { decideRelevancy } from "../decisions/decide-relevancy.ts";
import { recordReproduction } from "../decisions/record-reproduction.ts";
import { recordFact } from "../facts/record-fact.ts";
import { withdrawFact } from "../facts/withdraw-fact.ts";
import { markDuplicate } from "../links/mark-duplicate.ts";
import { addProduct } from "../products/add-product.ts";
import { deliverRemedy } from "../remedies/deliver-remedy.ts";
import { planRemedy } from "../remedies/plan-remedy.ts";
import { recordRemedyTest } from "../remedies/record-remedy-test.ts";
import { setStatus } from "../status/set-status.ts";
import { addVulnerability } from "../vulnerabilities/add-vulnerability.ts";
import { countHouseFigures } from "./count-house-figures.ts";

type Staff = Extract<Actor, { kind: "staff" }>;

let house: TestContext;
let tasks: TestTasks;
let lead: Staff;
let stranger: Staff;
let found: TestCase;
let productIds: string[];

const asked = (more: object = {}): AskedFigures & { of: string } => ({
  ...askedFigures({}, house.context.now(), "Europe/Paris"),
  of: psirtTeam,
  ...more,
});

const sums = (
  measures: readonly Measure[],
  by: FiguresBy,
  { who = lead, ...more }: { who?: Actor; of?: string; entity?: string; productId?: string } = {},
) =>
  house.context.transaction(who, async (tx) =>
    Object.fromEntries(
      (await figureSums(tx, asked(more), measures, by)).map(({ measure, key, count }) => [
        `${measure} ${key}`,
        count,
      ]),
    ),
  );

const spans = (who: Actor = lead) =>
  house.context.transaction(who, async (tx) =>
    Object.fromEntries(
      (await figureSpans(tx, asked()))
        .filter(({ key }) => key === "")
        .map(({ measure, medianHours }) => [measure, medianHours]),
    ),
  );

async function pass(hours: number): Promise<void> {
  house.passSeconds(hours * 3600);
  await runOwed(tasks.on);
}

/** From arrival on: related after 5 hours, seen after 8, concluded after 24, mended after 72, in use after 100. */
async function theWholeWay(): Promise<void> {
  const { context } = house;
  const { caseId } = found;
  const run = (deed: Parameters<typeof perform>[1], input: object) =>
    perform(context, deed, lead, { caseId, ...input });
  await pass(5);
  await run(decideRelevancy, { outcome: "relevant", touches: ["availability"] });
  await pass(3);
  await run(recordReproduction, {
    outcome: "reproduced",
    version: "2.4.0",
    place: "Bench 2",
    words: "Five times, each time it restarted.",
    whyNot: "The coordinator asked for a day.",
  });
  await pass(16);
  const explanation = "Confirmed: the packet restarts it, since its length is never looked at.";
  await run(concludeAnalysis, { outcome: "confirmed", explanation });
  const made = await run(addVulnerability, { title: "A length nobody checks", cwe: "CWE-130" });
  const { vulnerabilityId } = made as { vulnerabilityId: string };
  for (const productId of productIds) {
    const place = placeText({ of: "product", productId });
    await run(setStatus, { vulnerabilityId, places: [place], status: "affected" });
  }
  const remedy = { vulnerabilityId, kind: "patch", term: "short", text: "Update 2.4.1 mends it." };
  const { remedyId } = (await run(planRemedy, remedy)) as { remedyId: string };
  await pass(48);
  const tested = { remedyId, where: "Bench 2", words: "The same packet.", result: "passed" };
  await run(recordRemedyTest, tested);
  await run(deliverRemedy, { remedyId, verification: "" });
  await pass(28);
  await run(recordFact, {
    kind: "fix-deployed",
    occurredAt: context.now().toISOString(),
    awareAt: context.now().toISOString(),
    desk: "operations",
    source: "own-systems",
    confidence: "confirmed",
    evidence: "The inventory of 24 March.",
    words: "Installed everywhere.",
  });
}

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  lead = await aPerson(house, "lead");
  stranger = { ...(await aPerson(house, "engineer")), groupIds: [] };
  productIds = [];
  for (const [entity, name] of [
    ["Gates", "OmniGate 9000"],
    ["Gates", "OmniGate 9000 Small"],
    ["Bridges", "OmniBridge"],
  ]) {
    const { productId } = await perform(house.context, addProduct, lead, { entity, name });
    productIds.push(productId);
  }
  found = await aCase(house);
  await runOwed(tasks.on);
  await theWholeWay();
  await aCase(house, "another matter");
  await pass(1);
  await pass(1);
  await countHouseFigures(house.context);
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

test("[VEN-04] [ALU-02] what the deeds recorded is measured: to triage, identify, analyse, resolve and deploy", async () => {
  expect(await spans()).toMatchObject({
    "time-to-triage": 5,
    "time-to-identify": 8,
    "time-to-analyse": 24,
    "time-to-plan": 24,
    "time-to-resolve": 72,
    "time-to-deploy": 100,
  });
});

test("a case of three products counts once in the whole and in each entity, and for each product", async () => {
  const of = ["discovered", "confirmed"] as const;
  expect(await sums(of, "source")).toEqual({ "discovered finder": 2, "confirmed finder": 1 });
  expect(await sums(["confirmed"], "entity")).toEqual({
    "confirmed Bridges": 1,
    "confirmed Gates": 1,
  });
  expect(Object.keys(await sums(["confirmed"], "product"))).toHaveLength(3);
  expect(Object.keys(await sums(["confirmed"], "product", { entity: "Gates" }))).toHaveLength(2);
  const [productId = ""] = productIds;
  expect(await sums(of, "source", { productId })).toEqual({
    "discovered finder": 1,
    "confirmed finder": 1,
  });
  expect(await sums(["confirmed-by-weakness"], "cut", { entity: "Bridges" })).toEqual({
    "confirmed-by-weakness CWE-130": 1,
  });
});

test("what is open is told by age, and what was acknowledged in time by its promise", async () => {
  expect(await sums(["open"], "cut")).toEqual({ "open 0-7": 2 });
  expect(await sums(["promise-kept"], "cut")).toMatchObject({
    "promise-kept acknowledge-report": 2,
  });
});

test("a case whose reporter read a decision has an answer, though nobody wrote them a message", async () => {
  expect(await spans()).toMatchObject({ "time-to-answer": 8 });
  expect(await sums(["unanswered"], "cut")).toEqual({ "unanswered vulnerability-report": 1 });
});

test("whoever is on none of the cases learns not even that there are any", async () => {
  const none = { who: stranger };
  expect(await sums(["discovered"], "month", none)).toEqual({});
  expect(await sums(["discovered"], "month", { ...none, of: lead.id })).toEqual({});
  expect(await sums(["discovered"], "month", { who: found.reporter })).toEqual({});
  const holders = await house.context.transaction(stranger, (tx) =>
    figureHolders(tx, [psirtTeam, ...principalsOf(stranger)]),
  );
  expect(holders).toEqual([]);
});

test("somebody who is on one case by themselves has figures of that one, and access that ends counts for nobody", async () => {
  const { pools } = house;
  await pools.worker.query(
    `insert into case_members (case_id, principal_id, side_id, role, added_at, last_event_id, mac, expires_at)
     select case_id, $2, side_id, role, added_at, last_event_id, mac, $3 from case_members
      where case_id = $1 and principal_id = $4`,
    [found.caseId, stranger.id, null, psirtTeam],
  );
  await pass(24);
  await countHouseFigures(house.context);
  const own = { who: stranger, of: stranger.id };
  expect(await sums(["discovered"], "source", own)).toEqual({ "discovered finder": 1 });
  await pools.worker.query("update case_members set expires_at = $1 where principal_id = $2", [
    new Date(house.context.now().getTime() + 86_400_000 * 30),
    stranger.id,
  ]);
  await pass(24);
  await countHouseFigures(house.context);
  expect(await sums(["discovered"], "source", own)).toEqual({});
});

test("they are counted once a day, and what was taken back is gone the next day", async () => {
  await pass(24);
  expect(await countHouseFigures(house.context)).toBeGreaterThan(0);
  expect(await countHouseFigures(house.context)).toBe(0);
  expect(await spans()).toHaveProperty("time-to-deploy");
  const facts = await house.pools.worker.query<{ id: string }>(
    "select event_id as id from events where type = 'fact.recorded'",
  );
  await perform(house.context, withdrawFact, lead, {
    caseId: found.caseId,
    factId: facts.rows[0]?.id,
    reason: "It was another customer.",
  });
  await pass(24);
  await countHouseFigures(house.context);
  expect(await spans()).not.toHaveProperty("time-to-deploy");
  const count = await house.context.transaction(theWorker, figuresCount);
  expect(count?.asOf).toEqual(house.context.now());
});

test("a duplicate is no report that was turned away", async () => {
  const [duplicate, other] = [await aCase(house, "the same"), await aCase(house, "no weakness")];
  const explanation =
    "We know of this packet since the first report of it, which came to us a week ago, and are at work on it.";
  const of = { caseId: duplicate.caseId, of: found.reference };
  await perform(house.context, markDuplicate, lead, { ...of, explanation });
  const why = "The manual says so: whoever holds the key of the site may restart it at any time.";
  const decision = { outcome: "not-relevant", reasons: ["intended"], explanation: why };
  await perform(house.context, decideRelevancy, lead, { caseId: other.caseId, ...decision });
  await pass(24);
  await countHouseFigures(house.context);
  expect(await sums(["rejected"], "source")).toEqual({ "rejected finder": 1 });
});
