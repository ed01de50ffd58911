/**
 * Recomputes every stream of events: no gap, each link to the one before, each MAC, and the head
 * that the stream must end with. Holds one page of events in memory, whatever their number.
 */
import { type AccessRow, chainedAccess } from "../access/access-chain.ts";
import { type ChainedEvent, chainStart, macOf } from "../events/chain.ts";
import type { Verification } from "./verification.ts";
import { missingSubjects } from "./verify-subjects.ts";

const pageRows = 2_000;
const firstId = "00000000-0000-0000-0000-000000000000";

type StoredEvent = ChainedEvent & { readonly prevMac: Buffer; readonly mac: Buffer };

/** Returns how many events there are. */
export async function verifyChains(on: Verification): Promise<number> {
  const count = await verifyPages(on, async (before) => {
    const page = await eventsAfter(on, before);
    await missingSubjects(on, page);
    return page;
  });
  await verifyHeads(on);
  return count;
}

/** The same for the chains of what was read, searched, taken out and refused. */
export async function verifyAccessChains(on: Verification): Promise<number> {
  const unlinked = await on.tx.query<{ id: string; caseId: string | null }>(
    `select access_id as "id", case_id as "caseId" from access_events
      where stream_id is null limit 1000`,
  );
  for (const { id, caseId } of unlinked) {
    const message = "The access event is in no chain.";
    on.report({ code: "event.unlinked", stream: caseId, what: `access_events ${id}`, message });
  }
  return verifyPages(on, (before) => accessesAfter(on, before));
}

async function verifyPages(
  on: Verification,
  pageAfter: (last: StoredEvent | undefined) => Promise<StoredEvent[]>,
): Promise<number> {
  const key = on.masterKey.derive("event-chain");
  let count = 0;
  let before: StoredEvent | undefined;
  for (;;) {
    const page = await pageAfter(before);
    for (const event of page) {
      checkEvent(on, key, event, event.streamId === before?.streamId ? before : undefined);
      before = event;
    }
    count += page.length;
    if (page.length < pageRows) return count;
  }
}

async function accessesAfter(
  { tx }: Verification,
  last: StoredEvent | undefined,
): Promise<StoredEvent[]> {
  const rows = await tx.query<AccessRow & { readonly prevMac: Buffer; readonly mac: Buffer }>(
    `select access_id as "eventId", stream_id as "streamId", case_id as "caseId",
            side_id as "sideId", seq, kind, what, at, actor_kind as "actorKind",
            actor_id as "actorId", body, prev_mac as "prevMac", mac
       from access_events where (stream_id, seq) > ($1::uuid, $2)
      order by stream_id, seq limit ${pageRows}`,
    [last?.streamId ?? firstId, last?.seq ?? 0],
  );
  return rows.map((row) => ({ ...chainedAccess(row), prevMac: row.prevMac, mac: row.mac }));
}

function eventsAfter({ tx }: Verification, last: StoredEvent | undefined): Promise<StoredEvent[]> {
  return tx.query<StoredEvent>(
    `select event_id as "eventId", stream_id as "streamId", case_id as "caseId",
            side_id as "sideId", seq, type, at, actor_kind as "actorKind",
            actor_id as "actorId", body, text_sealed as "textSealed", prev_mac as "prevMac", mac
       from events where (stream_id, seq) > ($1::uuid, $2)
      order by stream_id, seq limit ${pageRows}`,
    [last?.streamId ?? firstId, last?.seq ?? 0],
  );
}

function checkEvent(
  { report }: Verification,
  key: Uint8Array,
  event: StoredEvent,
  before: StoredEvent | undefined,
): void {
  const finding = (code: string, message: string) =>
    report({ code, stream: event.streamId, what: `event ${event.seq}`, message });
  const expected = (before?.seq ?? 0) + 1;
  if (event.seq !== expected) {
    finding("event.missing", `Events ${expected} to ${event.seq - 1} are not there.`);
  } else if (!event.prevMac.equals(before?.mac ?? chainStart)) {
    finding("event.unlinked", "The event does not continue the one before it.");
  }
  if (!macOf(key, event).equals(event.mac)) {
    finding("event.altered", `The event (${event.type}) is not as it was written.`);
  }
}

/** A stream cut at its end still has a head that remembers how far it went. */
async function verifyHeads({ tx, report }: Verification): Promise<void> {
  let after = firstId;
  for (;;) {
    const rows = await tx.query<{ streamId: string; lastSeq: number; seq: number; same: boolean }>(
      `select s.stream_id as "streamId", s.last_seq as "lastSeq", coalesce(e.seq, 0) as "seq",
              s.last_mac is not distinct from coalesce(e.mac, s.last_mac) as "same"
         from streams s
         left join lateral (
           (select seq, mac from events where stream_id = s.stream_id order by seq desc limit 1)
           union all
           (select seq, mac from access_events where stream_id = s.stream_id
             order by seq desc limit 1)
           order by seq desc limit 1) e on true
        where s.stream_id > $1 order by s.stream_id limit ${pageRows}`,
      [after],
    );
    for (const { streamId, lastSeq, seq, same } of rows) {
      if (lastSeq === seq && same) continue;
      const message = `The stream's head is at ${lastSeq}, its last event is ${seq}${
        lastSeq === seq ? " and has another MAC" : ""
      }.`;
      report({ code: "stream.head", stream: streamId, what: "head", message });
    }
    const last = rows.at(-1);
    if (!last || rows.length < pageRows) break;
    after = last.streamId;
  }
  await verifyOwners({ tx, report });
}

/** Streams without a row, and rows of a stream that is no case's. */
async function verifyOwners({ tx, report }: Pick<Verification, "tx" | "report">): Promise<void> {
  const orphans = await tx.query<{ streamId: string }>(
    `select distinct e.stream_id as "streamId"
       from (select stream_id from events union all
             select stream_id from access_events where stream_id is not null) e
      where not exists (select 1 from streams s where s.stream_id = e.stream_id) limit 1000`,
  );
  for (const { streamId } of orphans) {
    const message = "The stream has events and no head.";
    report({ code: "stream.missing", stream: streamId, what: "head", message });
  }
  const caseless = await tx.query<{ streamId: string }>(
    `select s.stream_id as "streamId" from streams s
      where s.case_id is not null
        and not exists (select 1 from cases c where c.case_id = s.case_id) limit 1000`,
  );
  for (const { streamId } of caseless) {
    const message = "The case that this stream tells of is not there.";
    report({ code: "row.missing", stream: streamId, what: `cases ${streamId}`, message });
  }
}
