/** Owes the owner of a case the mail that says that a party wrote: once until they are answered. */
import { factsOf } from "../../store/cases/facts-reader.ts";
import type { Context } from "../../store/context.ts";
import { owe } from "../../store/outbox/writer.ts";
import type { Desk } from "../on-case.ts";

/** `eventId` is what arrived. */
export async function tellOfMessage(
  context: Context,
  { tx, head }: Pick<Desk, "tx" | "head">,
  eventId: string,
): Promise<void> {
  const { caseId, ownerId } = head;
  if (!ownerId) return;
  const { unanswered } = await factsOf(tx, caseId);
  if (unanswered.some((each) => each.eventId === eventId)) {
    await owe(context, tx, "tell-owner", { caseId, subjectId: eventId });
  }
}
