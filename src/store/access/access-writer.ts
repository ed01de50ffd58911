/**
 * Appends access events to a chain of this process's own, many in one transaction, and resolves when
 * they are committed. No chain of a case is touched, and nobody waits for another process.
 */
import type { AccessKind } from "../../core/access/access-event.ts";
import { staffSide } from "../../core/cases/sides.ts";
import { canonicalJson, type JsonValue } from "../../lib/canonical-json.ts";
import { gathered } from "../../lib/gather.ts";
import type { Context } from "../context.ts";
import { chainStart, macOf } from "../events/chain.ts";
import type { Tx } from "../transaction.ts";
import { type AccessRow, chainedAccess } from "./access-chain.ts";

export interface NewAccess {
  readonly kind: AccessKind;
  readonly caseId: string | null;
  readonly what: string;
  readonly actorKind: "staff" | "outsider" | "anyone" | "system";
  readonly actorId: string | null;
  readonly at: Date;
  /** Ids, codes and numbers only. */
  readonly body: { readonly [key: string]: JsonValue };
}

interface Head {
  readonly streamId: string;
  readonly seq: number;
  readonly mac: Buffer;
}

const togetherMax = 200;
const recorders = new WeakMap<Context, (access: NewAccess) => Promise<void>>();

/** Resolves when it is on disk. What comes while others are being committed shares the next commit. */
export function appendAccess(context: Context, access: NewAccess): Promise<void> {
  const known = recorders.get(context) ?? recorderOf(context);
  recorders.set(context, known);
  return known(access);
}

function recorderOf(context: Context): (access: NewAccess) => Promise<void> {
  let head: Head | undefined;
  // One batch at a time: each continues the one before it.
  return gathered(
    async (batch) => {
      const before = head;
      // Whether a commit that failed is there after all nobody knows: the next begins a new chain.
      head = undefined;
      head = await context.transaction({ kind: "system", task: "record-access" }, (tx) =>
        appendBatch(context, tx, before, batch),
      );
    },
    { items: togetherMax, batches: 1 },
  );
}

async function appendBatch(
  context: Context,
  tx: Tx,
  before: Head | undefined,
  batch: readonly NewAccess[],
): Promise<Head> {
  const start = before ?? (await beginChain(context, tx));
  const key = context.masterKey.derive("event-chain");
  let last = start;
  const rows = batch.map((access) => {
    const row: AccessRow = {
      ...access,
      eventId: context.newId(),
      streamId: last.streamId,
      sideId: staffSide,
      seq: last.seq + 1,
      body: canonicalJson(access.body),
      prevMac: last.mac,
    };
    const mac = macOf(key, chainedAccess(row));
    last = { streamId: row.streamId, seq: row.seq, mac };
    return { ...row, mac };
  });
  const each = (value: (row: (typeof rows)[number]) => string | null) => rows.map(value);
  const hex = (bytes: Uint8Array) => `\\x${Buffer.from(bytes).toString("hex")}`;
  await tx.run(
    `with appended as (
       insert into access_events (access_id, case_id, kind, what, actor_kind, actor_id, at, body,
                                  seq, prev_mac, mac, stream_id, side_id)
       select *, $12, $13 from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[],
                          $6::uuid[], $7::timestamptz[], $8::text[], $9::bigint[], $10::bytea[],
                          $11::bytea[]))
     update streams set last_seq = $14, last_mac = $15 where stream_id = $12`,
    [
      each((row) => row.eventId),
      each((row) => row.caseId),
      each((row) => row.kind),
      each((row) => row.what),
      each((row) => row.actorKind),
      each((row) => row.actorId),
      each((row) => row.at.toISOString()),
      each((row) => row.body),
      each((row) => String(row.seq)),
      each((row) => hex(row.prevMac)),
      each((row) => hex(row.mac)),
      last.streamId,
      staffSide,
      last.seq,
      last.mac,
    ],
    "append-access",
  );
  return last;
}

async function beginChain(context: Context, tx: Tx): Promise<Head> {
  const streamId = context.newId();
  await tx.run(
    "insert into streams (stream_id, case_id, last_seq, last_mac) values ($1, null, 0, $2)",
    [streamId, chainStart],
  );
  return { streamId, seq: 0, mac: chainStart };
}
