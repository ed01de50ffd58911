/**
 * Seals every row as it stands: once when seals begin, and after a migration that changed the shape of
 * rows. The event that records it says over which shape, so that nobody has it done a second time.
 * Never runs beside a server that takes changes.
 */
import { createHash } from "node:crypto";
import type pg from "pg";
import { type AccessRow, chainedAccess } from "../access/access-chain.ts";
import type { Context } from "../context.ts";
import { chainStart, macOf } from "../events/chain.ts";
import { appendHouseEvent, houseStream } from "../events/writer.ts";
import { migrationNames } from "../migrate.ts";
import { changeSealer, noteChanges } from "../seals/change-sealer.ts";
import { addRow, type RowSums } from "../seals/row-sums.ts";
import { elementKey, nextState } from "../seals/seal-state.ts";
import { houseScope, skippedColumns, unsealedTables } from "../seals/sealed-tables.ts";
import type { Tx } from "../transaction.ts";
import { txOn, withClient } from "./admin-connection.ts";
import { digestsOf } from "./row-digests.ts";

type Given = Pick<Context, "masterKey" | "newId" | "now" | "randomBytes">;

const scopesTogether = 1_000;

/**
 * Does nothing where the newest seal is over the shape that rows have now. `connection` is the
 * keeper's. Returns how many rows were sealed anew.
 */
export function sealWhereNew(given: Given, connection: pg.PoolConfig): Promise<number> {
  return withClient(connection, async (client) => {
    // Where another node changes something meanwhile this fails as a whole, and can be done again.
    await client.query("begin isolation level repeatable read");
    const tx = txOn(client, "seal-anew");
    const shape = await shapeOfRows();
    if ((await sealedShape(given, tx)) === shape) return 0;
    await linkEarlierReads(given, tx);
    const rows = await sealAll(given, tx);
    // What follows is sealed like every change: the event itself, and the head that it moves.
    await client.query(noteChanges);
    await appendHouseEvent(given, tx, { type: "rows.sealed", body: { shape, rows } });
    await changeSealer(given.masterKey, given.randomBytes)(client);
    await client.query("commit");
    return rows;
  });
}

/** What digests depend on: the migrations, and what is left out. */
async function shapeOfRows(): Promise<string> {
  const names = await migrationNames();
  const shape = JSON.stringify([names, Object.keys(unsealedTables).sort(), skippedColumns]);
  return createHash("sha256").update(shape).digest("hex");
}

/** The shape that the newest seal was made over; undefined before the first one. */
async function sealedShape({ masterKey }: Given, tx: Tx): Promise<string | undefined> {
  const event = await tx.first<Parameters<typeof macOf>[1] & { readonly mac: Buffer }>(
    `select event_id as "eventId", stream_id as "streamId", case_id as "caseId",
            side_id as "sideId", seq, type, at, actor_kind as "actorKind",
            actor_id as "actorId", body, text_sealed as "textSealed", prev_mac as "prevMac", mac
       from events where type = 'rows.sealed' and stream_id = $1 order by seq desc limit 1`,
    [houseStream],
  );
  if (!event) return undefined;
  if (!macOf(masterKey.derive("event-chain"), event).equals(event.mac)) {
    throw new Error("the event of the newest seal is not as it was written; run parley verify");
  }
  return (JSON.parse(event.body) as { shape: string }).shape;
}

/** Readings from before there was a chain of them are put into one, in the order of their instants. */
async function linkEarlierReads(given: Given, tx: Tx): Promise<void> {
  const rows = await tx.query<Omit<AccessRow, "streamId" | "seq" | "prevMac">>(
    `select access_id as "eventId", case_id as "caseId", side_id as "sideId", kind, what, at,
            actor_kind as "actorKind", actor_id as "actorId", body
       from access_events where stream_id is null order by at, access_id limit 1000000`,
  );
  if (rows.length === 0) return;
  const streamId = given.newId();
  const key = given.masterKey.derive("event-chain");
  let last: Buffer = chainStart;
  for (const [index, row] of rows.entries()) {
    const seq = index + 1;
    const mac = macOf(key, chainedAccess({ ...row, streamId, seq, prevMac: last }));
    await tx.run(
      `update access_events set stream_id = $2, seq = $3, prev_mac = $4, mac = $5
        where access_id = $1`,
      [row.eventId, streamId, seq, last, mac],
    );
    last = mac;
  }
  await tx.run(
    "insert into streams (stream_id, case_id, last_seq, last_mac) values ($1, null, $2, $3)",
    [streamId, rows.length, last],
  );
}

async function sealAll({ masterKey, randomBytes }: Given, tx: Tx): Promise<number> {
  const key = elementKey(masterKey);
  let count = 0;
  let scope: string | undefined;
  let sums: RowSums = new Map();
  let waiting: SealedScope[] = [];
  // Numbered above every former version: an older seal put back does not open.
  const version = await tx.first<{ next: number }>(
    `select coalesce(max(version), 0) + 1 as "next" from seals`,
  );
  const before = version?.next ?? 1;
  await tx.run("delete from seals where scope <> $1", [houseScope]);
  await tx.run("update seals set version = 0, state = '' where scope = $1", [houseScope]);
  const done = () => {
    if (scope === undefined) return;
    const state = nextState(masterKey, { scope, shard: 0, version: before }, sums, randomBytes(12));
    waiting.push({ scope, version: before + 1, state });
    sums = new Map();
  };
  for await (const row of await digestsOf(tx)) {
    if (row.scope !== scope) {
      done();
      scope = row.scope;
      if (waiting.length >= scopesTogether) waiting = await written(tx, waiting);
    }
    addRow(sums, key, row.table, row.digest, 1);
    count += 1;
  }
  done();
  await written(tx, waiting);
  return count;
}

interface SealedScope {
  readonly scope: string;
  readonly version: number;
  readonly state: Buffer;
}

async function written(tx: Tx, seals: readonly SealedScope[]): Promise<SealedScope[]> {
  await tx.run(
    `insert into seals (scope, shard, version, state)
     select s.scope, 0, s.version, s.state
       from unnest($1::uuid[], $2::bigint[], $3::bytea[]) as s (scope, version, state)
     on conflict (scope, shard) do update set version = excluded.version, state = excluded.state`,
    [
      seals.map(({ scope }) => scope),
      seals.map(({ version }) => String(version)),
      seals.map(({ state }) => `\\x${state.toString("hex")}`),
    ],
  );
  return [];
}
