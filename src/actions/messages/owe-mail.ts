/** Owes a party the mail of a message: its delivery, and the job that sends it. Sends nothing itself. */

import type { Context } from "../../store/context.ts";
import type { EventId } from "../../store/events/writer.ts";
import { addDelivery, type NewDelivery } from "../../store/messages/delivery-writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import type { Desk } from "../on-case.ts";

export async function oweMail(
  context: Context,
  { tx, head, policy }: Desk,
  mail: Pick<NewDelivery, "deliveryId" | "messageId" | "partyId" | "again">,
  eventId: EventId,
): Promise<void> {
  const { caseId } = head;
  // The domain of our Message-IDs is that of the address people write to.
  const mailDomain = policy.channels.reportAddress.split("@")[1] ?? "localhost";
  await addDelivery(context, tx, { ...mail, caseId, mailDomain }, eventId);
  await owe(context, tx, "send-delivery", { caseId, subjectId: mail.deliveryId });
}
