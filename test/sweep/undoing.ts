/**
 * The database around a trial: what it holds, as one number a table, and a way to do deeds whose
 * every transaction is undone, so that those who may write leave the world as it was for the next.
 */
import type pg from "pg";
import type { Context } from "../../src/store/context.ts";
import { columnsOf, tablesOf } from "../support/catalogue.ts";

export interface Trial {
  readonly context: Context;
  /** While on, every transaction is undone after its work; its result is given all the same. */
  undo(on: boolean): void;
}

class Undone extends Error {
  readonly result: unknown;
  constructor(result: unknown) {
    super("undone on purpose");
    this.result = result;
  }
}

export function trialContext(context: Context): Trial {
  let undoing = false;
  const transaction: Context["transaction"] = async (actor, work) => {
    if (!undoing) return context.transaction(actor, work);
    try {
      return await context.transaction(actor, async (tx) => {
        throw new Undone(await work(tx));
      });
    } catch (error) {
      if (error instanceof Undone) return error.result as never;
      throw error;
    }
  };
  const through: Context = Object.create(context, { transaction: { value: transaction } });
  return {
    context: through,
    undo: (on) => {
      undoing = on;
    },
  };
}

/**
 * What each table holds, as a hash. `left` gives, of a table and its columns, the condition of the
 * rows to leave out, or null for a table that does not count. A table whose rows are all the same
 * stored versions as when it was last read is not read again.
 */
export async function contentsOf(
  admin: pg.Client,
  left: (table: string, columns: ReadonlySet<string>) => string | null,
): Promise<ReadonlyMap<string, string>> {
  const all = await tables(admin);
  const now = await versionsOf(admin, [...all.keys()]);
  const wanted = [...all].flatMap(([name, columns]) => {
    const without = left(name, columns);
    return without === null ? [] : [{ name, without, version: now.get(name) ?? "" }];
  });
  const stale = wanted.filter(
    ({ name, without, version }) => lastRead.get(`${name} ${without}`)?.version !== version,
  );
  const hashes = stale.map(
    ({ name, without }) =>
      `select '${name}' as name, coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as hash
         from ${name} t where not (${without})`,
  );
  const { rows } =
    hashes.length === 0
      ? { rows: [] }
      : await admin.query<{ name: string; hash: string }>(hashes.join(" union all "));
  const read = new Map(rows.map(({ name, hash }) => [name, hash]));
  for (const { name, without, version } of stale) {
    lastRead.set(`${name} ${without}`, { version, hash: read.get(name) ?? "" });
  }
  return new Map(
    wanted.map(({ name, without }) => [name, lastRead.get(`${name} ${without}`)?.hash ?? ""]),
  );
}

/** By table and the rows that were left out. */
const lastRead = new Map<string, { readonly version: string; readonly hash: string }>();

/** Which versions of rows each table holds: PostgreSQL never changes one, it stores another. */
async function versionsOf(
  admin: pg.Client,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const text = names.map(
    (name) => `select '${name}' as name,
                      concat_ws(' ', count(*), sum(hashtextextended(t.ctid::text || t.xmin::text, 0))) as version
                 from ${name} t`,
  );
  const { rows } = await admin.query<{ name: string; version: string }>({
    name: "versions",
    text: text.join(" union all "),
  });
  return new Map(rows.map(({ name, version }) => [name, version]));
}

let known: Map<string, Set<string>> | undefined;

async function tables(admin: pg.Client): Promise<Map<string, Set<string>>> {
  if (known) return known;
  known = new Map();
  const real = new Set(
    (await tablesOf(admin)).flatMap(({ kind, name }) => (kind === "r" ? name : [])),
  );
  for (const { table, column } of await columnsOf(admin)) {
    if (!real.has(table)) continue;
    known.set(table, (known.get(table) ?? new Set()).add(column));
  }
  return known;
}

/** The tables that hold something else than before. */
export function changedTables(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  return [...after].filter(([name, hash]) => before.get(name) !== hash).map(([name]) => name);
}
