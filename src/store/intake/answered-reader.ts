/** What the store knows of an address that may be answered by itself. */
import { addressHash } from "../cases/opening-writer.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";

/**
 * Whether a colleague has kept a message from that address, or decided on a report under it. What only
 * waits in the tray proves nothing: anybody may have sent it.
 */
export async function isKnownSender(context: Context, tx: Tx, address: string): Promise<boolean> {
  const row = await tx.first(
    `select 1 from identities i join cases c on c.case_id = i.case_id
      where i.address_hash = $1 and (c.tray = 'kept' or c.tray is null and exists (
        select 1 from decisions d where d.case_id = c.case_id)) limit 1`,
    [addressHash(context, address)],
  );
  return row !== undefined;
}

/** How many mails from that address, taken since then, were answered by themselves; at most 100. */
export async function answersSince(
  context: Context,
  tx: Tx,
  address: string,
  since: Date,
): Promise<number> {
  const rows = await tx.query(
    `select 1 from identities i join cases c on c.case_id = i.case_id
      where i.address_hash = $1 and c.opened_at > $2 and c.tray is not null
        and c.answer_held is null limit 100`,
    [addressHash(context, address), since],
  );
  return rows.length;
}
