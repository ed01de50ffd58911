/** Which case somebody meant; only for the record of what was refused, in the worker's role. */
import { isUuid } from "../../lib/uuid7.ts";
import type { Tx } from "../transaction.ts";

/** Null where the reference or id is no case's. */
export async function caseNamed(tx: Tx, named: string): Promise<string | null> {
  const id = isUuid(named) ? named : null;
  const row = await tx.first<{ caseId: string }>(
    `select case_id as "caseId" from cases where case_id = $1 or reference = $2`,
    [id, named.toUpperCase()],
    "case-named",
  );
  return row?.caseId ?? null;
}
