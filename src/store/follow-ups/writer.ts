/** Keeps the list of follow-ups beside the events that agree and end them. */
import { staffSide } from "../../core/cases/sides.ts";
import type { EventId } from "../events/writer.ts";
import type { Tx } from "../transaction.ts";

export interface NewFollowUp {
  readonly caseId: string;
  readonly ownerId: string | null;
  /** YYYY-MM-DD. */
  readonly dueOn: string | null;
}

/** Its id is that of the event which agreed it; the event's sealed words say what is to be done. */
export async function insertFollowUp(
  tx: Tx,
  { caseId, ownerId, dueOn }: NewFollowUp,
  eventId: EventId,
): Promise<void> {
  await tx.run(
    `insert into follow_ups (follow_up_id, case_id, side_id, owner_id, due_at)
     values ($1, $2, $3, $4, $5::text::timestamptz)`,
    [eventId, caseId, staffSide, ownerId, dueOn ? `${dueOn}T00:00:00Z` : "infinity"],
  );
}

export async function reopenFollowUpRow(tx: Tx, followUpId: string): Promise<void> {
  await tx.run(`update follow_ups set done_at = null where follow_up_id = $1`, [followUpId]);
}

export async function endFollowUpRow(tx: Tx, followUpId: string, doneAt: Date): Promise<void> {
  await tx.run(`update follow_ups set done_at = $2 where follow_up_id = $1`, [followUpId, doneAt]);
}
