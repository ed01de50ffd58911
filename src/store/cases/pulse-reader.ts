/** Counts what is new since a page was drawn, up to a few: bounded, so that asking every minute costs little. */
import { uuid7Floor } from "../../lib/uuid7.ts";
import type { Tx } from "../transaction.ts";
import { type Readers, readerArray } from "./queue-reader.ts";

/** More are not told apart. */
const pulseMax = 9;

/** How far back a case's own events are looked at. */
const newestEvents = 40;

/** Events of the case since then that others caused, as far as the wall shows them. */
export async function newEvents(
  tx: Tx,
  reference: string,
  own: string,
  since: Date,
): Promise<number> {
  const row = await tx.first<{ count: number }>(
    `select count(*)::int as count from (
       select e.at, e.actor_id from cases c
        cross join lateral (select at, actor_id from events where case_id = c.case_id
                             order by seq desc limit ${newestEvents}) e
        where c.reference = $1) newest
      where at > $2 and actor_id is distinct from $3`,
    [reference, since, own],
  );
  return Math.min(row?.count ?? 0, pulseMax);
}

/** Cases made since then that these readers are on, by the time in their ids. */
export async function newCases(tx: Tx, readers: Readers, since: Date): Promise<number> {
  const row = await tx.first<{ count: number }>(
    `select count(*)::int as count from (
       select distinct x.case_id
         from unnest(${readerArray(readers, 2)}) as reader (principal_id)
        cross join lateral (
          select a.case_id from case_access a
           where a.principal_id = reader.principal_id and a.case_id >= $1
             and a.side_id = staff_side()
           order by a.case_id limit ${pulseMax}) x limit ${pulseMax}) counted`,
    [uuid7Floor(since.getTime() + 1), ...readers],
    `new-cases-${readers.length}`,
  );
  return row?.count ?? 0;
}
