/** The second factor beside a password: a code of the app, or a recovery code. Either is used up. */
import type { Context } from "../../store/context.ts";
import type { Account } from "../../store/people/account-reader.ts";
import { useRecoveryCode } from "../../store/people/link-writer.ts";
import { takeTotpStep } from "../../store/people/writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { totpStep } from "./totp.ts";

/**
 * How it was proved; undefined where it was not. `passwordFits`: already judged. An account without
 * a password has passkeys: when those are lost, a recovery code stands in for them.
 */
export async function secondFactor(
  context: Context,
  tx: Tx,
  account: Account,
  passwordFits: boolean,
  code: string,
): Promise<"password" | "recovery-code" | undefined> {
  if (account.passwordHash !== null && !passwordFits) return undefined;
  const step = account.totpSecret && totpStep(account.totpSecret, code, context.now());
  if (typeof step === "number") {
    return (await takeTotpStep(tx, account.personId, step)) ? "password" : undefined;
  }
  const recovered = await useRecoveryCode(context, tx, account.personId, code);
  return recovered ? "recovery-code" : undefined;
}
