/** Opens the original of every report that was answered and compares it with what was sent. */
import { lockInbox, openOriginal } from "../../src/store/intake/reader.ts";
import { openReceipt, portalSecretHash } from "../../src/store/parties/receipt-reader.ts";
import type { Tx } from "../../src/store/transaction.ts";
import { type RunningContext, theCheck } from "../../test/support/running-context.ts";
import type { Ledger, TakenReport } from "./ledger.ts";
import { messageIdOf } from "./stored.ts";

/** What is wrong, a sentence each. */
export async function changedOriginals(db: RunningContext, ledger: Ledger): Promise<string[]> {
  const wrong: string[] = [];
  for (const report of ledger.reports) {
    if (!(await opensPortal(db, report))) wrong.push(`the code of ${report.words} opens nothing`);
    const hash = portalSecretHash(db.context, { kind: "code", secret: report.receiptCode });
    const original = await originalWhere(db, "receipt_hash", hash);
    if (!original?.includes(report.words)) wrong.push(`${report.words} is not in its original`);
  }
  for (const { raw } of ledger.mails) {
    const hash = db.context.masterKey.hash("source-hash", raw);
    const original = await originalWhere(db, "source_hash", hash);
    if (!original?.equals(raw)) wrong.push(`the mail ${messageIdOf(raw)} was changed`);
  }
  return wrong;
}

/** Asked in nobody's name, as the portal asks. */
async function opensPortal({ context }: RunningContext, { receiptCode }: TakenReport) {
  const hash = portalSecretHash(context, { kind: "code", secret: receiptCode });
  return context.transaction({ kind: "anyone" }, (tx) => openReceipt(tx, hash, context.now()));
}

async function originalWhere(
  { context }: RunningContext,
  column: "receipt_hash" | "source_hash",
  hash: Buffer,
): Promise<Buffer | undefined> {
  const row = await context.transaction(theCheck, (tx) => inboxRowWhere(tx, column, hash));
  if (!row) return undefined;
  const inbox = await context.transaction(theCheck, (tx) => lockInbox(context, tx, row.id));
  if (!inbox) return undefined;
  const { payloadSealed: sealed, payloadFile: fileId } = inbox;
  return openOriginal(context, inbox.key, { sealed, fileId });
}

function inboxRowWhere(tx: Tx, column: string, hash: Buffer) {
  return tx.first<{ id: string }>(`select inbox_id as id from inbox where ${column} = $1`, [hash]);
}
