import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { aCase } from "../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../test/support/context.ts";
import { countOverdue } from "../store/clocks/overdue-reader.ts";
import { type ClockRow, clocksOf } from "../store/clocks/reader.ts";
import { timelineOf } from "../store/events/reader.ts";
import { sweepClocks } from "./sweep-clocks.ts";

let house: TestContext;
let caseId: string;

// Received on Wednesday 11 March at 08:00 UTC: the next update is due by 25 March 22:59:59, with
// warnings 72 and 24 hours before.
beforeEach(async () => {
  house = await testContext();
  ({ caseId } = await aCase(house));
});
afterEach(() => house.close());

async function sweepAt(instant: string): Promise<number> {
  house.setClock(instant);
  return sweepClocks(house.context);
}

/** What was recorded of the cadence, oldest first. */
async function said(): Promise<unknown[]> {
  const events = await house.context.transaction(theWorker, (tx) => timelineOf(tx, caseId));
  return events
    .filter(({ body }) => body.promise === "status-update")
    .map(({ type, body }) => [type, body.hoursBefore ?? 0])
    .toReversed();
}

async function cadence(): Promise<ClockRow> {
  const clocks = await house.context.transaction(theWorker, (tx) => clocksOf(tx, caseId));
  const found = clocks.find((clock) => clock.promise === "status-update");
  if (!found) throw new Error("no update is owed");
  return found;
}

async function nextAlarm(): Promise<Date | null> {
  const { rows } = await house.pools.worker.query<{ at: Date | null }>(
    "select next_alarm_at as at from clocks where promise = 'status-update'",
  );
  return rows[0]?.at ?? null;
}

test("a promise warns as often as the policy says, each time once, and is overdue once", async () => {
  expect(await sweepAt("2026-03-12T08:00:00Z")).toBe(0);
  for (const instant of [
    "2026-03-22T23:00:00Z",
    "2026-03-23T23:00:00Z",
    "2026-03-24T23:00:00Z",
    "2026-03-25T22:59:59Z",
    "2026-03-25T23:00:00Z",
    "2026-03-26T23:00:00Z",
  ]) {
    await sweepAt(instant);
  }
  expect(await said()).toEqual([
    ["clock.warned", 72],
    ["clock.warned", 24],
    ["clock.overdue", 0],
  ]);
  expect(await cadence()).toMatchObject({
    warnedAt: new Date("2026-03-24T23:00:00Z"),
    alarmedAt: new Date("2026-03-25T23:00:00Z"),
  });
  expect(await nextAlarm()).toBeNull();
  expect(await sweepClocks(house.context)).toBe(0);
});

test("warnings that were missed while nothing ran are one, and the due time still comes", async () => {
  await sweepAt("2026-03-25T12:00:00Z");
  expect(await said()).toEqual([["clock.warned", 24]]);
  expect(await nextAlarm()).toEqual(new Date("2026-03-25T22:59:59Z"));
  await sweepAt("2026-04-02T00:00:00Z");
  expect((await said()).at(-1)).toEqual(["clock.overdue", 0]);
});

test("what is overdue is counted while it is not kept", async () => {
  const found = await sweepAt("2027-03-11T08:00:00Z");
  expect(found).toBeGreaterThan(0);
  const overdue = await house.context.transaction(theWorker, (tx) =>
    countOverdue(tx, house.context.now()),
  );
  expect(overdue).toBe(found);
});

test("a clock that stands still, was kept or ended has no alarm", async () => {
  for (const column of ["paused_at", "met_at", "stopped_at"]) {
    await house.pools.worker.query(`update clocks set ${column} = started_at`);
    expect(await sweepAt("2027-03-11T08:00:00Z")).toBe(0);
    await house.pools.worker.query(`update clocks set ${column} = null`);
  }
  expect(await sweepAt("2027-03-11T08:00:00Z")).toBeGreaterThan(0);
});

test("a promise from before clocks warned falls due all the same", async () => {
  await house.pools.worker.query("update clocks set next_alarm_at = null");
  await sweepAt("2026-03-25T12:00:00Z");
  expect(await said()).toEqual([]);
  await sweepAt("2026-03-26T00:00:00Z");
  expect(await said()).toEqual([["clock.overdue", 0]]);
});

test("the sweep reads the index of alarms alone, however many clocks there are", async () => {
  const admin = new pg.Client(house.database.connectionFor("admin"));
  await admin.connect();
  await admin.query(
    `insert into clocks (clock_id, case_id, side_id, promise, owed_to, subject_id, started_at,
                         due_at, last_event_id, mac)
     select gen_random_uuid(), $1, $1, 'relevancy', $1, gen_random_uuid(), now(),
            now() + interval '1 year', $1, ''
       from generate_series(1, 5000)`,
    [caseId],
  );
  await admin.query("analyze clocks");
  const { rows } = await admin.query<{ "QUERY PLAN": string }>(
    `explain select clock_id from clocks
      where coalesce(next_alarm_at, due_at) < now() and met_at is null and stopped_at is null
        and paused_at is null and alarmed_at is null and due_at is not null
      order by coalesce(next_alarm_at, due_at), clock_id limit 100`,
  );
  await admin.end();
  expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain("using clocks_alarm");
});

test("a clock that cannot be read holds up no other case, and its failure is still told", async () => {
  const other = await aCase(house, "another thing");
  await house.pools.worker.query(
    "update clocks set former_dues = 'no list' where case_id = $1 and promise = 'status-update'",
    [caseId],
  );
  await expect(sweepAt("2026-04-30T12:00:00Z")).rejects.toThrow(/JSON/);
  const events = await house.context.transaction(theWorker, (tx) => timelineOf(tx, other.caseId));
  expect(events.filter(({ type }) => type === "clock.overdue").length).toBeGreaterThan(0);
});

test("many clocks that cannot be read hide none that came due after them", async () => {
  house.passSeconds(3_600);
  const other = await aCase(house, "another thing");
  await house.pools.worker.query("update clocks set former_dues = 'no list' where case_id = $1", [
    caseId,
  ]);
  house.setClock("2026-04-30T12:00:00Z");
  await expect(sweepClocks(house.context, 1)).rejects.toThrow(/JSON/);
  const events = await house.context.transaction(theWorker, (tx) => timelineOf(tx, other.caseId));
  expect(events.filter(({ type }) => type === "clock.overdue").length).toBeGreaterThan(0);
});

test("what runs is found, and alarmed, on a case with more finished promises than are read", async () => {
  await house.pools.worker.query(
    `insert into clocks (clock_id, case_id, side_id, promise, owed_to, subject_id, started_at,
            due_at, paused_ms, met_at, met_event_id, last_event_id, mac, policy_version)
     select gen_random_uuid(), case_id, side_id, promise, owed_to, subject_id,
            started_at - make_interval(mins => n), due_at, paused_ms, started_at, last_event_id,
            last_event_id, mac, policy_version
       from clocks, generate_series(1, 600) n where case_id = $1 and promise = 'status-update'`,
    [caseId],
  );
  expect((await cadence()).metAt).toBeDefined();
  const clocks = await house.context.transaction(theWorker, (tx) => clocksOf(tx, caseId));
  expect(clocks).toHaveLength(500);
  expect(clocks.filter(({ metAt }) => !metAt).map(({ promise }) => promise)).toContain(
    "status-update",
  );
  await sweepAt("2026-03-26T23:00:00Z");
  expect(await said()).toContainEqual(["clock.overdue", 0]);
});
