/** What a backup has to hold of the database, read from its own catalogue: no list that could forget a table. */
import type { Tx } from "../../transaction.ts";

export interface BackupTable {
  /** Quoted where it must be. */
  readonly name: string;
  /** Without those that the database computes. */
  readonly columns: readonly string[];
}

/** Every table of ours but the record of migrations, which restoring makes anew. */
export async function tablesOf(tx: Tx): Promise<BackupTable[]> {
  return tx.query<BackupTable>(
    `select quote_ident(c.relname) as "name",
            array(select quote_ident(a.attname)::text from pg_attribute a
                   where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                     and a.attgenerated = '' order by a.attnum) as "columns"
       from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'migrations'
      order by c.relname limit 10000`,
  );
}

/** `copy` of a table's rows, in PostgreSQL's binary form, which is the same from 15 to 18. */
export const copyStatement = ({ name, columns }: BackupTable, direction: "to" | "from") =>
  `copy public.${name} (${columns.join(", ")}) ${direction} ${
    direction === "to" ? "stdout" : "stdin"
  } (format binary)`;
