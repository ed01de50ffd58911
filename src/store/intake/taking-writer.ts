/**
 * Commits originals that are sealed and ready: an inbox row each and the job it owes. What comes
 * at once shares few transactions.
 */
import { gathered } from "../../lib/gather.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";
import { countForRush } from "./rush.ts";
import type { SealedOriginal } from "./writer.ts";

/** So many originals of 64 KiB at most are committed together. */
const togetherMax = 50;
/** Two: one waits for the disk while the next is on its way. */
const transactionsMax = 2;

const takers = new WeakMap<Context, (sealed: SealedOriginal) => Promise<void>>();

function takerOf(context: Context): (sealed: SealedOriginal) => Promise<void> {
  const known = takers.get(context);
  if (known) return known;
  const commit = (originals: readonly SealedOriginal[]) =>
    context.transaction({ kind: "anyone" }, (tx) => insertOriginals(context, tx, originals));
  const take = gathered(commit, { items: togetherMax, batches: transactionsMax });
  takers.set(context, take);
  return take;
}

/**
 * Resolves when the original and the job it owes are committed. The same mail again changes
 * nothing. Originals that come while others are being committed share the next transaction, in
 * nobody's name: a flood of reports waits for few disk writes instead of one each.
 */
export function takeOriginal(context: Context, sealed: SealedOriginal): Promise<void> {
  countForRush(context);
  return takerOf(context)(sealed);
}

async function insertOriginals(
  context: Context,
  tx: Tx,
  originals: readonly SealedOriginal[],
): Promise<void> {
  const each = (value: (sealed: SealedOriginal) => string | null) => originals.map(value);
  await tx.run(
    `with original as (
       select * from unnest($2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::bytea[],
                            $7::bytea[], $8::uuid[], $9::bytea[], $10::bytea[], $11::bytea[])
           as o (inbox_id, channel, object_id, master_key_id, key_wrapped,
                 payload_sealed, payload_file, receipt_hash, source_hash, envelope_sealed)),
     taken as (
       insert into inbox (inbox_id, channel, received_at, object_id, master_key_id, key_wrapped,
                          payload_sealed, payload_file, receipt_hash, source_hash,
                          envelope_sealed, state)
       select inbox_id, channel, $1, object_id, master_key_id, key_wrapped, payload_sealed,
              payload_file, receipt_hash, source_hash, envelope_sealed, 'new' from original
       on conflict do nothing)
     insert into outbox (task, subject_id, created_at)
     select 'register-report', inbox_id, $1 from original`,
    [
      context.now(),
      each((sealed) => sealed.inboxId),
      each((sealed) => sealed.channel),
      each((sealed) => sealed.objectId),
      each((sealed) => sealed.wrap.masterKeyId),
      each((sealed) => inHex(sealed.wrap.wrapped)),
      each((sealed) => inHex(sealed.sealed)),
      each((sealed) => sealed.fileId),
      each((sealed) => inHex(sealed.receiptHash)),
      each((sealed) => inHex(sealed.sourceHash)),
      each((sealed) => inHex(sealed.envelopeSealed)),
    ],
    "take-originals",
  );
}

/** As PostgreSQL reads bytes in an array. */
function inHex(bytes: Buffer | null): string | null {
  return bytes && `\\x${bytes.toString("hex")}`;
}
