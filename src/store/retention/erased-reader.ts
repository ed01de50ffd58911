/** Reads what was erased and when, as far as the actor's wall shows it. */
import { Refusal } from "../../core/refusal.ts";
import type { Tx } from "../transaction.ts";

/** When the object's key was taken away; undefined where it was not. */
export async function erasedAt(tx: Tx, objectId: string): Promise<Date | undefined> {
  const row = await tx.first<{ at: Date }>(
    `select erased_at as "at" from erased_objects where object_id = $1 order by erased_at limit 1`,
    [objectId],
  );
  return row?.at;
}

/** Refuses with content.erased where the object was erased. */
export async function mustNotBeErased(tx: Tx, objectId: string): Promise<void> {
  const at = await erasedAt(tx, objectId);
  if (at) throw new Refusal("content.erased", { date: at.toISOString().slice(0, 10) });
}

/** When each of these objects was erased; what is still there is left out. */
export async function erasedAmong(
  tx: Tx,
  objectIds: readonly string[],
): Promise<Map<string, Date>> {
  if (objectIds.length === 0) return new Map();
  const rows = await tx.query<{ objectId: string; at: Date }>(
    `select object_id as "objectId", min(erased_at) as "at" from erased_objects
      where object_id = any ($1::uuid[]) group by object_id`,
    [[...new Set(objectIds)]],
    "erased-among",
  );
  return new Map(rows.map(({ objectId, at }) => [objectId, at]));
}
