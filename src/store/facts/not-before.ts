/** Keeps the instant before which nothing is published on the case's head, and looks for what was released. */
import type { AgreedDate } from "../../core/facts/not-before.ts";
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

/** What was agreed on the case, the newest first; at most 100 entries. */
export async function agreedDates(tx: Tx, caseId: string): Promise<AgreedDate[]> {
  const rows = await tx.query<{ body: string; by: string | null }>(
    `select body, actor_id as "by" from events
      where case_id = $1 and type = 'not-before.set' order by seq desc limit 100`,
    [caseId],
  );
  return rows.map(({ body, by }) => {
    const said = JSON.parse(body) as { notBefore: string | null; agreedWith: string | null };
    return {
      ...{ by, agreedWith: said.agreedWith },
      notBefore: said.notBefore === null ? null : new Date(said.notBefore),
    };
  });
}
