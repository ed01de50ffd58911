/** Writes saved filters and what somebody begins with; the wall lets through one's own and one's teams'. */
import { labelApart } from "../../core/cases/saved-filter.ts";
import type { Context } from "../context.ts";
import { newObjectKey, sealFor, wrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { filterLabelPlace, filtersHolder } from "./reader.ts";

export interface NewFilter {
  readonly filterId: string;
  readonly personId: string | null;
  readonly teamId: string | null;
  readonly name: string;
  /** As savedQueryOf gives it; a label in it is sealed. */
  readonly query: string;
  readonly savedAt: Date;
}

/** False where its holder has `most` already. */
export async function insertFilter(
  context: Context,
  tx: Tx,
  filter: NewFilter,
  most: number,
): Promise<boolean> {
  const { query, label } = labelApart(filter.query);
  const sealed = label === null ? nothingSealed : sealedLabel(context, filter.filterId, label);
  const added = await tx.run(
    `insert into saved_filters (filter_id, person_id, team_id, name, query, saved_at,
                                label_sealed, key_wrapped, master_key_id)
     select $1::uuid, $2::uuid, $3::uuid, $4::text, $5::text, $6::timestamptz,
            $8::bytea, $9::bytea, $10::text
      where (select count(*) from saved_filters
              where person_id is not distinct from $2 and team_id is not distinct from $3) < $7`,
    [
      filter.filterId,
      filter.personId,
      filter.teamId,
      filter.name,
      query,
      filter.savedAt,
      most,
      sealed.label,
      sealed.wrapped,
      sealed.masterKeyId,
    ],
  );
  return added > 0;
}

const nothingSealed = { label: null, wrapped: null, masterKeyId: null };

function sealedLabel(context: Context, filterId: string, label: string) {
  const key = newObjectKey(context, filterId);
  return {
    label: sealFor(context, key, filterLabelPlace, label),
    ...wrapKey(context, key, filtersHolder),
  };
}

/** False where the actor sees no such filter. */
export async function deleteFilter(tx: Tx, filterId: string): Promise<boolean> {
  return (await tx.run("delete from saved_filters where filter_id = $1", [filterId])) > 0;
}

export async function filterExists(tx: Tx, filterId: string): Promise<boolean> {
  const row = await tx.first("select filter_id from saved_filters where filter_id = $1", [
    filterId,
  ]);
  return row !== undefined;
}

/** Null: the plain queue again. */
export async function setStart(tx: Tx, personId: string, filterId: string | null): Promise<void> {
  if (filterId === null) {
    await tx.run("delete from start_filters where person_id = $1", [personId]);
    return;
  }
  await tx.run(
    `insert into start_filters (person_id, filter_id) values ($1, $2)
     on conflict (person_id) do update set filter_id = excluded.filter_id`,
    [personId, filterId],
  );
}
