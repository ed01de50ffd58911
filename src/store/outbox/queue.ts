/**
 * The outbox as its dispatcher sees it. A row leaves only in the transaction that hands its job
 * on, so that no effect is forgotten or handed on twice.
 */
import type { Tx } from "../transaction.ts";
import { type TaskName, taskNames } from "./tasks.ts";

export interface OwedRow {
  readonly outboxId: number;
  readonly task: TaskName;
  readonly caseId: string | null;
  readonly subjectId: string | null;
  readonly startAfter: Date | null;
}

const columns = `outbox_id as "outboxId", task, case_id as "caseId", subject_id as "subjectId",
  start_after as "startAfter"`;

/**
 * Takes the oldest rows out; another dispatcher's rows are passed over, not waited for. A task that
 * this version does not know stays for one that does: it must not stop what is owed behind it.
 */
export async function takeOwed(tx: Tx, most: number): Promise<OwedRow[]> {
  const rows = await tx.query<OwedRow>(
    `delete from outbox where outbox_id in (
       select outbox_id from outbox where task = any ($2::text[])
        order by outbox_id limit $1 for update skip locked)
     returning ${columns}`,
    [most, taskNames],
  );
  return rows.sort((a, b) => a.outboxId - b.outboxId);
}

/** The oldest row that is due, left in its place. */
export async function firstOwed(tx: Tx, now: Date): Promise<OwedRow | undefined> {
  return tx.first<OwedRow>(
    `select ${columns} from outbox
      where (start_after is null or start_after <= $1) and task = any ($2::text[])
      order by outbox_id limit 1`,
    [now, taskNames],
  );
}

export async function removeOwed(tx: Tx, outboxId: number): Promise<void> {
  await tx.run("delete from outbox where outbox_id = $1", [outboxId]);
}

/** How many rows wait, counted up to 10,000. */
export async function countOwed(tx: Tx): Promise<number> {
  const row = await tx.first<{ count: number }>(
    `select count(*)::int as "count" from (select 1 from outbox limit 10000) as waiting`,
  );
  return row?.count ?? 0;
}
