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
 * rows to leave out, or null for a table that does not count.
 */
export async function contentsOf(
  admin: pg.Client,
  left: (table: string, columns: ReadonlySet<string>) => string | null,
): Promise<ReadonlyMap<string, string>> {
  const hashes = [...(await tables(admin))].flatMap(([name, columns]) => {
    const rows = left(name, columns);
    if (rows === null) return [];
    return `select '${name}' as name, coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as hash
              from ${name} t where not (${rows})`;
  });
  const { rows } = await admin.query<{ name: string; hash: string }>(hashes.join(" union all "));
  return new Map(rows.map(({ name, hash }) => [name, hash]));
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
