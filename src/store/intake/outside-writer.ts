/** How far other sites were read for reports, and whether a report was taken before; the worker's alone. */
import type { Tx } from "../transaction.ts";

export async function newestAt(tx: Tx, source: string): Promise<Date | null> {
  const row = await tx.first<{ newestAt: Date | null }>(
    `select newest_at as "newestAt" from outside_sources where source = $1`,
    [source],
  );
  return row?.newestAt ?? null;
}

/** It never moves back. */
export async function noteRead(
  tx: Tx,
  source: string,
  newest: Date | null,
  now: Date,
): Promise<void> {
  await tx.run(
    `insert into outside_sources (source, newest_at, read_at) values ($1, $2, $3)
     on conflict (source) do update
       set newest_at = greatest(outside_sources.newest_at, excluded.newest_at),
           read_at = excluded.read_at`,
    [source, newest, now],
  );
}

/** By the keyed hash under which its original would be kept. */
export async function isTaken(tx: Tx, sourceHash: Buffer): Promise<boolean> {
  const row = await tx.first<{ taken: boolean }>(
    `select exists (select 1 from inbox where source_hash = $1) as "taken"`,
    [sourceHash],
  );
  return row?.taken ?? false;
}
