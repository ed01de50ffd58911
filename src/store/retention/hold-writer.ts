/** Places and lifts legal holds. A hold is never deleted: that it stood is part of what happened. */
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { insertState, updateState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";

export async function insertHold(
  context: Context,
  tx: Tx,
  hold: {
    holdId: string;
    caseId: string;
    sideId: string;
    partyId: string | null;
    placedBy: string;
  },
  eventId: EventId,
): Promise<void> {
  await insertState(context, tx, "legal_holds", {
    hold_id: hold.holdId,
    case_id: hold.caseId,
    side_id: hold.sideId,
    party_id: hold.partyId,
    placed_by: hold.placedBy,
    placed_at: context.now(),
    lifted_by: null,
    lifted_at: null,
    last_event_id: eventId,
  });
}

export async function liftHold(
  context: Context,
  tx: Tx,
  holdId: string,
  liftedBy: string,
  eventId: EventId,
): Promise<void> {
  const change = { lifted_by: liftedBy, lifted_at: context.now(), last_event_id: eventId };
  await updateState(context, tx, "legal_holds", { hold_id: holdId }, change);
}
