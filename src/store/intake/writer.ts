/** Takes originals: a sealed inbox row each and the job it owes, in one statement. */
import type { MailEnvelope } from "../../core/mail/envelope.ts";
import type { ReportChannel } from "../../core/reports/arrival.ts";
import type { Context } from "../context.ts";
import { rowBytesMax } from "../sealing/file-vault.ts";
import { newObjectKey, sealFor, sealJson, wrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { copyHashOf } from "./copy-hash.ts";

export interface TakenOriginal {
  readonly channel: ReportChannel;
  readonly bytes: Uint8Array;
  /** Hash of the receipt code that its author was given. */
  readonly receiptHash: Buffer | null;
  /** What the transport of a mail said beside it. */
  readonly envelope?: MailEnvelope | undefined;
  /** Whether the same again, or a copy of it, is the same report: true for mail. */
  readonly once: boolean;
  /** What makes it the same report however its bytes change: its name at the site that it lies at. */
  readonly onceAs?: string;
}

/** Where an inbox row's key is wrapped for. */
export const inboxHolder = "inbox";

/** Where a mail's envelope is sealed. */
export const envelopePlace = { table: "inbox", column: "envelope" } as const;

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
    envelopeSealed: original.envelope
      ? sealJson(context, key, envelopePlace, original.envelope)
      : null,
    receiptHash: original.receiptHash,
    sourceHash: original.once
      ? context.masterKey.hash("source-hash", original.onceAs ?? original.bytes)
      : null,
    copyHash:
      original.once && original.onceAs === undefined
        ? copyHashOf(context, original.bytes, original.envelope)
        : null,
    /** The configured mailbox that a mail came to. */
    mailbox: original.envelope?.mailbox ?? null,
  };
}

export type SealedOriginal = Awaited<ReturnType<typeof sealOriginal>>;

export async function settleInbox(
  tx: Tx,
  inboxId: string,
  outcome: {
    state: "registered" | "held";
    caseId: string | null;
    heldCode: string | null;
    /** The sender is checked later, and needs it. */
    keepEnvelope?: boolean;
  },
): Promise<void> {
  await tx.run(
    `update inbox set state = $2, case_id = $3, held_code = $4, attempts = attempts + 1,
            envelope_sealed = case when $5 then envelope_sealed end
      where inbox_id = $1`,
    [inboxId, outcome.state, outcome.caseId, outcome.heldCode, outcome.keepEnvelope ?? false],
  );
}
