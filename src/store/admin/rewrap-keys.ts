/**
 * Wraps every object's key anew under the current master key, in batches that each stand for
 * themselves: a run that was killed is finished by the next. Works beside a running server; touches
 * no content, no hash and no MAC.
 */
import type pg from "pg";
import { ownKeysHolder, type SealedPrivate } from "../keys/reader.ts";
import { type WrapTable, wrapTables } from "../keys/wrap-tables.ts";
import type { MasterKey } from "../sealing/master-key.ts";
import { wrapPlace } from "../sealing/object-keys.ts";
import { changeSealer } from "../seals/change-sealer.ts";
import type { SqlValue, Tx } from "../transaction.ts";
import { inAdminTransaction, txOn, withClient } from "./admin-connection.ts";

export interface Rewrapping {
  /** As parley_keeper. */
  readonly connection: pg.PoolConfig;
  /** Wraps with the new key and has the former ones to unwrap. */
  readonly masterKey: MasterKey;
  randomBytes(count: number): Uint8Array;
  /** Told after each batch how many keys are done and how many there were to do. */
  progress(done: number, of: number): void;
  /** Keys in one transaction; 1,000 unless told. */
  readonly batch?: number;
}

/** How many wraps there are under each master key, by its id. */
export type WrapCounts = Readonly<Record<string, number>>;

/** Counts the wraps of the whole database; `connection` is the keeper's. */
export async function countWraps(connection: pg.PoolConfig): Promise<WrapCounts> {
  return withClient(connection, async (client) => {
    const tx = txOn(client, "count-wraps");
    const counts: Record<string, number> = {};
    for (const { table } of wrapTables) {
      const rows = await tx.query<{ id: string; count: string }>(
        `select master_key_id as "id", count(*) as "count" from ${table}
          where master_key_id is not null group by 1 order by 1`,
      );
      for (const { id, count } of rows) counts[id] = (counts[id] ?? 0) + Number(count);
    }
    for (const { stored } of await privateKeys(tx)) {
      counts[stored.masterKeyId] = (counts[stored.masterKeyId] ?? 0) + 1;
    }
    return counts;
  });
}

/** Wraps everything anew that another key than the current one has wrapped; says how many. */
export async function rewrapKeys(on: Rewrapping): Promise<number> {
  return withClient(on.connection, async (client) => {
    const tell = { done: 0, of: await leftOf(txOn(client, "rewrap-keys"), on.masterKey.id) };
    for (;;) {
      const before = tell.done;
      for (const table of wrapTables) await rewrapTable(on, client, table, tell);
      const seal = changeSealer(on.masterKey, on.randomBytes);
      await inAdminTransaction(
        client,
        "rewrap-keys",
        (tx) => rewrapPrivateKeys(on, tx, tell),
        seal,
      );
      // Whoever was in the middle of a deed at the first pass is met by the next.
      if (tell.done === before) return tell.done;
    }
  });
}

type Tell = { done: number; of: number };

async function leftOf(tx: Tx, currentId: string): Promise<number> {
  let left = 0;
  for (const { table } of wrapTables) {
    const row = await tx.first<{ count: string }>(
      `select count(*) as "count" from ${table} where master_key_id <> $1`,
      [currentId],
    );
    left += Number(row?.count ?? 0);
  }
  const keys = await privateKeys(tx);
  return left + keys.filter(({ stored }) => stored.masterKeyId !== currentId).length;
}

type WrapRow = Readonly<Record<string, SqlValue>> & {
  readonly master_key_id: string;
  readonly at: string;
};

async function rewrapTable(
  on: Rewrapping,
  client: pg.Client,
  table: WrapTable,
  tell: Tell,
): Promise<void> {
  const most = on.batch ?? 1_000;
  for (let after: WrapRow | undefined; ; ) {
    const work = async (tx: Tx) => {
      const found = await rowsAfter(tx, table, { after, most, currentId: on.masterKey.id });
      await putBack(on, tx, table, found);
      return found;
    };
    const seal = changeSealer(on.masterKey, on.randomBytes);
    const rows = await inAdminTransaction(client, "rewrap-keys", work, seal);
    tell.done += rows.length;
    if (rows.length > 0) on.progress(tell.done, Math.max(tell.of, tell.done));
    after = rows.at(-1);
    if (rows.length < most || table.key.length === 0) return;
  }
}

function rowsAfter(
  tx: Tx,
  { table, key, wrapped, reads }: WrapTable,
  from: { after: WrapRow | undefined; most: number; currentId: string },
): Promise<WrapRow[]> {
  const columns = [...key, ...(reads ? [reads] : []), wrapped, "master_key_id"].join(", ");
  const marks = key.map((_, index) => `$${index + 2}::uuid`).join(", ");
  const later = from.after ? `and (${key.join(", ")}) > (${marks})` : "";
  const order = key.length > 0 ? `order by ${key.join(", ")}` : "";
  const values = from.after ? key.map((column) => from.after?.[column] as SqlValue) : [];
  // Locked: the row's place is its own until the batch is written.
  return tx.query<WrapRow>(
    `select ${columns}, ctid::text as "at" from ${table}
      where master_key_id <> $1 ${later} ${order} limit ${from.most} for update`,
    [from.currentId, ...values],
  );
}

async function putBack(
  on: Rewrapping,
  tx: Tx,
  { table, wrapped, place }: WrapTable,
  rows: readonly WrapRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const wraps = rows.map((row) => {
    const where = place(row);
    const key = on.masterKey.unwrap(row.master_key_id, row[wrapped] as Buffer, where);
    return on.masterKey.wrap(key, where, on.randomBytes(12)).toString("hex");
  });
  await tx.run(
    `update ${table} as t set ${wrapped} = decode(u.wrap, 'hex'), master_key_id = $1
       from unnest($2::text[], $3::text[]) as u (at, wrap) where t.ctid = u.at::tid`,
    [on.masterKey.id, rows.map((row) => row.at), wraps],
  );
}

async function privateKeys(tx: Tx): Promise<{ keyId: string; stored: SealedPrivate }[]> {
  const rows = await tx.query<{ keyId: string; sealed: Buffer }>(
    `select key_id as "keyId", private_sealed as "sealed" from own_keys
      where private_sealed is not null order by key_id`,
  );
  return rows.map(({ keyId, sealed }) => ({ keyId, stored: JSON.parse(sealed.toString()) }));
}

/** Our own OpenPGP keys carry their wrap inside; they are few. */
async function rewrapPrivateKeys(on: Rewrapping, tx: Tx, tell: Tell): Promise<void> {
  for (const { keyId, stored } of await privateKeys(tx)) {
    if (stored.masterKeyId === on.masterKey.id) continue;
    const place = wrapPlace(keyId, ownKeysHolder);
    const wrapped = Buffer.from(stored.wrapped, "base64");
    const key = on.masterKey.unwrap(stored.masterKeyId, wrapped, place);
    const anew: SealedPrivate = {
      ...stored,
      masterKeyId: on.masterKey.id,
      wrapped: on.masterKey.wrap(key, place, on.randomBytes(12)).toString("base64"),
    };
    await tx.run("update own_keys set private_sealed = $2 where key_id = $1", [
      keyId,
      Buffer.from(JSON.stringify(anew)),
    ]);
    tell.done += 1;
    on.progress(tell.done, Math.max(tell.of, tell.done));
  }
}
