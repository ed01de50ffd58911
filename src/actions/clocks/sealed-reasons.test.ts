import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { policyOf } from "../../../test/support/policy-files.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import type { PromiseId } from "../../core/clocks/promises.ts";
import type { Actor } from "../../core/people/actor.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { sweepClocks } from "../../jobs/sweep-clocks.ts";
import { ledgerClocksOf } from "../../store/clocks/ledger-reader.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { timelineOf } from "../../store/events/reader.ts";
import { perform } from "../action.ts";
import { moveCaseToPolicy } from "../policies/move-case-to-policy.ts";
import { explainBreach } from "./explain-breach.ts";
import { pausePromise } from "./pause-promise.ts";
import { recordMilestone } from "./record-milestone.ts";

const ale = policyOf("ale.yaml");
const later = { ...ale, version: ale.version + 1, inForceFrom: new Date("2026-03-11T08:00:10Z") };

/** Every reason and piece of evidence holds this word, and one more that says which it was. */
const canary = "quokka";
const staffReasons = ["known", "waited", "moved", "inside"];

let house: TestContext;
let tasks: TestTasks;
let admin: pg.Client;
let found: TestCase;

beforeAll(async () => {
  const made = await testContext();
  house = { ...made, context: { ...made.context, policies: [ale, later] } };
  tasks = await testTasks(house);
  admin = new pg.Client(house.database.connectionFor("admin"));
  await admin.connect();
  found = await aCase(house);
  house.passSeconds(20);
  await runOwed(tasks.on);
  const lead = await aPerson(house, "lead");
  const { caseId } = found;
  const say = (word: string) => `The ${canary} ${word} this.`;
  const what = { what: "exploitation.known", evidence: say("known") };
  await perform(house.context, recordMilestone, lead, { caseId, ...what });
  const clockId = await clockOf("status-update");
  const pause = { waitsFor: "other", reason: say("waited") } as const;
  await perform(house.context, pausePromise, lead, { caseId, clockId, ...pause });
  const move = { version: later.version, reason: say("moved") };
  await perform(house.context, moveCaseToPolicy, lead, { caseId, ...move });
  house.setClock("2026-04-20T08:00:00.000Z");
  await sweepClocks(house.context);
  for (const [promise, word] of [
    ["regulator-early-warning", "inside"],
    ["relevancy", "outside"],
  ] as const) {
    const broken = await clockOf(promise);
    await perform(house.context, explainBreach, lead, {
      ...{ caseId, clockId: broken, reason: say(word) },
    });
  }
  await runOwed(tasks.on);
});
afterAll(async () => {
  await admin.end();
  await tasks.close();
  await house.close();
});

async function clockOf(promise: PromiseId): Promise<string> {
  const clocks = await house.context.transaction({ kind: "system", task: "test" }, (tx) =>
    clocksOf(tx, found.caseId),
  );
  const clock = clocks.find((each) => each.promise === promise && !each.metAt);
  if (!clock) throw new Error(`${promise} is not owed`);
  return clock.clockId;
}

test("no table holds a reason or a piece of evidence in clear, job queues included", async () => {
  const { rows } = await admin.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
  );
  expect(rows.map(({ name }) => name)).toContain("public.events");
  for (const { name } of rows) {
    const told = await admin.query(`select 1 from ${name} t where t::text ilike $1 limit 1`, [
      `%${canary}%`,
    ]);
    expect(told.rows, name).toEqual([]);
  }
});

test("the reporter reads why a promise to them was broken, and no word of what staff told each other", async () => {
  const { reporter, caseId } = found;
  const seen = await house.context.transaction(reporter as Actor, async (tx) => ({
    clocks: await ledgerClocksOf(house.context, tx, caseId),
    events: await timelineOf(tx, caseId),
  }));
  const text = JSON.stringify(seen);
  expect(text).toContain(`The ${canary} outside this.`);
  for (const word of staffReasons) expect(text).not.toContain(`${canary} ${word}`);
  expect(seen.clocks.filter(({ owedTo }) => owedTo !== reporter.id)).toEqual([]);
  expect(text).not.toMatch(/regulator|exploitation/);
});
