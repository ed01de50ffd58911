/** Tries every wrapped key of a database: what the master key does not open, nobody will read. */
import type pg from "pg";
import { type WrapTable, wrapTables } from "../../keys/wrap-tables.ts";
import type { MasterKey } from "../../sealing/master-key.ts";
import type { SqlValue, Tx } from "../../transaction.ts";
import { txOn, withClient } from "../admin-connection.ts";

const pageRows = 5_000;

/** `connection` is the keeper's. Holds one page in memory. */
export async function countUnopened(
  connection: pg.PoolConfig,
  masterKey: MasterKey,
): Promise<number> {
  return withClient(connection, async (client) => {
    await client.query("begin isolation level repeatable read read only");
    const tx = txOn(client, "restore");
    let unopened = 0;
    for (const table of wrapTables) unopened += await countIn(tx, table, masterKey);
    return unopened;
  });
}

async function countIn(tx: Tx, table: WrapTable, masterKey: MasterKey): Promise<number> {
  const { key, wrapped, reads } = table;
  const columns = [...key, ...(reads ? [reads] : []), wrapped, "master_key_id"].join(", ");
  await tx.run(`declare wraps no scroll cursor for select ${columns} from ${table.table}
      where master_key_id is not null`);
  let unopened = 0;
  for (;;) {
    const rows = await tx.query<WrapRow>(`fetch ${pageRows} from wraps`);
    unopened += rows.filter((row) => !opens(row, table, masterKey)).length;
    if (rows.length < pageRows) break;
  }
  await tx.run("close wraps");
  return unopened;
}

type WrapRow = Readonly<Record<string, SqlValue>>;

function opens(row: WrapRow, { wrapped, place }: WrapTable, masterKey: MasterKey): boolean {
  try {
    masterKey.unwrap(String(row.master_key_id), row[wrapped] as Buffer, place(row));
    return true;
  } catch {
    return false;
  }
}
