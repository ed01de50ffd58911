/** Reads how duty was handed over, and what the sheet for it lists: behind the reader's wall. */
import type { RecordEntry } from "../../core/duty/urgency.ts";
import { type Readers, readerArray } from "../cases/queue-reader.ts";
import type { Context } from "../context.ts";
import { openFrom, unwrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

/** Who may open a hand-over's key: its table itself. */
export const handOverHolder = "hand_overs";
export const notesPlace = { table: "hand_overs", column: "notes_sealed" } as const;

export interface HandOver {
  readonly handOverId: string;
  readonly fromId: string;
  readonly toId: string;
  readonly at: Date;
  readonly notes: string;
}

/** One's own, given and taken, the newest first; at most 10. */
export async function handOvers(context: Context, tx: Tx): Promise<HandOver[]> {
  const rows = await tx.query<
    Omit<HandOver, "notes"> & { sealed: Buffer; wrapped: Buffer; masterKeyId: string }
  >(
    `select hand_over_id as "handOverId", from_id as "fromId", to_id as "toId", handed_at as "at",
            notes_sealed as "sealed", key_wrapped as "wrapped", master_key_id as "masterKeyId"
       from hand_overs order by handed_at desc, hand_over_id limit 10`,
  );
  return rows.map(({ sealed, wrapped, masterKeyId, ...rest }) => {
    const key = unwrapKey(context, rest.handOverId, handOverHolder, { wrapped, masterKeyId });
    return { ...rest, notes: openFrom(key, notesPlace, sealed).toString() };
  });
}

const lookedAt = 5_000;

/** The reader's open cases of a lane, from the index that lists are driven from. */
function casesIn(lane: 1 | 2, readers: Readers, first: number): string {
  return `select distinct x.case_id, x.due_at
       from unnest(${readerArray(readers, first)}) as reader (principal_id)
      cross join lateral (
        select a.case_id, a.due_at from case_access a
         where a.principal_id = reader.principal_id and a.lane = ${lane} and a.side_id = staff_side()
         order by a.due_at, a.case_id limit ${lookedAt}) x`;
}

export interface WaitingCase {
  readonly caseId: string;
  readonly reference: string;
  readonly waitingOn: string;
  readonly waitingFor: string | null;
  readonly since: Date | null;
  readonly ownerId: string | null;
}

/** Cases that wait for somebody else, the longest first; at most 50. */
export function waitingCases(tx: Tx, readers: Readers): Promise<WaitingCase[]> {
  return tx.query<WaitingCase>(
    `select c.case_id as "caseId", c.reference, c.waiting_on as "waitingOn",
            c.waiting_for as "waitingFor", c.waiting_since as "since", c.owner_id as "ownerId"
       from (${casesIn(2, readers, 1)}) mine join cases c on c.case_id = mine.case_id
      order by c.waiting_since nulls last, c.case_id limit 50`,
    [...readers],
    `hand-over-waiting-${readers.length}`,
  );
}

export interface CaseAlarm extends RecordEntry {
  readonly reference: string;
}

/** Kinds of events that were an alarm to somebody. */
const alarmTypes = [
  "clock.overdue",
  "delivery.alarmed",
  "duty.silent-entity",
  "duty.unanswered",
  "duty.unowned",
  "duty.woken",
  "glass.broken",
  "tray.alarmed",
];

/** Alarms of the reader's open cases since then, the newest first; at most 100. */
export async function alarmsSince(tx: Tx, readers: Readers, since: Date): Promise<CaseAlarm[]> {
  const rows = await tx.query<Omit<CaseAlarm, "body"> & { body: string }>(
    `select e.event_id as "eventId", e.type, e.at, e.body, c.reference
       from (${casesIn(1, readers, 3)} union ${casesIn(2, readers, 3)}) mine
       join cases c on c.case_id = mine.case_id
       join events e on e.case_id = mine.case_id
      where c.updated_at >= $1 and e.type = any ($2::text[]) and e.at >= $1
      order by e.at desc, e.event_id desc limit 100`,
    [since, alarmTypes, ...readers],
    `hand-over-alarms-${readers.length}`,
  );
  return rows.map(({ body, ...row }) => ({ ...row, body: JSON.parse(body) as CaseAlarm["body"] }));
}
