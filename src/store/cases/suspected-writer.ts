/** Writes the level that was suspected before any score. The head's own band follows when it is refreshed. */
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { updateState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";

export async function setSuspectedBand(
  context: Context,
  tx: Tx,
  caseId: string,
  band: string,
  eventId: EventId,
): Promise<void> {
  const change = { suspected_band: band, last_event_id: eventId };
  await updateState(context, tx, "cases", { case_id: caseId }, change);
}
