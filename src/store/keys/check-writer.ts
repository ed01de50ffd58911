/** Keeps what the checks of our own keys found last: one row a check. */
import type { KeyCheckResult } from "../../core/keys/key-check.ts";
import type { Tx } from "../transaction.ts";

export async function saveKeyCheck(tx: Tx, found: KeyCheckResult, now: Date): Promise<void> {
  const { what, problem, place } = found;
  await tx.run(
    `insert into key_checks as k (what, checked_at, well_at, failing_since, problem, place)
     values ($1, $2, case when $3::text is null then $2::timestamptz end,
             case when $3::text is not null then $2::timestamptz end, $3, $4)
     on conflict (what) do update set
       checked_at = excluded.checked_at,
       well_at = coalesce(excluded.well_at, k.well_at),
       failing_since = case when excluded.problem is null then null
                            else coalesce(k.failing_since, excluded.failing_since) end,
       problem = excluded.problem, place = excluded.place`,
    [what, now, problem, place],
  );
}
