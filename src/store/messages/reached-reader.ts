/** Reads which parties of a case a mail had reached, as far as the actor's wall shows it. */
import type { Context } from "../context.ts";
import { keysOf, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { type MessageContent, messagePlace } from "./writer.ts";

/** Its author first; empty where it is no mail of a party, or reached nobody else. */
export async function reachedBy(
  context: Context,
  tx: Tx,
  caseId: string,
  messageId: string,
): Promise<string[]> {
  const row = await tx.first<{ sideId: string; sealed: Buffer }>(
    `select side_id as "sideId", content_sealed as "sealed" from messages
      where case_id = $1 and message_id = $2 and direction = 'in'`,
    [caseId, messageId],
    "message-that-reached",
  );
  const key = row && (await keysOf(context, tx, [row.sideId])).get(row.sideId);
  if (!row || !key) return [];
  const { reached = [] } = openJson<MessageContent>(key, messagePlace(messageId), row.sealed);
  return reached.length > 0 ? [row.sideId, ...reached] : [];
}
