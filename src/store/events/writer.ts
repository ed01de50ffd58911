/** Appends events to their stream's chain, in the caller's transaction. Never changes or removes one. */
import { staffSide } from "../../core/cases/sides.ts";
import type { Actor } from "../../core/people/actor.ts";
import { canonicalJson, type JsonValue } from "../../lib/canonical-json.ts";
import type { Context } from "../context.ts";
import { type ObjectKey, sealFor } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { chainStart, macOf } from "./chain.ts";

/** The id of a stored event: the evidence that state rows point to. */
export type EventId = string;

/** What happened. `body` holds ids, codes, numbers and instants; anything people wrote goes to `text`. */
export interface NewEvent {
  readonly caseId: string;
  readonly sideId: string;
  readonly type: string;
  readonly body: { readonly [key: string]: JsonValue };
  readonly text?: { readonly key: ObjectKey; readonly plain: string };
}

/** What appending needs of a context. */
type Appending = Pick<Context, "masterKey" | "newId" | "now" | "randomBytes">;

/** The stream of events that belong to no case: sign-in, invitations, settings, checkpoints. */
export const houseStream = "00000000-0000-7000-8000-00000000000f";

/** Appends to the case's stream and returns the event's id. The stream's head is locked until the end. */
export async function appendEvent(context: Context, tx: Tx, event: NewEvent): Promise<EventId> {
  return append(context, tx, event.caseId, { ...event, caseId: event.caseId });
}

/** Appends to the house's own stream. */
export async function appendHouseEvent(
  context: Appending,
  tx: Tx,
  event: Pick<NewEvent, "type" | "body" | "text">,
): Promise<string> {
  return append(context, tx, houseStream, { ...event, caseId: null, sideId: staffSide });
}

/** Where what people wrote beside an event is sealed. */
export function eventTextPlace(eventId: string) {
  return { table: "events", column: `text ${eventId}` };
}

async function append(
  context: Appending,
  tx: Tx,
  streamId: string,
  event: Omit<NewEvent, "caseId"> & { caseId: string | null },
): Promise<string> {
  const head = await lockHead(tx, streamId, event.caseId);
  const eventId = context.newId();
  const textSealed = event.text
    ? sealFor(context, event.text.key, eventTextPlace(eventId), event.text.plain)
    : null;
  const row = {
    eventId,
    streamId,
    caseId: event.caseId,
    sideId: event.sideId,
    seq: head.lastSeq + 1,
    type: event.type,
    at: context.now(),
    actorKind: tx.actor.kind,
    actorId: actorIdOf(tx.actor),
    body: canonicalJson(event.body),
    textSealed,
    prevMac: head.lastMac,
  };
  const mac = macOf(context.masterKey.derive("event-chain"), row);
  await tx.run(
    `with appended as (
       insert into events (event_id, stream_id, case_id, side_id, seq, type, at, actor_kind,
                           actor_id, body, text_sealed, prev_mac, mac)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13))
     update streams set last_seq = $5, last_mac = $13 where stream_id = $2`,
    [
      eventId,
      streamId,
      row.caseId,
      row.sideId,
      row.seq,
      row.type,
      row.at,
      row.actorKind,
      row.actorId,
      row.body,
      textSealed,
      row.prevMac,
      mac,
    ],
    "append-event",
  );
  return eventId;
}

async function lockHead(
  tx: Tx,
  streamId: string,
  caseId: string | null,
): Promise<{ lastSeq: number; lastMac: Buffer }> {
  const lock = () =>
    tx.first<{ lastSeq: number; lastMac: Buffer }>(
      `select last_seq as "lastSeq", last_mac as "lastMac" from streams where stream_id = $1 for update`,
      [streamId],
      "lock-stream",
    );
  const found = await lock();
  if (found) return found;
  await tx.run(
    `insert into streams (stream_id, case_id, last_seq, last_mac) values ($1, $2, 0, $3)
     on conflict do nothing`,
    [streamId, caseId, chainStart],
  );
  const made = await lock();
  if (!made) throw new Error(`stream ${streamId} is out of reach`);
  return made;
}

function actorIdOf(actor: Actor): string | null {
  return actor.kind === "staff" || actor.kind === "outsider" ? actor.id : null;
}
