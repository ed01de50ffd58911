/** The numbers that publications of a type hold, drafts of every case included. */
import type { Tx } from "../transaction.ts";

export async function takenNumbers(tx: Tx, type: string): Promise<string[]> {
  const rows = await tx.query<{ number: string }>(`select number from publication_numbers($1)`, [
    type,
  ]);
  return rows.map((row) => row.number);
}
