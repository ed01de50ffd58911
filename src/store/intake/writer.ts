/** Takes originals: a sealed inbox row each and the job it owes, in one statement. */
import type { ReportChannel } from "../../core/reports/arrival.ts";
import { gathered } from "../../lib/gather.ts";
import type { Context } from "../context.ts";
import { rowBytesMax } from "../sealing/file-vault.ts";
import { newObjectKey, sealFor, wrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

export interface TakenOriginal {
  readonly channel: ReportChannel;
  readonly bytes: Uint8Array;
  /** Hash of the receipt code that its author was given. */
  readonly receiptHash: Buffer | null;
  /** Whether the same bytes again are the same report: true for mail. */
  readonly once: boolean;
}

/** Where an inbox row's key is wrapped for. */
export const inboxHolder = "inbox";

/**
 * An original that is sealed and ready to be committed. Large ones are on disk by now, so that
 * the transaction that follows is short and says the truth when it commits.
 */
export async function sealOriginal(context: Context, original: TakenOriginal) {
  const objectId = context.newId();
  const key = newObjectKey(context, objectId);
  const small = original.bytes.length <= rowBytesMax;
  const fileId = small ? null : context.newId();
  if (fileId) {
    await context.files.write(fileId, key.bytes, objectId, original.bytes, context.randomBytes(7));
  }
  return {
    inboxId: context.newId(),
    objectId,
    channel: original.channel,
    wrap: wrapKey(context, key, inboxHolder),
    sealed: small
      ? sealFor(context, key, { table: "reports", column: "original" }, original.bytes)
      : null,
    fileId,
    receiptHash: original.receiptHash,
    sourceHash: original.once ? context.masterKey.hash("source-hash", original.bytes) : null,
  };
}

export type SealedOriginal = Awaited<ReturnType<typeof sealOriginal>>;

/** So many originals of 64 KiB at most are committed together. */
const togetherMax = 50;
/** Two: one waits for the disk while the next is on its way. */
const transactionsMax = 2;

const takers = new WeakMap<Context, (sealed: SealedOriginal) => Promise<void>>();

/**
 * Resolves when the original and the job it owes are committed. The same mail again changes
 * nothing. Originals that come while others are being committed share the next transaction, in
 * nobody's name: a flood of reports waits for few disk writes instead of one each.
 */
export function takeOriginal(context: Context, sealed: SealedOriginal): Promise<void> {
  const known = takers.get(context);
  if (known) return known(sealed);
  const take = gathered<SealedOriginal>(
    (originals) =>
      context.transaction({ kind: "anyone" }, (tx) => insertOriginals(context, tx, originals)),
    { items: togetherMax, batches: transactionsMax },
  );
  takers.set(context, take);
  return take(sealed);
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
                            $7::bytea[], $8::uuid[], $9::bytea[], $10::bytea[])
           as o (inbox_id, channel, object_id, master_key_id, key_wrapped,
                 payload_sealed, payload_file, receipt_hash, source_hash)),
     taken as (
       insert into inbox (inbox_id, channel, received_at, object_id, master_key_id, key_wrapped,
                          payload_sealed, payload_file, receipt_hash, source_hash, state)
       select inbox_id, channel, $1, object_id, master_key_id, key_wrapped, payload_sealed,
              payload_file, receipt_hash, source_hash, 'new' from original
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
    ],
    "take-originals",
  );
}

/** As PostgreSQL reads bytes in an array. */
function inHex(bytes: Buffer | null): string | null {
  return bytes && `\\x${bytes.toString("hex")}`;
}

export async function settleInbox(
  tx: Tx,
  inboxId: string,
  outcome: { state: "registered" | "held"; caseId: string | null; heldCode: string | null },
): Promise<void> {
  await tx.run(
    `update inbox set state = $2, case_id = $3, held_code = $4, attempts = attempts + 1
      where inbox_id = $1`,
    [inboxId, outcome.state, outcome.caseId, outcome.heldCode],
  );
}
