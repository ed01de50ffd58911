/**
 * Puts the tables of a backup into a database: all in one transaction, so that a restore that was cut
 * off leaves nothing. Works as parley_owner, and as parley_keeper where rows are copied.
 */
import pg from "pg";
import { Refusal } from "../../../core/refusal.ts";
import { databaseRoles } from "../../server/roles.ts";
import { txOn } from "../admin-connection.ts";
import type { BackupEntry } from "./backup-file.ts";
import { type CopyTarget, copyIn } from "./copy.ts";
import type { OwedJob } from "./owed-jobs.ts";
import { type BackupTable, copyStatement, tablesOf } from "./tables.ts";

/** Whether anything was ever stored here. `connection` is the keeper's. */
export async function holdsData(keeper: pg.Client): Promise<boolean> {
  const { rows } = await keeper.query<{ there: boolean }>(
    "select to_regclass('public.events') is not null as there",
  );
  if (!rows[0]?.there) return false;
  const found = await keeper.query(
    `select 1 where exists (select 1 from events) or exists (select 1 from inbox)
        or exists (select 1 from own_keys)`,
  );
  return found.rowCount !== 0;
}

/** How many others are connected to this database. */
export async function othersConnected(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as "count" from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
        and backend_type = 'client backend'`,
  );
  return rows[0]?.count ?? 0;
}

/** Drops everything of ours, and nothing of anybody else's who shares the database. */
export async function dropEverything(owner: pg.Client): Promise<void> {
  const ours = Object.values(databaseRoles).map((name) => pg.escapeLiteral(name));
  const isOurs = (column: string) => `pg_get_userbyid(${column}) in (${ours.join(", ")})`;
  const drops = await owner.query<{ statement: string }>(
    `select format('drop table if exists public.%I cascade', relname) as statement
       from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and ${isOurs("relowner")}
     union all
     select format('drop routine if exists %s cascade', oid::regprocedure)
       from pg_proc where pronamespace = 'public'::regnamespace and ${isOurs("proowner")}
     union all
     select format('drop schema if exists %I cascade', nspname) from pg_namespace
      where nspname = 'pgboss' and ${isOurs("nspowner")}`,
  );
  await owner.query("begin");
  for (const { statement } of drops.rows) await owner.query(statement);
  await owner.query("commit");
}

export interface Loading {
  /** Takes an entry's bytes; what is no table's is passed over. */
  begin(entry: BackupEntry): Promise<void>;
  data(bytes: Buffer): Promise<void>;
  close(): Promise<void>;
  /** Puts constraints back and commits. */
  commit(): Promise<void>;
}

/** Begins to load into a database that has the tables of the backup and no rows worth keeping. */
export async function beginLoading(owner: pg.Client, now: Date): Promise<Loading> {
  await owner.query("begin");
  const tables = await tablesOf(txOn(owner, "restore"));
  const constraints = await takeConstraintsOff(owner, tables);
  await owner.query(`set role ${databaseRoles.keeper}`);
  let copying: CopyTarget | undefined;
  let owed: Buffer[] | undefined;
  return {
    async begin(entry) {
      if (entry.kind === "table") {
        copying = await copyIn(owner, copyStatement(tableNamed(tables, entry), "from"));
      }
      if (entry.kind === "owed") owed = [];
    },
    async data(bytes) {
      if (copying) await copying.write(bytes);
      else owed?.push(Buffer.from(bytes));
    },
    async close() {
      await copying?.finish();
      copying = undefined;
      if (owed) await oweAgain(owner, Buffer.concat(owed).toString("utf8"), now);
      owed = undefined;
    },
    async commit() {
      const sequences = await lastNumbers(owner);
      await owner.query(`set role ${databaseRoles.owner}`);
      for (const statement of [...sequences, ...constraints]) await owner.query(statement);
      await owner.query("commit");
    },
  };
}

/** The table as this database names it: nothing of the backup becomes part of a statement. */
function tableNamed(
  tables: readonly BackupTable[],
  entry: Extract<BackupEntry, { kind: "table" }>,
): BackupTable {
  const table = tables.find(({ name }) => name === entry.table);
  const same = table?.columns.join() === entry.columns.join();
  if (!table || !same) throw new Refusal("backup.other-tables", { table: entry.table });
  return table;
}

/** Rows refer to rows that come later. Answers the statements that put everything back. */
async function takeConstraintsOff(
  owner: pg.Client,
  tables: readonly BackupTable[],
): Promise<string[]> {
  const { rows } = await owner.query<{ drop: string; add: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
            format('alter table %s add constraint %I %s', conrelid::regclass, conname,
                   pg_get_constraintdef(oid)) as add
       from pg_constraint
      where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0
      order by conrelid, conname`,
  );
  for (const { drop } of rows) await owner.query(drop);
  for (const { name } of tables) {
    await owner.query(`alter table public.${name} disable trigger user`);
  }
  // Migrations put a few rows in; the backup has them too.
  await owner.query(`truncate ${tables.map(({ name }) => `public.${name}`).join(", ")}`);
  return [
    ...rows.map(({ add }) => add),
    ...tables.map(({ name }) => `alter table public.${name} enable trigger user`),
  ];
}

/** Numbers that the database gives go on after the highest that it gave. */
async function lastNumbers(keeper: pg.Client): Promise<string[]> {
  const { rows } = await keeper.query<{ table: string; column: string }>(
    `select a.attrelid::regclass::text as "table", quote_ident(a.attname) as "column"
       from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attidentity <> ''`,
  );
  const statements: string[] = [];
  for (const { table, column } of rows) {
    const last = await keeper.query<{ last: string | null }>(
      `select max(${column})::text as last from ${table}`,
    );
    const sequence = `pg_get_serial_sequence(${pg.escapeLiteral(table)}, ${pg.escapeLiteral(column)})`;
    const number = last.rows[0]?.last;
    if (number) statements.push(`select setval(${sequence}, ${Number(number)})`);
  }
  return statements;
}

async function oweAgain(keeper: pg.Client, lines: string, now: Date): Promise<void> {
  for (const line of lines.split("\n").filter((each) => each !== "")) {
    const { task, caseId, subjectId, startAfter } = JSON.parse(line) as OwedJob;
    await keeper.query(
      `insert into outbox (task, case_id, subject_id, created_at, start_after)
       values ($1, $2, $3, $4, $5)`,
      [task, caseId, subjectId, now, startAfter],
    );
  }
}
