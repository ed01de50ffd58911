/** Opens the untouched original of a mail that stands in a thread, or of a server's report on a mail of ours. */
import { staffSide } from "../../core/cases/sides.ts";
import type { Context } from "../context.ts";
import { openOriginal } from "../intake/reader.ts";
import { identityObject } from "../parties/reader.ts";
import { mustNotBeErased } from "../retention/erased-reader.ts";
import { keyOf } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

/**
 * The bytes as they arrived; undefined where the party's thread, and what stands beside the threads,
 * has no such mail. Refuses with content.erased where whoever it may name was erased.
 */
export async function originalOfMessage(
  context: Context,
  tx: Tx,
  of: { readonly caseId: string; readonly partyId: string; readonly messageId: string },
): Promise<Buffer | undefined> {
  const row = await tx.first<{ sideId: string; sealed: Buffer | null; fileId: string | null }>(
    `select side_id as "sideId", original_sealed as "sealed", original_file as "fileId"
       from messages
      where case_id = $1 and message_id = $2 and side_id in ($3, $4)
        and (original_sealed is not null or original_file is not null)`,
    [of.caseId, of.messageId, of.partyId, staffSide],
  );
  if (!row) return undefined;
  const key = await keyOf(context, tx, of.messageId);
  for (const partyId of await namedBy(tx, row.sideId, of)) {
    await mustNotBeErased(tx, identityObject(partyId));
  }
  return openOriginal(context, key, row);
}

/** A mail of a thread names its party; one beside the threads may name any of them. */
async function namedBy(
  tx: Tx,
  sideId: string,
  { caseId, partyId }: { caseId: string; partyId: string },
): Promise<string[]> {
  if (sideId === partyId) return [partyId];
  const rows = await tx.query<{ partyId: string }>(
    `select party_id as "partyId" from parties where case_id = $1 order by added_at limit 1000`,
    [caseId],
  );
  return rows.map((row) => row.partyId);
}
