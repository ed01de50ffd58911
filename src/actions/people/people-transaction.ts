/** Accounts are written in the system's name, once the person who asks was permitted: the web's role cannot. */
import type { Context } from "../../store/context.ts";
import type { Tx } from "../../store/transaction.ts";

export function asKeeperOfPeople<T>(context: Context, work: (tx: Tx) => Promise<T>): Promise<T> {
  return context.transaction({ kind: "system", task: "people" }, work);
}
