/** Recovery codes: ten at a time, 50 bits each, shown once and kept as keyed hashes. */
import { codeOf, normalCode } from "../../lib/secret-code.ts";
import type { Context } from "../../store/context.ts";
import { replaceRecoveryCodes } from "../../store/people/link-writer.ts";
import type { Tx } from "../../store/transaction.ts";

const count = 10;

/** Gives the person new codes; the ones before open nothing any more. */
export async function newRecoveryCodes(
  context: Context,
  tx: Tx,
  personId: string,
): Promise<readonly string[]> {
  const codes = Array.from({ length: count }, () => recoveryCode(context));
  await replaceRecoveryCodes(context, tx, personId, codes);
  return codes;
}

function recoveryCode(context: Context): string {
  const letters = normalCode(codeOf(context.randomBytes(16))).slice(-10);
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}
