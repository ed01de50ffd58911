/** Reads the newest change of a case's owner: what taking it back goes by. */
import type { Tx } from "../transaction.ts";

export interface Assignment {
  /** Who made it. */
  readonly actorId: string | null;
  readonly ownerId: string | null;
  /** Who had been the owner; null where nobody was. */
  readonly before: string | null;
}

/** Undefined where nobody was ever named, or the actor's wall shows no such case. */
export async function lastAssignment(tx: Tx, caseId: string): Promise<Assignment | undefined> {
  return tx.first<Assignment>(
    `select actor_id as "actorId", body::jsonb ->> 'ownerId' as "ownerId",
            body::jsonb ->> 'before' as "before"
       from events where case_id = $1 and type in ('case.assigned', 'case.released')
      order by seq desc limit 1`,
    [caseId],
  );
}
