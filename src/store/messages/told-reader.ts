/** Reads what parties could read of our messages: by mail, or on the portal. A pointer alone tells nothing. */
import type { Tx } from "../transaction.ts";

/** Whether the party has a code that opens its portal; a mail's link opens none. */
export async function hasReceiptCode(tx: Tx, partyId: string): Promise<boolean> {
  const row = await tx.first(
    `select 1 from receipts where party_id = $1 and kind = 'code' and expires_at is null limit 1`,
    [partyId],
    "has-receipt-code",
  );
  return row !== undefined;
}

/**
 * Of these messages, those that their party could read before, besides by the given mail: it was in a
 * mail of theirs, they opened it on the portal, or a pointer led them there, and their code opens it.
 */
export async function toldAmong(
  tx: Tx,
  messageIds: readonly string[],
  but: { readonly deliveryId: string | null; readonly hasCode: boolean },
): Promise<Set<string>> {
  const rows = await tx.query<{ messageId: string }>(
    `select m.message_id as "messageId" from messages m
      where m.message_id = any ($1::uuid[])
        and (m.read_at is not null or exists (
          select 1 from deliveries d
           where d.message_id = m.message_id and d.delivery_id is distinct from $2::uuid
             and d.sent_at is not null and ($3 or d.left_as is distinct from 'pointer')))
      limit 1000`,
    [messageIds, but.deliveryId, but.hasCode],
    "told-among",
  );
  return new Set(rows.map(({ messageId }) => messageId));
}

/** Of these messages, those for which mails are owed or were sent, with their kind. */
export async function mailedAmong(
  tx: Tx,
  messageIds: readonly string[],
): Promise<{ messageId: string; template: string }[]> {
  return tx.query(
    `select m.message_id as "messageId", m.template from messages m
      where m.message_id = any ($1::uuid[])
        and exists (select 1 from deliveries d where d.message_id = m.message_id)
      order by m.at, m.message_id limit 1000`,
    [messageIds],
    "mailed-among",
  );
}
