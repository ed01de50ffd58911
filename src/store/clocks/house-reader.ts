/** Reads which alarms of the house's own clocks were recorded. */
import type { HouseAlarm } from "../../core/clocks/house-clocks.ts";
import { houseStream } from "../events/writer.ts";
import type { Tx } from "../transaction.ts";

/**
 * The newest 200. Locks the house's stream until the transaction ends, so that two nodes that look at
 * once do not both record what neither finds.
 */
export async function houseAlarmsRecorded(tx: Tx): Promise<HouseAlarm[]> {
  await tx.run("select 1 from streams where stream_id = $1 for update", [houseStream]);
  const rows = await tx.query<{ type: HouseAlarm["type"]; body: string }>(
    `select type, body from events
      where stream_id = $1 and type in ('house-clock.warned', 'house-clock.overdue')
      order by seq desc limit 200`,
    [houseStream],
  );
  return rows.map(({ type, body }) => {
    const { promise, subject, dueAt, hoursBefore } = JSON.parse(body) as Omit<
      HouseAlarm,
      "dueAt" | "subject"
    > & { dueAt: string; subject?: string | null };
    return { type, promise, subject: subject ?? null, dueAt: new Date(dueAt), hoursBefore };
  });
}
