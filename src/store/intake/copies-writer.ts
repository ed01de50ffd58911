/** Notes that a mail came again with other trace fields, for the case that its first copy opened. */
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";
import type { SealedOriginal } from "./writer.ts";

/** Asked for where of these, committed together, not every one was new. Which one, the worker finds out. */
export async function insertPossibleCopies(
  { now }: Pick<Context, "now">,
  tx: Tx,
  originals: readonly SealedOriginal[],
): Promise<void> {
  for (const { inboxId, sourceHash, copyHash, mailbox } of originals) {
    if (!sourceHash || !copyHash) continue;
    await tx.run(
      `insert into mail_copies (inbox_id, source_hash, copy_hash, came_at, mailbox)
       values ($1, $2, $3, $4, $5)`,
      [inboxId, sourceHash, copyHash, now(), mailbox],
    );
  }
}

export interface CopyOfMail {
  readonly cameAt: Date;
  readonly mailbox: string | null;
  /** Of the mail that it is a copy of. */
  readonly firstInboxId: string;
  readonly state: "new" | "registered" | "held" | "probe";
  readonly caseId: string | null;
  /** Copies before this one. */
  readonly copies: number;
}

/** What came under that id and was not kept; undefined where it was the same bytes, or nothing is known. */
export async function copyOf(tx: Tx, inboxId: string): Promise<CopyOfMail | undefined> {
  return tx.first<CopyOfMail>(
    `select m.came_at as "cameAt", m.mailbox, i.inbox_id as "firstInboxId", i.state,
            i.case_id as "caseId", i.copies
       from mail_copies m join inbox i on i.copy_hash = m.copy_hash
      where m.inbox_id = $1 and i.inbox_id <> m.inbox_id
        and i.source_hash is distinct from m.source_hash
      for update of i`,
    [inboxId],
  );
}

export async function countCopy(tx: Tx, firstInboxId: string): Promise<void> {
  await tx.run("update inbox set copies = copies + 1 where inbox_id = $1", [firstInboxId]);
}

/** With those that were no copies, but committed together with one. */
export async function forgetCopy(tx: Tx, inboxId: string): Promise<void> {
  await tx.run(
    `delete from mail_copies m where m.inbox_id = $1
        or exists (select 1 from inbox i where i.inbox_id = m.inbox_id)`,
    [inboxId],
  );
}
