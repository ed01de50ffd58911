/** How far mailboxes were read; the worker's alone. */
import type { Tx } from "../transaction.ts";

export interface StoredPosition {
  readonly uidValidity: number;
  readonly lastUid: number;
}

export async function positionOf(tx: Tx, mailbox: string): Promise<StoredPosition | undefined> {
  const row = await tx.first<{ uidValidity: string; lastUid: string }>(
    `select uid_validity as "uidValidity", last_uid as "lastUid" from mailbox_positions
      where mailbox = $1`,
    [mailbox],
  );
  return row && { uidValidity: Number(row.uidValidity), lastUid: Number(row.lastUid) };
}
