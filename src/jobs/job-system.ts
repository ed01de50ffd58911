/**
 * The running job system: dispatcher, workers and dead letters on pg-boss. Survives a database that
 * is away; loses nothing at a kill, since jobs are rows and tasks may run twice.
 */

import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { PgBoss } from "pg-boss";
import { isRush } from "../store/intake/rush.ts";
import { taskNames } from "../store/outbox/tasks.ts";
import { type Dispatcher, startDispatcher } from "./dispatcher.ts";
import { deadLetterQueue, type JobData, makeQueues } from "./queues.ts";
import { type JobObserver, runJob } from "./run-job.ts";
import type { TaskContext } from "./task-context.ts";

export interface JobSystemOptions {
  readonly on: TaskContext;
  /** As parley_worker. */
  readonly connection: pg.PoolConfig;
  readonly observe: JobObserver;
}

/** A job that failed for good and waits for a person. */
export interface DeadLetter {
  readonly jobId: string;
  readonly task: string;
  readonly caseId: string | null;
  readonly subjectId: string | null;
  readonly code: string;
  readonly failedAt: Date;
}

export interface QueueState {
  readonly queue: string;
  readonly waiting: number;
  readonly later: number;
  readonly running: number;
}

export interface JobSystem {
  /** Looks for owed effects at once. */
  wake(): void;
  deadLetters(): Promise<DeadLetter[]>;
  countDeadLetters(): Promise<number>;
  /** One row a queue, for the operator: jobs that wait, wait for a later try, and run. */
  overview(): Promise<QueueState[]>;
  /** Gives dead letters back to their tasks, as new jobs; returns how many. */
  retryDeadLetters(): Promise<number>;
  /** Takes no more, lets running jobs end within the time, closes its connections. */
  stop(withinMs: number): Promise<void>;
}

/** So many jobs of a task run at a time on this node. */
const batchSize = 8;

/** While reports pour in, a worker rests so many times as long as it worked: taking them comes first. */
const restTimes = 4;

/** Makes what the queue needs in its schema; no worker runs yet. */
export async function openQueue(connection: pg.PoolConfig, on: Pick<TaskContext, "log">) {
  const boss = new PgBoss({
    ...(connection as object),
    schema: "pgboss",
    max: 4,
    createSchema: false,
    // Our timers are our own (schedule.ts), and one is enough.
    schedule: false,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 30,
    maintenanceIntervalSeconds: 300,
  });
  let away = false;
  boss.on("error", (error) => {
    // Each of its loops reports the same outage; one line tells it.
    if (!away) on.log.error({ err: error }, "the job queue cannot reach its tables for now");
    away = true;
    setTimeout(() => {
      away = false;
    }, 60_000).unref();
  });
  await boss.start();
  await makeQueues(boss);
  return boss;
}

export async function startJobs(options: JobSystemOptions): Promise<JobSystem> {
  const { on, observe } = options;
  const boss = await openQueue(options.connection, on);
  const workers = new Map<string, string>();
  for (const task of taskNames) workers.set(task, await startWorker(boss, task, on, observe));
  const dispatcher: Dispatcher = startDispatcher({
    context: on.context,
    boss,
    log: on.log,
    onJobs: (tasks) => {
      for (const task of tasks) {
        const worker = workers.get(task);
        if (worker) boss.notifyWorker(worker);
      }
    },
  });
  return {
    wake: () => dispatcher.wake(),
    deadLetters: () => deadLettersOf(boss),
    countDeadLetters: async () => (await deadLettersOf(boss)).length,
    overview: () => Promise.all([...taskNames, deadLetterQueue].map((name) => stateOf(boss, name))),
    retryDeadLetters: () => retryDeadLetters(boss),
    async stop(withinMs) {
      await dispatcher.stop();
      await boss.stop({ graceful: true, timeout: Math.max(1000, withinMs), close: true });
    },
  };
}

function startWorker(
  boss: PgBoss,
  task: string,
  on: TaskContext,
  observe: JobObserver,
): Promise<string> {
  const options = {
    batchSize,
    // A mail server that is slow to answer holds up one of these, not all letters.
    localConcurrency: 2,
    pollingIntervalSeconds: 1,
    burstWhenBatchFull: true,
    perJobResults: true,
  } as const;
  return boss.work<JobData, object, typeof options>(task, options, async (jobs) => {
    const outcomes = [];
    // One after another: what is owed on one case mostly comes in this order.
    for (const job of jobs) {
      const started = performance.now();
      outcomes.push(await runJob(on, job, observe));
      if (isRush(on.context)) await pause(restTimes * (performance.now() - started));
    }
    return outcomes;
  });
}

async function stateOf(boss: PgBoss, queue: string): Promise<QueueState> {
  const [stats] = await boss.getQueueStats(queue, { force: true });
  return {
    queue,
    waiting: stats?.readyCount ?? 0,
    later: stats?.deferredCount ?? 0,
    running: stats?.activeCount ?? 0,
  };
}

async function deadLettersOf(boss: PgBoss): Promise<DeadLetter[]> {
  const jobs = await boss.findJobs<JobData>(deadLetterQueue, { queued: true });
  return jobs.map((job) => ({
    jobId: job.id,
    ...job.data,
    code: String((job.output as { code?: unknown } | null)?.code ?? "unknown"),
    failedAt: job.createdOn,
  }));
}

/** A crash between the two statements repeats a job, which tasks allow; it forgets none. */
async function retryDeadLetters(boss: PgBoss): Promise<number> {
  const jobs = await boss.findJobs<JobData>(deadLetterQueue, { queued: true });
  for (const job of jobs) {
    await boss.send(job.data.task, job.data);
    await boss.deleteJob(deadLetterQueue, job.id);
  }
  return jobs.length;
}
