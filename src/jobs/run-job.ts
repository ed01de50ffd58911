/**
 * Runs one queued job and says how it ended, as pg-boss is to keep it: a state and a code. The
 * error itself goes to the log, where nothing of a case's content is written either.
 */
import { carryOut } from "./carry-out.ts";
import { failureCodeOf } from "./job-failure.ts";
import type { JobData } from "./queues.ts";
import type { Task, TaskContext } from "./task-context.ts";
import { tasks } from "./tasks.ts";

export interface JobOutcome {
  readonly id: string;
  readonly status: "completed" | "failed";
  readonly output?: { readonly code: string };
}

/** Told of every job that ended, for the metrics. */
export type JobObserver = (task: string, outcome: JobOutcome["status"], seconds: number) => void;

export async function runJob(
  on: TaskContext,
  job: { readonly id: string; readonly data: JobData },
  observe: JobObserver,
): Promise<JobOutcome> {
  const { id, data } = job;
  const started = performance.now();
  const outcome = await outcomeOf(on, id, data);
  observe(data.task, outcome.status, (performance.now() - started) / 1000);
  return outcome;
}

async function outcomeOf(on: TaskContext, id: string, data: JobData): Promise<JobOutcome> {
  const facts = { job: id, task: data.task, caseId: data.caseId, subjectId: data.subjectId };
  // A job of an earlier version may have a name that is gone.
  const task: Task | undefined = tasks[data.task];
  if (!task) {
    on.log.error(facts, "no task has this name");
    return { id, status: "failed", output: { code: "no-such-task" } };
  }
  try {
    await carryOut(on, task, data);
    return { id, status: "completed" };
  } catch (error) {
    const code = failureCodeOf(error);
    on.log.warn({ ...facts, failure: code, err: error }, "a job failed; it is tried again or kept");
    return { id, status: "failed", output: { code } };
  }
}
