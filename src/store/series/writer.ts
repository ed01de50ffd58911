/** Mints the next number of a series, without a gap that a rollback would leave. */
import type { Tx } from "../transaction.ts";

export async function nextNumber(tx: Tx, series: string): Promise<number> {
  const row = await tx.first<{ number: number }>(
    `insert into number_series (series, last_number) values ($1, 1)
     on conflict (series) do update set last_number = number_series.last_number + 1
     returning last_number as "number"`,
    [series],
  );
  if (!row) throw new Error(`series ${series} gave no number`);
  return row.number;
}

/** Makes everybody who mints from a series wait for one another until the transaction ends. */
export async function lockSeries(tx: Tx, series: string): Promise<void> {
  await nextNumber(tx, series);
}
