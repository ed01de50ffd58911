import type { PgBoss } from "pg-boss";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { anyone, type TestContext, testContext, theWorker } from "../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../test/support/tasks.ts";
import { perform } from "../actions/action.ts";
import { takeReport } from "../actions/reports/take-report.ts";
import { countOwed } from "../store/outbox/queue.ts";
import { owe } from "../store/outbox/writer.ts";
import { dispatchBatch } from "./dispatcher.ts";
import { openQueue, startJobs } from "./job-system.ts";
import { deadLetterQueue, type JobData } from "./queues.ts";
import { runJob } from "./run-job.ts";

const canary = "Zanzibar overflow in the frobnicator";
const noObserver = () => {};

let house: TestContext;
let tasks: TestTasks;
let boss: PgBoss;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  boss = await openQueue(house.database.connectionFor("worker"), tasks.on);
});
beforeEach(async () => {
  await boss.deleteAllJobs();
  await house.pools.worker.query("delete from outbox");
});
afterAll(async () => {
  await boss.stop({ graceful: false });
  await tasks.close();
  await house.close();
});

async function oweSome(count: number): Promise<string[]> {
  return house.context.transaction(theWorker, async (tx) => {
    const ids = Array.from({ length: count }, () => house.context.newId());
    for (const subjectId of ids) await owe(house.context, tx, "settle-case", { subjectId });
    return ids;
  });
}

const stillOwed = () => house.context.transaction(theWorker, countOwed);

test("what is owed is queued once, in order, and leaves the outbox with it", async () => {
  const ids = await oweSome(20);
  expect(await dispatchBatch(house.context, boss)).toEqual(["settle-case"]);
  expect(await dispatchBatch(house.context, boss)).toEqual([]);
  expect(await stillOwed()).toBe(0);
  const jobs = await boss.fetch<JobData>("settle-case", { batchSize: 50 });
  expect(jobs.map((job) => job.data.subjectId)).toEqual(ids);
});

test("nothing leaves the outbox where the queue cannot take it", async () => {
  await oweSome(3);
  const broken = { insert: () => Promise.reject(new Error("away")) } as unknown as PgBoss;
  await expect(dispatchBatch(house.context, broken)).rejects.toThrow("away");
  expect(await stillOwed()).toBe(3);
});

test("a task of another version stops nothing that is owed behind it, and waits for who knows it", async () => {
  await house.pools.worker.query(
    "insert into outbox (task, created_at) values ('of-another-version', $1)",
    [house.context.now()],
  );
  const ids = await oweSome(2);
  await dispatchBatch(house.context, boss);
  const jobs = await boss.fetch<JobData>("settle-case", { batchSize: 10 });
  expect(jobs.map((job) => job.data.subjectId)).toEqual(ids);
  expect(await stillOwed()).toBe(1);
});

test("two dispatchers share the work and queue nothing twice", async () => {
  const ids = await oweSome(40);
  await Promise.all([dispatchBatch(house.context, boss), dispatchBatch(house.context, boss)]);
  const jobs = await boss.fetch<JobData>("settle-case", { batchSize: 100 });
  expect(jobs.map((job) => job.data.subjectId).sort()).toEqual([...ids].sort());
});

test("a queued job carries ids and nothing of a report", async () => {
  const report = { email: "f@research.example", product: canary, description: canary };
  await perform(house.context, takeReport, anyone, report);
  await dispatchBatch(house.context, boss);
  const [job] = await boss.fetch<JobData>("register-report", { batchSize: 1 });
  expect(Object.keys(job?.data ?? {}).sort()).toEqual(["caseId", "subjectId", "task"]);
  const { rows } = await house.pools.worker.query("select j::text as text from pgboss.job j");
  expect(rows.map((row) => row.text).join()).not.toContain("Zanzibar");
});

test("a failed job is tried again later, and the queue keeps a code instead of words", async () => {
  await oweSome(1);
  await dispatchBatch(house.context, boss);
  const [job] = await boss.fetch<JobData>("settle-case", { batchSize: 1 });
  if (!job) throw new Error("no job");
  const failing = { ...tasks.on, context: { ...house.context, transaction: refusing } };
  const outcome = await runJob(failing, job, noObserver);
  expect(outcome).toEqual({ id: job.id, status: "failed", output: { code: "internal" } });
  await boss.fail("settle-case", job.id, outcome.output);
  const [waiting] = await boss.findJobs("settle-case", { id: job.id });
  expect(waiting?.state).toBe("retry");
  const delay = (waiting?.startAfter.getTime() ?? 0) - (waiting?.startedOn?.getTime() ?? 0);
  expect(delay).toBeGreaterThan(2_000);
});

const refusing = () => Promise.reject(new Error(canary));

test("a job that failed for good waits among the dead letters until it is given back", async () => {
  const data: JobData = { task: "settle-case", caseId: null, subjectId: house.context.newId() };
  const [id] =
    (await boss.insert("settle-case", [{ data, retryLimit: 0 }], { returnId: true })) ?? [];
  await boss.fetch("settle-case", { batchSize: 1 });
  await boss.fail("settle-case", String(id), { code: "internal" });
  const jobs = await startJobs({ ...options(), observe: noObserver });
  try {
    const [letter] = await jobs.deadLetters();
    expect(letter).toMatchObject({
      task: "settle-case",
      subjectId: data.subjectId,
      code: "internal",
    });
    expect(await jobs.retryDeadLetters()).toBe(1);
    expect(await boss.findJobs(deadLetterQueue, { queued: true })).toEqual([]);
  } finally {
    await jobs.stop(1_000);
  }
});

const options = () => ({ on: tasks.on, connection: house.database.connectionFor("worker") });

test("the running job system carries a report through to its acknowledgement", async () => {
  const ended: string[] = [];
  const acknowledged = Promise.withResolvers<void>();
  const jobs = await startJobs({
    ...options(),
    observe: (task, outcome) => {
      ended.push(`${task} ${outcome}`);
      if (task === "send-delivery") acknowledged.resolve();
    },
  });
  try {
    const report = { email: "f@research.example", product: "Gateway", description: canary };
    await perform(house.context, takeReport, anyone, report);
    jobs.wake();
    await acknowledged.promise;
    expect(ended).toEqual(
      ["register-report", "notify", "send-delivery"].map((t) => `${t} completed`),
    );
    expect(tasks.sent).toHaveLength(1);
  } finally {
    await jobs.stop(1_000);
  }
});
