/**
 * Puts a party's own words into its thread and owes what follows from them. A party sees its own side
 * only: clocks and head are brought up to date by a task.
 */
import type { Actor } from "../../core/people/actor.ts";
import type { Context } from "../../store/context.ts";
import { appendEvent } from "../../store/events/writer.ts";
import { addMessage, type MessageContent } from "../../store/messages/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { indexText } from "../../store/search/tokens.ts";
import type { Tx } from "../../store/transaction.ts";
import { underPseudonymOf } from "../identity/under-pseudonym.ts";

export async function writeFromParty(
  context: Context,
  tx: Tx,
  actor: Extract<Actor, { kind: "outsider" }>,
  said: { readonly text: string } & Pick<MessageContent, "through" | "answered">,
): Promise<{ messageId: string }> {
  const { id: partyId, caseId } = actor;
  const text = (await underPseudonymOf(context, tx, { caseId, partyId }))(said.text);
  const messageId = context.newId();
  const side = { caseId, sideId: actor.side };
  const eventId = await appendEvent(context, tx, {
    ...side,
    type: "message.received",
    body: { messageId, partyId, channel: said.through ?? "portal" },
  });
  await addMessage(
    context,
    tx,
    await keyOf(context, tx, actor.side),
    {
      ...side,
      messageId,
      direction: "in",
      template: "message",
      authorKind: "party",
      authorId: partyId,
      content: { ...said, subject: "", text },
    },
    eventId,
  );
  await indexText(context, tx, side, text);
  await owe(context, tx, "settle-case", { caseId, subjectId: eventId });
  return { messageId };
}
