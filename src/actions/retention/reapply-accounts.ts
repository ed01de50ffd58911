/**
 * Closes again the accounts, and erases again the profiles of colleagues, that a restored backup
 * brought back. Whose closing never reached the log outside the database is written there now.
 */
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { lockAccount } from "../../store/people/account-reader.ts";
import { closedAccounts, eraseProfile } from "../../store/people/erase-writer.ts";
import type { AccountEntry } from "../../store/retention/erasure-log.ts";
import { closeAccount, logClosed } from "../people/close-account.ts";

const actor = { kind: "system", task: "reapply-erasures" } as const;

/** True where the account was open, or its profile there, again. */
export async function reapplyAccount(
  context: Context,
  { personId, what }: AccountEntry,
): Promise<boolean> {
  return context.transaction(actor, async (tx) => {
    const account = await lockAccount(context, tx, personId);
    if (!account) return false;
    const body = { personId, by: null, again: true };
    if (!account.disabledAt) {
      await closeAccount(context, tx, personId);
      await appendHouseEvent(context, tx, { type: "person.disabled", body });
    }
    if (what === "closed") return account.disabledAt === null;
    if (!(await eraseProfile(context, tx, personId))) return false;
    await appendHouseEvent(context, tx, { type: "person.erased", body });
    return true;
  });
}

/** Closed accounts that the log does not have: closed while it could not be written, or before there was one. */
export async function logMissing(context: Context, logged: readonly AccountEntry[]): Promise<void> {
  const known = new Set(logged.map(({ personId }) => personId));
  for (const { personId } of await context.transaction(actor, closedAccounts)) {
    if (!known.has(personId)) await logClosed(context, personId);
  }
}
