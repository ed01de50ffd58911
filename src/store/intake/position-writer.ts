/** Writes how far a mailbox was read. */
import type { Tx } from "../transaction.ts";
import type { StoredPosition } from "./position-reader.ts";

export async function movePosition(
  tx: Tx,
  mailbox: string,
  { uidValidity, lastUid }: StoredPosition,
  now: Date,
): Promise<void> {
  await tx.run(
    `insert into mailbox_positions (mailbox, uid_validity, last_uid, moved_at)
     values ($1, $2, $3, $4)
     on conflict (mailbox) do update
       set uid_validity = $2, last_uid = $3, moved_at = $4`,
    [mailbox, uidValidity, lastUid, now],
  );
}
