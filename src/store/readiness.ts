/** Whether the database answers and its tables are there. Reads nothing of any case. */
import type { Tx } from "./transaction.ts";

/** True, or an error where the database is away or was never migrated. */
export async function isServing(tx: Tx): Promise<boolean> {
  await tx.run(`select version from policies limit 1`);
  return true;
}
