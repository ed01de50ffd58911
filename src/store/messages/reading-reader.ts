/** Which messages of ours a party has not had before it in the portal yet. */
import type { Tx } from "../transaction.ts";

/** Ids of messages to that side that nobody there has read, at most 200. */
export async function unreadBy(tx: Tx, caseId: string, sideId: string): Promise<string[]> {
  const rows = await tx.query<{ messageId: string }>(
    `select message_id as "messageId" from messages
      where case_id = $1 and side_id = $2 and direction = 'out' and read_at is null
      order by at, message_id limit 200`,
    [caseId, sideId],
  );
  return rows.map(({ messageId }) => messageId);
}

/** Of these, those of that side that are still unread. */
export async function unreadAmong(
  tx: Tx,
  of: { caseId: string; sideId: string; messageIds: readonly string[] },
): Promise<string[]> {
  const unread = await unreadBy(tx, of.caseId, of.sideId);
  return unread.filter((each) => of.messageIds.includes(each));
}
