/** Reads saved filters: one's own and those of one's teams, as the wall shows them. */
import type { Tx } from "../transaction.ts";

export interface SavedFilter {
  readonly filterId: string;
  readonly name: string;
  /** Words of the queue's address. */
  readonly query: string;
  /** The team whose it is; null for one's own. */
  readonly team: string | null;
  /** Whether this reader begins with it. */
  readonly isStart: boolean;
}

/** One's own first, then the teams', each by name; at most 200. */
export function savedFilters(tx: Tx, personId: string): Promise<SavedFilter[]> {
  return tx.query<SavedFilter>(
    `select f.filter_id as "filterId", f.name, f.query, t.name as team,
            s.filter_id is not null as "isStart"
       from saved_filters f
       left join teams t on t.team_id = f.team_id
       left join start_filters s on s.filter_id = f.filter_id and s.person_id = $1
      order by f.team_id is not null, lower(f.name), f.filter_id limit 200`,
    [personId],
  );
}

/** What this person begins with; undefined where they chose nothing, or it was removed. */
export async function startFilter(tx: Tx, personId: string): Promise<string | undefined> {
  const row = await tx.first<{ query: string }>(
    `select f.query from start_filters s join saved_filters f on f.filter_id = s.filter_id
      where s.person_id = $1`,
    [personId],
  );
  return row?.query;
}
