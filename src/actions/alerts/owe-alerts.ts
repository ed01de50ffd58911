/** Owes an alarm of a case to the house's targets and to those of whoever is alarmed, with the event itself. */
import { targetsFor } from "../../store/alerts/reader.ts";
import { oweAlert } from "../../store/alerts/writer.ts";
import type { Context } from "../../store/context.ts";
import type { EventId } from "../../store/events/writer.ts";
import type { Tx } from "../../store/transaction.ts";

export async function oweAlerts(
  context: Context,
  tx: Tx,
  alarm: { caseId: string; eventId: EventId; people: readonly string[]; isUrgent: boolean },
): Promise<void> {
  const { caseId, eventId, people, isUrgent } = alarm;
  for (const targetId of await targetsFor(tx, people, isUrgent)) {
    await oweAlert(context, tx, { targetId, eventId, caseId });
  }
}
