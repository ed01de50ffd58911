/**
 * Owes again what was held back for want of a usable key, now that something about it has changed; and
 * what its party was only pointed to.
 */
import type { Context } from "../../store/context.ts";
import type { EventId } from "../../store/events/writer.ts";
import { changeDelivery } from "../../store/messages/delivery-writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { withheldForKey } from "../../store/sending/withheld-reader.ts";
import type { Desk } from "../on-case.ts";
import { owePointed } from "./owe-pointed.ts";

/** Codes of deliveries that wait for a key; see core/mail/may-leave.ts. */
export const keyCodes = ["key-expired", "key-revoked", "key-unusable"] as const;
export type KeyCode = (typeof keyCodes)[number];

/** How many are owed again. */
export async function oweWithheld(
  context: Context,
  desk: Desk,
  of: { partyId: string; messageId?: string | undefined; codes: readonly KeyCode[] },
  eventId: EventId,
): Promise<number> {
  const { tx, head } = desk;
  const { caseId } = head;
  const waiting = await withheldForKey(tx, caseId, of.partyId, of.codes);
  const chosen = waiting.filter(({ messageId }) => !of.messageId || messageId === of.messageId);
  for (const { deliveryId } of chosen) {
    const change = { state: "owed", code: null, nextTryAt: null, tryingSince: null } as const;
    await changeDelivery(context, tx, deliveryId, change, eventId);
    await owe(context, tx, "send-delivery", { caseId, subjectId: deliveryId });
  }
  const { partyId, messageId } = of;
  const pointed = await owePointed(context, desk, { partyId, messageId, because: "key" }, eventId);
  return chosen.length + pointed;
}
