/** A connection of an operator's command, with or without a transaction. Closes what it opened. */
import pg from "pg";
import "../column-types.ts";
import { type ChangeSealer, noteChanges } from "../seals/change-sealer.ts";
import type { SqlValue, Tx } from "../transaction.ts";

/** Connects, does the work, and disconnects. */
export async function withClient<T>(
  connection: pg.PoolConfig,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(connection);
  // Cut between two statements, a connection has nobody else to tell; the next statement fails.
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** One transaction, rolled back where the work fails; what it changes is sealed by `seal`. */
export async function inAdminTransaction<T>(
  client: pg.Client,
  task: string,
  work: (tx: Tx) => Promise<T>,
  seal?: ChangeSealer,
): Promise<T> {
  await client.query(seal ? `begin; ${noteChanges}` : "begin");
  try {
    // The serving roles' policies ask who is there; the keeper passes them.
    await client.query("select set_config('parley.kind', 'system', true)");
    const result = await work(txOn(client, task));
    await seal?.(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  }
}

/** Readers take a transaction; this one has nobody's principals. */
export function txOn(client: pg.Client, task: string): Tx {
  const ask = (text: string, values: readonly SqlValue[] = []) =>
    client.query({ text, values: values.map(toParameter) });
  return {
    actor: { kind: "system", task },
    query: async <Row extends object>(text: string, values?: readonly SqlValue[]) =>
      (await ask(text, values)).rows as Row[],
    first: async <Row extends object>(text: string, values?: readonly SqlValue[]) =>
      (await ask(text, values)).rows[0] as Row | undefined,
    run: async (text, values) => (await ask(text, values)).rowCount ?? 0,
  };
}

function toParameter(value: SqlValue): unknown {
  return value instanceof Uint8Array && !Buffer.isBuffer(value) ? Buffer.from(value) : value;
}
