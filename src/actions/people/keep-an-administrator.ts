/** Nobody may leave the house without an administrator who can sign in. */
import { Refusal } from "../../core/refusal.ts";
import { administrators } from "../../store/people/account-reader.ts";
import type { Tx } from "../../store/transaction.ts";

/**
 * Looked at after the change and its house event, in their transaction: the event's chain lets one
 * such change through at a time, so that two administrators cannot remove each other at once.
 */
export async function keepAnAdministrator(tx: Tx): Promise<void> {
  const left = await administrators(tx);
  if (!left.some(({ accepted }) => accepted)) throw new Refusal("person.last-administrator");
}
