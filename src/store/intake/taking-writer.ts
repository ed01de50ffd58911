/**
 * Commits originals that are sealed and ready: an inbox row each and the job it owes. What comes
 * at once shares few transactions.
 */
import { gathered } from "../../lib/gather.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";
import { insertPossibleCopies } from "./copies-writer.ts";
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
 * nothing; of a copy its job notes that it came. Originals that come while others are being committed
 * share the next transaction, in nobody's name: a flood of reports waits for few disk writes instead
 * of one each.
 */
export function takeOriginal(context: Context, sealed: SealedOriginal): Promise<void> {
  countForRush(context);
  return takerOf(context)(sealed);
}

/** As takeOriginal, in a transaction that commits more with it. */
export async function takeOriginalWithin(
  context: Context,
  tx: Tx,
  sealed: SealedOriginal,
): Promise<void> {
  countForRush(context);
  await insertOriginals(context, tx, [sealed]);
}

async function insertOriginals(
  context: Context,
  tx: Tx,
  taken: readonly SealedOriginal[],
): Promise<void> {
  const originals = inOneOrder(taken);
  const each = (value: (sealed: SealedOriginal) => string | null) => originals.map(value);
  const written = tx.run(
    `insert into inbox (inbox_id, channel, received_at, object_id, master_key_id, key_wrapped,
                        payload_sealed, payload_file, receipt_hash, source_hash, copy_hash,
                        envelope_sealed, state)
     select inbox_id, channel, $1, object_id, master_key_id, key_wrapped, payload_sealed,
            payload_file, receipt_hash, source_hash, copy_hash, envelope_sealed, 'new'
       from unnest($2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::bytea[], $7::bytea[],
                   $8::uuid[], $9::bytea[], $10::bytea[], $11::bytea[], $12::bytea[])
              with ordinality
         as o (inbox_id, channel, object_id, master_key_id, key_wrapped, payload_sealed,
               payload_file, receipt_hash, source_hash, copy_hash, envelope_sealed, place)
      order by place
     on conflict do nothing`,
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
      each((sealed) => inHex(sealed.copyHash)),
      each((sealed) => inHex(sealed.envelopeSealed)),
    ],
    "take-originals",
  );
  // Asked together: neither waits for what the other says.
  const owed = tx.run(
    `insert into outbox (task, subject_id, created_at)
     select 'register-report', inbox_id, $1 from unnest($2::uuid[]) as o (inbox_id)`,
    [context.now(), each((sealed) => sealed.inboxId)],
    "owe-registering",
  );
  const [count] = await Promise.all([written, owed]);
  if (count < originals.length) await insertPossibleCopies(context, tx, originals);
}

/** Two transactions that hold copies of the same mails must not wait for each other. */
function inOneOrder(originals: readonly SealedOriginal[]): SealedOriginal[] {
  const place = ({ copyHash, sourceHash }: SealedOriginal) =>
    (copyHash ?? sourceHash)?.toString("hex") ?? "";
  const marked = originals.map((sealed) => ({ sealed, at: place(sealed) }));
  return marked
    .sort((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)))
    .map(({ sealed }) => sealed);
}

/** As PostgreSQL reads bytes in an array. */
function inHex(bytes: Buffer | null): string | null {
  return bytes && `\\x${bytes.toString("hex")}`;
}
