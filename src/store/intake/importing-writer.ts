/** Writes originals that are taken over from another tool's archive, with the case that was made of them. */
import type { Tx } from "../transaction.ts";
import type { SealedOriginal } from "./writer.ts";

/** Of those originals, by their keyed hashes, the ones that are there already, with their cases. */
export async function knownOriginals(
  tx: Tx,
  hashes: readonly Buffer[],
): Promise<{ readonly hash: string; readonly caseId: string | null }[]> {
  return tx.query(
    `select encode(source_hash, 'hex') as "hash", case_id as "caseId" from inbox
      where source_hash = any ($1::bytea[]) order by received_at, inbox_id limit 10000`,
    [hashes.map((hash) => `\\x${hash.toString("hex")}`)],
  );
}

/** One row, which no task reads any more. */
export async function insertImported(
  tx: Tx,
  sealed: SealedOriginal,
  { caseId, receivedAt }: { caseId: string; receivedAt: Date },
): Promise<void> {
  await tx.run(
    `insert into inbox (inbox_id, channel, received_at, object_id, master_key_id, key_wrapped,
                        payload_sealed, payload_file, source_hash, state, case_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'registered', $10)`,
    [
      sealed.inboxId,
      sealed.channel,
      receivedAt,
      sealed.objectId,
      sealed.wrap.masterKeyId,
      sealed.wrap.wrapped,
      sealed.sealed,
      sealed.fileId,
      sealed.sourceHash,
      caseId,
    ],
  );
}
