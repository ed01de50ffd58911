/** Records, in a party's own name, that it opened its thread with messages of ours it had not read. */
import type { Actor } from "../../core/people/actor.ts";
import type { Context } from "../../store/context.ts";
import { appendEvent } from "../../store/events/writer.ts";
import { unreadBy } from "../../store/messages/reading-reader.ts";
import { owe } from "../../store/outbox/writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { threadRead } from "./note-reading.ts";

/** The part of a case that its parties see. */
export const portalPart = "portal";

/** The note on the messages is the worker's: a party changes nothing that we wrote. */
export async function recordReading(
  context: Context,
  tx: Tx,
  { caseId, side }: Extract<Actor, { kind: "outsider" }>,
): Promise<void> {
  const messages = await unreadBy(tx, caseId, side);
  if (messages.length === 0) return;
  const eventId = await appendEvent(context, tx, {
    ...{ caseId, sideId: side },
    type: threadRead,
    body: { messages },
  });
  await owe(context, tx, "note-reading", { caseId, subjectId: eventId });
}
