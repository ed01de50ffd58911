/** Reads saved filters: one's own and those of one's teams, as the wall shows them. */
import { labelBack } from "../../core/cases/saved-filter.ts";
import type { Context } from "../context.ts";
import { openFrom, unwrapKey, type WrappedKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

/** Who may open the key of a filter's label: its table itself. */
export const filtersHolder = "saved_filters";
/** Where the label that a filter names is sealed. */
export const filterLabelPlace = { table: "saved_filters", column: "label" } as const;

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

type Stored = { readonly filterId: string; readonly query: string } & (
  | ({ readonly sealed: Buffer } & WrappedKey)
  | { readonly sealed: null; readonly masterKeyId: null; readonly wrapped: null }
);

const stored = `f.filter_id as "filterId", f.query, f.label_sealed as "sealed",
            f.master_key_id as "masterKeyId", f.key_wrapped as "wrapped"`;

/** One's own first, then the teams', each by name; at most 200. */
export async function savedFilters(
  context: Context,
  tx: Tx,
  personId: string,
): Promise<SavedFilter[]> {
  const rows = await tx.query<Stored & Omit<SavedFilter, "query">>(
    `select ${stored}, f.name, t.name as team, s.filter_id is not null as "isStart"
       from saved_filters f
       left join teams t on t.team_id = f.team_id
       left join start_filters s on s.filter_id = f.filter_id and s.person_id = $1
      order by f.team_id is not null, lower(f.name), f.filter_id limit 200`,
    [personId],
    "saved-filters",
  );
  return rows.map((row) => {
    const { filterId, name, team, isStart } = row;
    return { filterId, name, query: queryOf(context, row), team, isStart };
  });
}

/** What this person begins with; undefined where they chose nothing, or it was removed. */
export async function startFilter(
  context: Context,
  tx: Tx,
  personId: string,
): Promise<string | undefined> {
  const row = await tx.first<Stored>(
    `select ${stored} from start_filters s join saved_filters f on f.filter_id = s.filter_id
      where s.person_id = $1`,
    [personId],
    "start-filter",
  );
  return row && queryOf(context, row);
}

function queryOf(context: Context, row: Stored): string {
  if (row.sealed === null) return row.query;
  const key = unwrapKey(context, row.filterId, filtersHolder, row);
  return labelBack({
    query: row.query,
    label: openFrom(key, filterLabelPlace, row.sealed).toString(),
  });
}
