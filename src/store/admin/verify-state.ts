/** Recomputes the MAC of every state row, and looks for the event that explains its values. */
import { macOfRow, type StateTable, stateTables } from "../state/state-rows.ts";
import type { SqlValue } from "../transaction.ts";
import type { Verification } from "./verification.ts";

const pageRows = 500;

type Row = Readonly<Record<string, SqlValue>> & {
  readonly case_id: string;
  readonly last_event_id: string;
  readonly mac: Buffer;
};

/** Returns how many rows there are. */
export async function verifyState(on: Verification): Promise<number> {
  let count = 0;
  for (const table of Object.keys(stateTables) as StateTable[]) {
    count += await verifyTable(on, table);
  }
  return count;
}

async function verifyTable(on: Verification, table: StateTable): Promise<number> {
  const key = stateTables[table];
  let after: readonly SqlValue[] | undefined;
  for (let count = 0; ; ) {
    const rows = await rowsAfter(on, table, key, after);
    const explained = await explainedRows(on, rows);
    for (const row of rows) checkRow(on, table, row, explained);
    count += rows.length;
    const last = rows.at(-1);
    if (!last || rows.length < pageRows) return count;
    after = key.map((column) => last[column] as SqlValue);
  }
}

function rowsAfter(
  { tx }: Verification,
  table: StateTable,
  key: readonly string[],
  after: readonly SqlValue[] | undefined,
): Promise<Row[]> {
  const columns = key.join(", ");
  const marks = key.map((_, index) => `$${index + 1}::uuid`).join(", ");
  const where = after ? `where (${columns}) > (${marks})` : "";
  return tx.query<Row>(
    `select * from ${table} ${where} order by ${columns} limit ${pageRows}`,
    after ?? [],
  );
}

/** The last events of these rows that are there, each as "event case". */
async function explainedRows({ tx }: Verification, rows: readonly Row[]): Promise<Set<string>> {
  const ids = [...new Set(rows.map((row) => row.last_event_id))];
  const found = await tx.query<{ id: string; caseId: string | null }>(
    `select event_id as "id", case_id as "caseId" from events
      where event_id = any ($1::uuid[]) limit ${pageRows}`,
    [ids],
  );
  return new Set(found.map(({ id, caseId }) => `${id} ${caseId}`));
}

function checkRow(
  { masterKey, report }: Verification,
  table: StateTable,
  row: Row,
  explained: ReadonlySet<string>,
): void {
  const key = stateTables[table].map((column) => String(row[column])).join(" ");
  const finding = (code: string, message: string) =>
    report({ code, stream: row.case_id, what: `${table} ${key}`, message });
  if (!macOfRow({ masterKey }, table, row).equals(row.mac)) {
    finding("row.altered", "The row is not as Parley wrote it.");
  }
  if (!explained.has(`${row.last_event_id} ${row.case_id}`)) {
    finding("row.unexplained", "The event that explains the row is not in its case's stream.");
  }
}
