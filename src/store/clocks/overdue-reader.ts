/** Finds promises that must warn or whose time has passed, over the index of their next alarms. */
import { latestPast } from "../../core/clocks/clock-state.ts";
import type { Tx } from "../transaction.ts";
import { type ClockRow, clocksOf } from "./reader.ts";

export interface AlarmedClock {
  readonly clockId: string;
  readonly caseId: string;
  /** When its alarm came. */
  readonly alarmAt: Date;
}

/** As the index `clocks_alarm` has it: whoever asks otherwise reads every clock. */
const alarmed = `coalesce(next_alarm_at, due_at) < $1 and met_at is null and stopped_at is null
        and paused_at is null and alarmed_at is null and due_at is not null`;

/** Those whose next alarm has come, the oldest first: a page of them, behind the one that the last ended with. */
export async function alarmedClocks(
  tx: Tx,
  now: Date,
  { after, count }: { readonly after: AlarmedClock | undefined; readonly count: number },
): Promise<AlarmedClock[]> {
  return tx.query<AlarmedClock>(
    `select clock_id as "clockId", case_id as "caseId",
            coalesce(next_alarm_at, due_at) as "alarmAt" from clocks
      where ${alarmed}
        and ($2::timestamptz is null
             or (coalesce(next_alarm_at, due_at), clock_id) > ($2, $3::uuid))
      order by coalesce(next_alarm_at, due_at), clock_id limit $4`,
    [now, after?.alarmAt ?? null, after?.clockId ?? null, count],
  );
}

/** The clock of that case, and when its alarm came, if it has come and nobody recorded it yet. */
export async function alarmedClock(
  tx: Tx,
  { caseId, clockId }: Pick<AlarmedClock, "caseId" | "clockId">,
  now: Date,
): Promise<{ clock: ClockRow; alarmAt: Date } | undefined> {
  const due = await tx.first<{ alarmAt: Date }>(
    `select coalesce(next_alarm_at, due_at) as "alarmAt" from clocks
      where ${alarmed} and clock_id = $2 and case_id = $3`,
    [now, clockId, caseId],
  );
  const clock = due && (await clocksOf(tx, caseId)).find((each) => each.clockId === clockId);
  return clock && { clock, alarmAt: due.alarmAt };
}

/** How many promises are overdue now, counted up to 10,000. */
export async function countOverdue(tx: Tx, now: Date): Promise<number> {
  const row = await tx.first<{ count: number }>(
    `select count(*)::int as "count" from (
       select 1 from clocks
        where due_at <= $1 and met_at is null and stopped_at is null and paused_at is null
          and due_at is not null
        limit 10000) as overdue`,
    [latestPast(now)],
  );
  return row?.count ?? 0;
}
