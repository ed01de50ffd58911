/**
 * The queues of pg-boss: one for each task, and one that keeps what failed for good. Nothing is
 * dropped: what cannot be done waits there for a person, with its code and ids.
 */
import type { PgBoss } from "pg-boss";
import { type TaskName, taskNames } from "../store/outbox/tasks.ts";

/** What a queued job holds: ids, never content. */
export interface JobData {
  readonly task: TaskName;
  readonly caseId: string | null;
  readonly subjectId: string | null;
}

export const deadLetterQueue = "dead-letters";

const tenYears = 10 * 365 * 24 * 3600;

/** Back-off: 5 s, 10 s, 20 s … doubling to an hour; 24 tries last for more than half a day. */
const retries = { retryLimit: 24, retryDelay: 5, retryBackoff: true, retryDelayMax: 3600 };

const common = {
  // After kill -9 another worker has the job within seconds; the default is not within 75.
  heartbeatSeconds: 10,
  // Job rows that wait are kept for as long as anybody may need to mend what stops them.
  retentionSeconds: tenYears,
  // Done jobs say nothing that events do not say.
  deleteAfterSeconds: 3600,
  notify: false,
};

export async function makeQueues(boss: PgBoss): Promise<void> {
  await boss.createQueue(deadLetterQueue, { ...common, deleteAfterSeconds: 0, retryLimit: 0 });
  for (const task of taskNames) {
    const settings = { ...common, ...retries, deadLetter: deadLetterQueue, expireInSeconds: 900 };
    await boss.createQueue(task, settings);
    // What an earlier version made gets this version's settings.
    await boss.updateQueue(task, settings);
  }
}
