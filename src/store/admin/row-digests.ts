/** The digest of every row that the seals cover, case by case, in one pass over the database. */
import { houseScope, skippedIn, unsealedTables } from "../seals/sealed-tables.ts";
import type { Tx } from "../transaction.ts";

const pageRows = 5_000;

export interface RowDigest {
  readonly scope: string;
  readonly table: string;
  readonly digest: Buffer;
}

/** Every covered row's digest, scope by scope. Needs a transaction; opens a cursor in it. */
export async function digestsOf(tx: Tx): Promise<AsyncGenerator<RowDigest>> {
  await tx.run("set local timezone = 'UTC'");
  await tx.run("set local bytea_output = 'hex'");
  const tables = await coveredTables(tx);
  const parts = tables.map(
    ({ name, ofCase }) =>
      `select ${ofCase ? `coalesce(t.case_id, '${houseScope}')` : `'${houseScope}'::uuid`} as scope,
              '${name}' as "table", row_digest(to_jsonb(t), ${arrayOf(skippedIn(name))}) as digest
         from ${name} t`,
  );
  return cursorOf<RowDigest>(tx, "verify_rows", `${parts.join(" union all ")} order by 1`);
}

/** What the seals cover: every table of ours but those that are named with a reason. */
async function coveredTables(tx: Tx): Promise<{ name: string; ofCase: boolean }[]> {
  return tx.query<{ name: string; ofCase: boolean }>(
    `select c.relname as "name", exists (
              select 1 from pg_attribute a
               where a.attrelid = c.oid and a.attname = 'case_id' and not a.attisdropped) as "ofCase"
       from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and c.relname <> all ($1::text[])
      order by c.relname limit 1000`,
    [Object.keys(unsealedTables)],
  );
}

const arrayOf = (names: readonly string[]) =>
  `array[${names.map((name) => `'${name}'`).join(", ")}]::text[]`;

/** Rows page by page, by a cursor of the open transaction. */
export async function* cursorOf<Row extends object>(tx: Tx, name: string, sql: string) {
  await tx.run(`declare ${name} no scroll cursor for ${sql}`);
  for (;;) {
    const page = await tx.query<Row>(`fetch ${pageRows} from ${name}`);
    yield* page;
    if (page.length < pageRows) break;
  }
  await tx.run(`close ${name}`);
}
