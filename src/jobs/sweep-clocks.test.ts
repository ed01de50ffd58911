import { afterAll, beforeAll, expect, test } from "vitest";
import { anyone, type TestContext, testContext, theWorker } from "../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../test/support/tasks.ts";
import { perform } from "../actions/action.ts";
import { takeReport } from "../actions/reports/take-report.ts";
import { countOverdue } from "../store/clocks/overdue-reader.ts";
import { clocksOf } from "../store/clocks/reader.ts";
import { timelineOf } from "../store/events/reader.ts";
import { runOwed } from "./run-owed.ts";
import { sweepClocks } from "./sweep-clocks.ts";

let house: TestContext;
let tasks: TestTasks;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

test("a promise whose time has passed is recorded once, and counted while it is not kept", async () => {
  const report = { email: "f@research.example", product: "Gateway", description: "It stops." };
  await perform(house.context, takeReport, anyone, report);
  await runOwed(tasks.on);
  expect(await sweepClocks(house.context)).toBe(0);
  house.setClock("2027-03-11T08:00:00.000Z");
  const found = await sweepClocks(house.context);
  expect(found).toBeGreaterThan(0);
  expect(await sweepClocks(house.context)).toBe(0);
  await house.context.transaction(theWorker, async (tx) => {
    const { rows } = await house.pools.worker.query("select case_id as id from cases");
    const overdue = (await timelineOf(tx, rows[0].id)).filter((e) => e.type === "clock.overdue");
    expect(overdue).toHaveLength(found);
    expect(await countOverdue(tx, house.context.now())).toBe(found);
    const clocks = await clocksOf(tx, rows[0].id);
    expect(clocks.map((clock) => clock.promise)).toContain(overdue[0]?.body.promise);
  });
});
