/** Who belongs to a case. An actor outside its wall reads an empty list. */
import { staffSide } from "../../core/cases/sides.ts";
import type { Membership } from "../../core/people/permit.ts";
import type { Tx } from "../transaction.ts";

/** Undefined where the actor's wall shows no such case. */
export async function membershipOf(tx: Tx, caseId: string): Promise<Membership | undefined> {
  const rows = await tx.query<{ principalId: string; sideId: string }>(
    `select principal_id as "principalId", side_id as "sideId"
       from case_members
      where case_id = $1 and (expires_at is null or expires_at > current_instant()) limit 2000`,
    [caseId],
    "membership",
  );
  if (rows.length === 0) return undefined;
  return {
    caseId,
    staff: rows.filter((row) => row.sideId === staffSide).map((row) => row.principalId),
    outsiders: rows
      .filter((row) => row.sideId !== staffSide)
      .map((row) => ({ id: row.principalId, side: row.sideId })),
  };
}
