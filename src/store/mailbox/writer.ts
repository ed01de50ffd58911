/** Keeps the mail that the demonstration sends, for its built-in mailbox page. */
import type { Tx } from "../transaction.ts";

export interface KeptMail {
  readonly mailId: string;
  readonly sender: string;
  readonly recipient: string;
  readonly raw: Uint8Array;
}

/** The same mail again changes nothing. */
export async function insertKeptMail(tx: Tx, mail: KeptMail, now: Date): Promise<void> {
  await tx.run(
    `insert into demonstration_mail (mail_id, sent_at, sender, recipient, raw)
     values ($1, $2, $3, $4, $5) on conflict (mail_id) do nothing`,
    [mail.mailId, now, mail.sender, mail.recipient, mail.raw],
  );
}
