/** Records an effect that a committed change owes. Ids only: a job never carries content. */
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";
import type { TaskName } from "./tasks.ts";

export async function owe(
  context: Pick<Context, "now">,
  tx: Tx,
  task: TaskName,
  about: { caseId?: string; subjectId?: string; startAfter?: Date } = {},
): Promise<void> {
  await tx.run(
    `insert into outbox (task, case_id, subject_id, created_at, start_after) values ($1, $2, $3, $4, $5)`,
    [task, about.caseId ?? null, about.subjectId ?? null, context.now(), about.startAfter ?? null],
  );
}
