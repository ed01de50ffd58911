/** Whether somebody may sign in with what Parley itself checks, where single sign-on is the rule. */
import { normalSignInName } from "../../core/people/sign-in-name.ts";
import type { Context } from "../../store/context.ts";
import { type Account, administrators } from "../../store/people/account-reader.ts";
import type { Tx } from "../../store/transaction.ts";

/**
 * True for everybody, unless the settings leave local sign-in to one name, for the day on which the
 * provider is away: then for that administrator alone.
 */
export async function mayComeInLocally(
  context: Context,
  tx: Tx,
  account: Account,
): Promise<boolean> {
  const { localSignInFor } = context;
  if (localSignInFor === undefined) return true;
  if (normalSignInName(account.profile.signInName) !== normalSignInName(localSignInFor))
    return false;
  const found = await administrators(tx);
  return found.some(({ personId }) => personId === account.personId);
}
