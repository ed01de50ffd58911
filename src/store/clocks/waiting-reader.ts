/** Finds the open question to a party. */
import type { Tx } from "../transaction.ts";

/** The message that asked; undefined where no question is open. */
export async function waitingOf(
  tx: Tx,
  caseId: string,
  partyId: string,
): Promise<string | undefined> {
  const row = await tx.first<{ subjectId: string }>(
    `select subject_id as "subjectId" from clocks
      where case_id = $1 and owed_to = $2 and promise = 'waiting-for-reporter'
        and met_at is null and stopped_at is null
      order by started_at desc limit 1`,
    [caseId, partyId],
  );
  return row?.subjectId;
}
