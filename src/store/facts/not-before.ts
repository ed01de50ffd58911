/** Keeps the instant before which nothing is published on the case's head, and looks for what was released. */
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { updateState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";

export async function setNotBefore(
  context: Context,
  tx: Tx,
  { caseId, notBefore }: { caseId: string; notBefore: Date | null },
  eventId: EventId,
): Promise<void> {
  const change = { not_before: notBefore, last_event_id: eventId };
  await updateState(context, tx, "cases", { case_id: caseId }, change);
}

/** The number of a publication that was released for an earlier moment and is not out yet. */
export async function earlierRelease(
  tx: Tx,
  caseId: string,
  notBefore: Date,
): Promise<string | undefined> {
  const row = await tx.first<{ number: string }>(
    `select number from publications
      where case_id = $1 and state = 'publishing' and (release_at is null or release_at < $2)
      order by number limit 1`,
    [caseId, notBefore],
  );
  return row?.number;
}
