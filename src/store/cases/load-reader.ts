/** How many open cases everybody answers for, as far as the reader sees them: for who gives them away. */
import { latestPast } from "../../core/clocks/clock-state.ts";
import type { Tx } from "../transaction.ts";
import { type Readers, readerArray } from "./queue-reader.ts";

/** So many of the most urgent cases are counted; whoever has more open ones is told so. */
export const countedMax = 20_000;

export interface LoadRow {
  /** Null for the cases that nobody answers for. */
  readonly ownerId: string | null;
  readonly open: number;
  /** Those of them on which we have to act. */
  readonly ours: number;
  readonly overdue: number;
  readonly withinWeek: number;
}

const weekMs = 7 * 86_400_000;

/** Those with most to do first; from the index that lists are driven from. */
export function loadOf(tx: Tx, readers: Readers, now: Date): Promise<LoadRow[]> {
  return tx.query<LoadRow>(
    `select owner_id as "ownerId", count(*)::int as "open",
            count(*) filter (where lane = 1)::int as "ours",
            count(*) filter (where due_at <= $1)::int as "overdue",
            count(*) filter (where due_at > $1 and due_at <= $2)::int as "withinWeek"
       from (
         select distinct x.case_id, x.lane, x.due_at, x.owner_id
           from unnest(${readerArray(readers, 4)}) as reader (principal_id)
          cross join (values (1), (2)) as lanes (lane)
          cross join lateral (
            select a.case_id, a.lane, a.due_at, a.owner_id from case_access a
             where a.principal_id = reader.principal_id and a.lane = lanes.lane
               and a.side_id = staff_side()
             order by a.due_at, a.case_id limit $3) x) counted
      group by owner_id
      order by count(*) filter (where lane = 1) desc, count(*) desc, owner_id limit 1000`,
    [latestPast(now), new Date(+now + weekMs), countedMax, ...readers],
    `load-${readers.length}`,
  );
}
