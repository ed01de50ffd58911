/** Writes who read what of a case. Reads have a table of their own and never enter the case's chain. */
import { staffSide } from "../../core/cases/sides.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";

export async function insertRead(
  context: Context,
  tx: Tx,
  read: { caseId: string; principalId: string; what: string },
): Promise<void> {
  await tx.run(
    `insert into reads (read_id, case_id, side_id, principal_id, what, at)
     values ($1, $2, $3, $4, $5, $6)`,
    [context.newId(), read.caseId, staffSide, read.principalId, read.what, context.now()],
  );
}
