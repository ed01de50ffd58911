/** Finds promises whose time has passed, over the index of due times. */
import type { Tx } from "../transaction.ts";

export interface OverdueClock {
  readonly clockId: string;
  readonly caseId: string;
}

/** Those that nobody was alarmed about yet, the oldest first; at most 100. */
export async function unalarmedClocks(tx: Tx, now: Date): Promise<OverdueClock[]> {
  return tx.query<OverdueClock>(
    `select clock_id as "clockId", case_id as "caseId" from clocks
      where due_at <= $1 and met_at is null and stopped_at is null and paused_at is null
        and alarmed_at is null
      order by due_at, clock_id limit 100`,
    [now],
  );
}

export interface DueClock {
  readonly promise: string;
  readonly owedTo: string;
  readonly subjectId: string;
  readonly dueAt: Date;
}

/** The clock, if it is overdue and without alarm at this moment. */
export async function unalarmedClock(
  tx: Tx,
  clockId: string,
  now: Date,
): Promise<DueClock | undefined> {
  return tx.first<DueClock>(
    `select promise, owed_to as "owedTo", subject_id as "subjectId", due_at as "dueAt"
       from clocks
      where clock_id = $1 and due_at <= $2 and met_at is null and stopped_at is null
        and paused_at is null and alarmed_at is null`,
    [clockId, now],
  );
}

/** How many promises are overdue now, counted up to 10,000. */
export async function countOverdue(tx: Tx, now: Date): Promise<number> {
  const row = await tx.first<{ count: number }>(
    `select count(*)::int as "count" from (
       select 1 from clocks
        where due_at <= $1 and met_at is null and stopped_at is null and paused_at is null
        limit 10000) as overdue`,
    [now],
  );
  return row?.count ?? 0;
}
