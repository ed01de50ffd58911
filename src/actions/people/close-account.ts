/** What closing an account takes: its sessions, links, passkeys and single sign-on end at once. */
import type { Context } from "../../store/context.ts";
import { deleteLinksOf } from "../../store/people/link-writer.ts";
import { deletePasskeysOf } from "../../store/people/passkey-writer.ts";
import { deleteSessionsOf } from "../../store/people/session-writer.ts";
import { deleteSsoLinkOf } from "../../store/people/sso-writer.ts";
import { disable } from "../../store/people/writer.ts";
import { accountEntry } from "../../store/retention/erasure-log.ts";
import { holdErasureLog } from "../../store/retention/shred-writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { asKeeperOfPeople } from "./people-transaction.ts";

/** Returns how many sessions ended. */
export async function closeAccount(context: Context, tx: Tx, personId: string): Promise<number> {
  await disable(context, tx, personId);
  const sessions = await deleteSessionsOf(tx, personId);
  await deleteLinksOf(tx, personId);
  await deletePasskeysOf(tx, personId);
  await deleteSsoLinkOf(tx, personId);
  return sessions;
}

/**
 * Writes outside the database that the account is closed, so that a restored backup does not open it
 * again. After the commit: a disk that is full keeps nobody's account open.
 */
export async function logClosed(context: Context, personId: string): Promise<void> {
  await asKeeperOfPeople(context, async (tx) => {
    await holdErasureLog(tx);
    await context.erasureLog.append(accountEntry("closed", personId, context.now()));
  });
}
