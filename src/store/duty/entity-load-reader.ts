/** How many open cases each entity has, or is asked to take over, as far as the reader sees them (TH-10). */
import { latestPast } from "../../core/clocks/clock-state.ts";
import { type Readers, readerArray } from "../cases/queue-reader.ts";
import type { Tx } from "../transaction.ts";

/** So many of the most urgent cases are counted. */
const entityCountedMax = 5_000;

export interface EntityLoad {
  readonly entity: string;
  readonly open: number;
  /** Those that it has neither taken over nor sent back. */
  readonly asked: number;
  readonly overdue: number;
}

/** Those with most cases first; an entity that sent a case back left it. */
export function entityLoadOf(tx: Tx, readers: Readers, now: Date): Promise<EntityLoad[]> {
  return tx.query<EntityLoad>(
    `select t.entity, count(distinct mine.case_id)::int as "open",
            count(distinct mine.case_id) filter (where k.clock_id is not null)::int as "asked",
            count(distinct mine.case_id) filter (where mine.due_at <= $1)::int as "overdue"
       from (
         select distinct x.case_id, x.due_at
           from unnest(${readerArray(readers, 3)}) as reader (principal_id)
          cross join (values (1), (2)) as lanes (lane)
          cross join lateral (
            select a.case_id, a.due_at from case_access a
             where a.principal_id = reader.principal_id and a.lane = lanes.lane
               and a.side_id = staff_side()
             order by a.due_at, a.case_id limit $2) x) mine
       join case_members m on m.case_id = mine.case_id and m.side_id = staff_side()
       join teams t on t.team_id = m.principal_id and t.entity is not null
       left join clocks k on k.case_id = mine.case_id and k.promise = 'entity-accepts'
        and k.met_at is null and k.stopped_at is null
      group by t.entity
      order by count(distinct mine.case_id) desc, t.entity limit 200`,
    [latestPast(now), entityCountedMax, ...readers],
    `entity-load-${readers.length}`,
  );
}
