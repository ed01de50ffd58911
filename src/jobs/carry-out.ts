/** Carries out one job. What it was about may have been erased since: then nothing is owed any more. */
import { Refusal } from "../core/refusal.ts";
import type { Job, Task, TaskContext } from "./task-context.ts";

export async function carryOut(on: TaskContext, task: Task, job: Job): Promise<void> {
  try {
    await task(on, job);
  } catch (error) {
    if (!(error instanceof Refusal && error.code === "content.erased")) throw error;
    const { caseId, subjectId } = job;
    on.log.info({ task: job.task, caseId, subjectId }, "what this job was about was erased");
  }
}
