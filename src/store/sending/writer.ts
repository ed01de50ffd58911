/** Adds a choice on how letters to a party leave. What was chosen before stays. */
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { type ObjectKey, sealFor } from "../sealing/object-keys.ts";
import { insertState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";
import { reasonPlace, type SendingKind } from "./reader.ts";

/** `reason` is a colleague's, and stands with "to-expired" alone; `partyKey` seals it. */
export async function insertSendingChoice(
  context: Context,
  tx: Tx,
  choice: {
    choiceId: string;
    caseId: string;
    partyId: string;
    kind: SendingKind;
    messageId: string | null;
    reason: string | null;
  },
  partyKey: ObjectKey,
  eventId: EventId,
): Promise<void> {
  const { choiceId, reason } = choice;
  await insertState(context, tx, "sending_choices", {
    choice_id: choiceId,
    case_id: choice.caseId,
    side_id: choice.partyId,
    kind: choice.kind,
    message_id: choice.messageId,
    reason_sealed:
      reason === null ? null : sealFor(context, partyKey, reasonPlace(choiceId), reason),
    at: context.now(),
    last_event_id: eventId,
  });
}
