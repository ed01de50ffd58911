/** Reads the demonstration's mailbox. Empty on every other installation. */
import type { Tx } from "../transaction.ts";

export interface KeptMailRow {
  readonly mailId: string;
  readonly sentAt: Date;
  /** Empty for automatic answers. */
  readonly sender: string;
  readonly recipient: string;
  readonly bytes: number;
}

/** The newest first, 50 a page; `before` is the last row of the page before. */
export async function keptMails(
  tx: Tx,
  before?: Pick<KeptMailRow, "sentAt" | "mailId">,
): Promise<KeptMailRow[]> {
  return tx.query<KeptMailRow>(
    `select mail_id as "mailId", sent_at as "sentAt", sender, recipient, length(raw) as "bytes"
       from demonstration_mail
      where $1::timestamptz is null or (sent_at, mail_id) < ($1, $2::uuid)
      order by sent_at desc, mail_id desc limit 50`,
    [before?.sentAt ?? null, before?.mailId ?? null],
  );
}

/** One mail whole, as it would have left. */
export async function keptMailOf(
  tx: Tx,
  mailId: string,
): Promise<(Omit<KeptMailRow, "bytes"> & { raw: Buffer }) | undefined> {
  return tx.first(
    `select mail_id as "mailId", sent_at as "sentAt", sender, recipient, raw
       from demonstration_mail where mail_id = $1`,
    [mailId],
  );
}
