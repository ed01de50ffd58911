/** Which entity a case was given to, and what it answered: from the case's own events. */
import type { EntityRouting } from "../../core/people/entity-rules.ts";
import type { Tx } from "../transaction.ts";

/** Undefined where the case was never given to an entity. */
export async function entityRoutingOf(tx: Tx, caseId: string): Promise<EntityRouting | undefined> {
  const row = await tx.first<{ type: string; entity: string | null }>(
    `select type, body::jsonb ->> 'entity' as "entity" from events
      where case_id = $1 and type in ('entity.assigned', 'entity.accepted', 'entity.bounced')
      order by seq desc limit 1`,
    [caseId],
  );
  // Facts that people wrote down by hand before entities had deeds of their own name none.
  if (!row || row.entity === null) return undefined;
  const states = { "entity.assigned": "asked", "entity.accepted": "accepted" } as const;
  const state = states[row.type as keyof typeof states] ?? "bounced";
  return { entity: row.entity, state };
}
