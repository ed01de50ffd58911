/** What a party may see of its case's head. Outsiders never read `cases`. */
import type { Tx } from "../transaction.ts";

export interface PartyCase {
  readonly caseId: string;
  readonly reference: string;
  readonly step: string;
  readonly openedAt: Date;
  readonly updatedAt: Date;
  readonly closedAt: Date | null;
}

const columns = `case_id as "caseId", reference, step, opened_at as "openedAt",
  updated_at as "updatedAt", closed_at as "closedAt"`;

/** The case on one side of it; undefined where the actor's wall shows none. */
export async function partyCaseOf(
  tx: Tx,
  caseId: string,
  sideId: string,
): Promise<PartyCase | undefined> {
  return tx.first<PartyCase>(
    `select ${columns} from party_cases where case_id = $1 and side_id = $2`,
    [caseId, sideId],
  );
}
