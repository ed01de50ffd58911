/** What the frame of every page of the console counts, in one statement, each up to 100. */
import { latestPast } from "../../core/clocks/clock-state.ts";
import { lostMailCount } from "../messages/lost-mail-reader.ts";
import type { Tx } from "../transaction.ts";
import { type Readers, readerArray } from "./queue-reader.ts";
import { type TrayCount, trayWaiting } from "./tray-reader.ts";

export interface FrameCounts {
  /** The readers' cases that owe something overdue. */
  readonly overdue: number;
  /** Mails of the reader's own cases that did not arrive. */
  readonly lost: number;
  readonly tray: TrayCount;
}

const countMax = 100;

const overdueCases = (readers: Readers) => `select count(*)::int from (
  select distinct x.case_id
    from unnest(${readerArray(readers, 4)}) as reader (principal_id)
   cross join (values (1), (2), (3)) as lanes (lane)
   cross join lateral (
     select a.case_id from case_access a
      where a.principal_id = reader.principal_id and a.lane = lanes.lane
        and a.side_id = staff_side() and a.due_at <= $1
      order by a.due_at, a.case_id limit $2) x limit $2) counted`;

/** `readers` are the principals whose cases count, `ownerId` the account whose mails do. */
export async function frameCounts(
  tx: Tx,
  readers: Readers,
  ownerId: string,
  now: Date,
): Promise<FrameCounts> {
  const row = await tx.first<{ overdue: number; lost: number } & TrayCount>(
    `select (${overdueCases(readers)}) as "overdue", (${lostMailCount("$3")}) as "lost",
            tray.count, tray."oldestAt" from (${trayWaiting}) tray`,
    [latestPast(now), countMax, ownerId, ...readers],
    `frame-counts-${readers.length}`,
  );
  const { overdue = 0, lost = 0, count = 0, oldestAt = null } = row ?? {};
  return { overdue, lost, tray: { count, oldestAt } };
}
