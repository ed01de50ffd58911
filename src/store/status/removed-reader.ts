/** Reads the status of products that left a case with a vulnerability, for putting them back. */
import type { SplitStatus } from "../../core/cases/split.ts";
import { eventTextPlace } from "../events/writer.ts";
import { type ObjectKey, openFrom } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

/** The sealed words of the event that took them away, as JSON. */
export interface RemovedWords {
  readonly rows: readonly SplitStatus[];
}

/**
 * What left with that withdrawal, as it stood, without what the catalogue does not know any more; empty
 * where nothing left with it, where it was not kept yet, or where the words were erased.
 */
export async function removedWith(
  tx: Tx,
  key: ObjectKey,
  caseId: string,
  withdrawal: string,
): Promise<SplitStatus[]> {
  const event = await tx.first<{ eventId: string; sealed: Buffer }>(
    `select event_id as "eventId", text_sealed as "sealed" from events
      where case_id = $1 and type = 'products.recorded' and text_sealed is not null
        and body::jsonb ->> 'withdrawal' = $2
      order by seq desc limit 1`,
    [caseId, withdrawal],
  );
  if (!event) return [];
  const words = openFrom(key, eventTextPlace(event.eventId), event.sealed).toString();
  if (!words.startsWith("{")) return [];
  const { rows } = JSON.parse(words) as RemovedWords;
  const known = await tx.query<{ id: string }>(
    `select product_id::text as "id" from products where product_id = any ($1::uuid[])
     union all
     select version_id::text from product_versions where version_id = any ($2::uuid[])`,
    [
      rows.map(({ productId }) => productId),
      rows.flatMap(({ versionId }) => (versionId === null ? [] : [versionId])),
    ],
  );
  const ids = new Set(known.map(({ id }) => id));
  return rows.filter(
    ({ productId, versionId }) => ids.has(productId) && (versionId === null || ids.has(versionId)),
  );
}
