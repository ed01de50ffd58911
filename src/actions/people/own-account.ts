/** Keeps the demonstration's seats open to the next visitor: nobody gives one a way in of their own. */
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { type Account, accountByName, lockAccount } from "../../store/people/account-reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { seatList, signInNameOf } from "../demonstration/seat-list.ts";
import { asKeeperOfPeople } from "./people-transaction.ts";

/** The account, locked. Refuses with person.seat: who is signed in to an account that nobody set up sits on one. */
export async function lockOwnAccount(context: Context, tx: Tx, personId: string): Promise<Account> {
  const account = await lockAccount(context, tx, personId);
  if (!account) throw new Refusal("person.unknown");
  if (!account.setUp) throw new Refusal("person.seat");
  return account;
}

/** Whether the account is a seat of the demonstration, which anybody may enter without a credential. */
export async function isSeat(context: Context, personId: string): Promise<boolean> {
  if (!context.demonstration) return false;
  return asKeeperOfPeople(context, async (tx) => {
    for (const { seat } of seatList) {
      const found = await accountByName(context, tx, signInNameOf(seat));
      if (found?.personId === personId) return !found.setUp;
    }
    return false;
  });
}
