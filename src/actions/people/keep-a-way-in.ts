/** Nobody takes away the last thing that signs them in; looked at after the change, in its transaction. */
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { factorsOf } from "../../store/people/factors-reader.ts";
import type { Tx } from "../../store/transaction.ts";

/** A link to the organisation's provider counts only while this installation has one. */
export async function keepAWayIn(context: Context, tx: Tx, personId: string): Promise<void> {
  const { passkeys, password, linked } = await factorsOf(tx, personId);
  if (passkeys > 0 || password || (linked && context.hasSingleSignOn)) return;
  throw new Refusal("person.last-factor");
}
