/** Writes the rows of the public figures. Held-back counts are not stored at all. */
import type { Tx } from "../transaction.ts";
import type { FiguresRow } from "./figures-reader.ts";

export async function saveFigures(tx: Tx, row: FiguresRow): Promise<void> {
  const { counts } = row;
  await tx.run(
    `insert into public_figures (year, promise, zone, as_of, counted_at, looked_at, at_least, owed,
                                 kept, late, broken, still_open, fell_away, median_hours)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (year, promise) do update
       set zone = excluded.zone, as_of = excluded.as_of, counted_at = excluded.counted_at,
           looked_at = excluded.looked_at, at_least = excluded.at_least, owed = excluded.owed,
           kept = excluded.kept, late = excluded.late, broken = excluded.broken,
           still_open = excluded.still_open, fell_away = excluded.fell_away,
           median_hours = excluded.median_hours`,
    [
      row.year,
      row.promise,
      row.zone,
      row.asOf,
      row.countedAt,
      row.lookedAt,
      row.atLeast,
      counts?.owed ?? null,
      counts?.kept ?? null,
      counts?.late ?? null,
      counts?.broken ?? null,
      counts?.open ?? null,
      counts?.fellAway ?? null,
      counts?.medianHours ?? null,
    ],
  );
}
