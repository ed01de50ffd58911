/** Remembers the Message-IDs of mails that came in, as keyed hashes: an answer to one finds its case. */
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";

/** What a Message-ID is looked up by; its case counts (RFC 5322, section 3.6.4). */
export function mailIdHash(context: Pick<Context, "masterKey">, mailId: string): Buffer {
  return context.masterKey.hash("mail-id", mailId.trim());
}

/** `isOurs`: sent by the team with the tool that was used before. */
export async function rememberMailId(
  context: Pick<Context, "masterKey">,
  tx: Tx,
  mail: { mailId: string | undefined; caseId: string; sideId: string; isOurs?: boolean },
): Promise<void> {
  if (mail.mailId === undefined) return;
  await tx.run(
    `insert into mail_ids (mail_hash, case_id, side_id, is_ours) values ($1, $2, $3, $4)
     on conflict do nothing`,
    [mailIdHash(context, mail.mailId), mail.caseId, mail.sideId, mail.isOurs ?? false],
    "remember-mail-id",
  );
}
