/** Owes the owner of a case the mail that says that a party wrote: once until they are answered. */
import { factsOf } from "../../store/cases/facts-reader.ts";
import type { Context } from "../../store/context.ts";
import { owe } from "../../store/outbox/writer.ts";
import type { Desk } from "../on-case.ts";

/** `received` is the event of what arrived. */
export async function tellOfMessage(
  context: Context,
  { tx, head }: Desk,
  received: { readonly eventId: string; readonly at: Date; readonly partyId: string },
): Promise<void> {
  const { caseId, ownerId } = head;
  if (!ownerId) return;
  const { unanswered } = await factsOf(tx, caseId);
  const first = unanswered.find(({ partyId }) => partyId === received.partyId);
  if (first && +first.since === +received.at) {
    await owe(context, tx, "tell-owner", { caseId, subjectId: received.eventId });
  }
}
