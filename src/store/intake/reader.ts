/** Opens what waits in the inbox; only the worker's role reaches it. */
import type { MailEnvelope } from "../../core/mail/envelope.ts";
import type { ReportChannel } from "../../core/reports/arrival.ts";
import type { Context } from "../context.ts";
import { type ObjectKey, openFrom, openJson, unwrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { envelopePlace, inboxHolder } from "./writer.ts";

export interface InboxRow {
  readonly inboxId: string;
  readonly channel: ReportChannel;
  readonly receivedAt: Date;
  readonly objectId: string;
  readonly key: ObjectKey;
  /** What the transport of a mail said; null for what came no such way, and once it was checked. */
  readonly envelope: MailEnvelope | null;
  readonly payloadSealed: Buffer | null;
  readonly payloadFile: string | null;
  readonly receiptHash: Buffer | null;
  readonly state: "new" | "registered" | "held";
  readonly caseId: string | null;
}

type SealedRow = Omit<InboxRow, "key" | "envelope"> & {
  readonly masterKeyId: string;
  readonly wrapped: Buffer;
  readonly envelopeSealed: Buffer | null;
};

/** The row, locked until the transaction ends; undefined where there is none. */
export async function lockInbox(
  context: Context,
  tx: Tx,
  inboxId: string,
): Promise<InboxRow | undefined> {
  const row = await tx.first<SealedRow>(
    `select inbox_id as "inboxId", channel, received_at as "receivedAt", object_id as "objectId",
            master_key_id as "masterKeyId", key_wrapped as "wrapped",
            envelope_sealed as "envelopeSealed",
            payload_sealed as "payloadSealed", payload_file as "payloadFile",
            receipt_hash as "receiptHash", state, case_id as "caseId"
       from inbox where inbox_id = $1 for update`,
    [inboxId],
  );
  if (!row) return undefined;
  const { envelopeSealed, ...rest } = row;
  const key = unwrapKey(context, row.objectId, inboxHolder, row);
  const envelope = envelopeSealed && openJson<MailEnvelope>(key, envelopePlace, envelopeSealed);
  return { ...rest, key, envelope };
}

/** The untouched original of a row or of the report made from it. */
export async function openOriginal(
  context: Pick<Context, "files">,
  key: ObjectKey,
  from: { sealed: Buffer | null; fileId: string | null },
): Promise<Buffer> {
  if (from.sealed) return openFrom(key, { table: "reports", column: "original" }, from.sealed);
  if (!from.fileId) throw new Error(`object ${key.objectId} has no original`);
  return context.files.read(from.fileId, key.bytes, key.objectId);
}

/** Rows that wait: new ones that no job took, and held ones that a person must look at. */
export async function countWaiting(tx: Tx): Promise<{ fresh: number; held: number }> {
  const row = await tx.first<{ fresh: number; held: number }>(
    `select count(*) filter (where state = 'new')::int as "fresh",
            count(*) filter (where state = 'held')::int as "held"
       from inbox where state in ('new', 'held')`,
  );
  return row ?? { fresh: 0, held: 0 };
}
