/** Every table that can hold anything of Parley's, whose schema ever, with the role that reads all of it. */
import type pg from "pg";
import type { DatabaseServer } from "../server/database-server.ts";
import { withClient } from "./admin-connection.ts";

export interface DumpTable {
  /** With its schema, quoted where it must be. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly role: "keeper" | "worker" | "owner";
}

/** The keeper passes the wall; the queue is the worker's, the record of migrations the owner's. */
const roles = ["keeper", "worker", "owner"] as const;

export async function tablesToDump(database: DatabaseServer): Promise<DumpTable[]> {
  const found = new Map<string, DumpTable>();
  for (const role of roles) {
    const readable = await withClient(database.connectionFor(role), readableTables);
    for (const table of readable) {
      if (!found.has(table.name)) found.set(table.name, { ...table, role });
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function readableTables(client: pg.Client): Promise<Omit<DumpTable, "role">[]> {
  const { rows } = await client.query<Omit<DumpTable, "role">>(
    `select format('%I.%I', n.nspname, c.relname) as "name",
            array(select quote_ident(a.attname)::text from pg_attribute a
                   where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                     and a.attgenerated = '' order by a.attnum) as "columns"
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')
        and n.nspname not like 'pg\\_%'
        and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')`,
  );
  return rows.filter(({ columns }) => columns.length > 0);
}
