/** Records who read what of a case, in the access stream: never in the case's own chain. */
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";

export async function insertRead(
  context: Context,
  tx: Tx,
  read: { caseId: string; sideId: string; principalId: string; what: string },
): Promise<void> {
  await tx.run(
    `insert into reads (read_id, case_id, side_id, principal_id, what, at)
     values ($1, $2, $3, $4, $5, $6)`,
    [context.newId(), read.caseId, read.sideId, read.principalId, read.what, context.now()],
  );
}
