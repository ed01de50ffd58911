/**
 * Hands what transactions left owed to the job queue, in batches and in order. Rows leave the
 * outbox in the transaction that queues them: none is forgotten, none is queued twice.
 */
import type { PgBoss } from "pg-boss";
import type { Actor } from "../core/people/actor.ts";
import type { Context } from "../store/context.ts";
import { type OwedRow, takeOwed } from "../store/outbox/queue.ts";
import type { SqlValue, Tx } from "../store/transaction.ts";
import type { JobData } from "./queues.ts";
import type { TaskLog } from "./task-context.ts";

const actor: Actor = { kind: "system", task: "dispatch" };

/** So many rows one transaction hands on. */
const batchMax = 500;

/** Hands on one batch and returns which tasks got jobs. */
export async function dispatchBatch(context: Context, boss: PgBoss): Promise<readonly string[]> {
  return context.transaction(actor, async (tx) => {
    const rows = await takeOwed(tx, batchMax);
    const byTask = Map.groupBy(rows, (row) => row.task);
    for (const [task, owed] of byTask) {
      await boss.insert(
        task,
        owed.map((row) => jobOf(context, row)),
        { db: queueOn(tx) },
      );
    }
    return rows.length === batchMax ? [...byTask.keys(), moreWaits] : [...byTask.keys()];
  });
}

const moreWaits = "more";

function jobOf(context: Context, { task, caseId, subjectId, startAfter }: OwedRow) {
  const data: JobData = { task, caseId, subjectId };
  // Ids in order make a batch run in the order in which it was owed.
  return { id: context.newId(), data, ...(startAfter ? { startAfter } : {}) };
}

/** The queue's statements inside our own transaction. */
function queueOn(tx: Tx) {
  return {
    executeSql: async (text: string, values: unknown[] = []) => ({
      rows: await tx.query(text, values as SqlValue[]),
    }),
  };
}

export interface Dispatcher {
  /** Looks at once instead of at the next turn. */
  wake(): void;
  /** Ends after the batch in hand. */
  stop(): Promise<void>;
}

export interface DispatcherOptions {
  readonly context: Context;
  readonly boss: PgBoss;
  readonly log: TaskLog;
  /** Told which tasks have new jobs. */
  readonly onJobs: (tasks: readonly string[]) => void;
  readonly pollMs?: number;
}

/** Polls the outbox; while the database is away it goes on asking, a second apart. */
export function startDispatcher(options: DispatcherOptions): Dispatcher {
  const { pollMs = 150 } = options;
  let stopping = false;
  let sleeping: { end(): void } | undefined;
  let away = false;
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      sleeping = {
        end: () => {
          clearTimeout(timer);
          resolve();
        },
      };
    });
  const turn = async (): Promise<number> => {
    try {
      const tasks = await dispatchBatch(options.context, options.boss);
      if (away) options.log.info({}, "jobs are dispatched again");
      away = false;
      if (tasks.length > 0) options.onJobs(tasks);
      return tasks.includes(moreWaits) ? 0 : pollMs;
    } catch (error) {
      if (!away) options.log.error({ err: error }, "jobs cannot be dispatched for now");
      away = true;
      return 1000;
    }
  };
  const run = async () => {
    while (!stopping) {
      const wait = await turn();
      if (wait > 0 && !stopping) await sleep(wait);
    }
  };
  const running = run();
  return {
    wake: () => sleeping?.end(),
    async stop() {
      stopping = true;
      sleeping?.end();
      await running;
    },
  };
}
