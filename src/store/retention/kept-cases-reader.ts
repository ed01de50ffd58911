/** Finds closed cases that still hold something, for the daily sweep; only the worker's role reads all. */
import type { Tx } from "../transaction.ts";

export async function caseIsThere(tx: Tx, caseId: string): Promise<boolean> {
  return (await tx.first(`select 1 from cases where case_id = $1`, [caseId])) !== undefined;
}

/** Where a page of cases ends. */
export interface KeptPlace {
  readonly closedAt: Date;
  readonly caseId: string;
}

/** Closed cases that were not erased, the longest closed first: a page of them, behind the one that the last ended with. */
export async function keptCases(
  tx: Tx,
  { after, count }: { readonly after: KeptPlace | undefined; readonly count: number },
): Promise<KeptPlace[]> {
  return tx.query<KeptPlace>(
    `select closed_at as "closedAt", case_id as "caseId" from cases
      where closed_at is not null and erased_at is null
        and ($1::timestamptz is null or (closed_at, case_id) > ($1, $2::uuid))
      order by closed_at, case_id limit $3`,
    [after?.closedAt ?? null, after?.caseId ?? null, count],
  );
}

/** Cases that were opened again while an erasure by term was proposed. */
export async function reopenedCases(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ caseId: string }>(
    `select distinct e.case_id as "caseId" from erasures e join cases c on c.case_id = e.case_id
      where e.state in ('due', 'confirmed') and e.reason = 'term' and c.closed_at is null limit 1000`,
  );
  return rows.map(({ caseId }) => caseId);
}
