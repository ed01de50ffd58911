/** Reads what happened on a case as clocks would have seen it, for promises that begin in the past. */
import type { ClockEvent } from "../../core/clocks/clock.ts";
import { type PastEvent, pastClockEvent } from "../../core/clocks/past-event.ts";
import type { Tx } from "../transaction.ts";

/** The first 2,000 events of the case, oldest first. */
export async function historyOf(tx: Tx, caseId: string): Promise<ClockEvent[]> {
  const parties = await tx.query<{ partyId: string }>(
    `select party_id as "partyId" from parties where case_id = $1 order by party_id limit 2`,
    [caseId],
  );
  const onlyParty = parties.length === 1 ? parties[0]?.partyId : undefined;
  const rows = await tx.query<Omit<PastEvent, "body"> & { body: string }>(
    `select event_id as "eventId", side_id as "sideId", type, at, actor_kind as "actorKind", body
       from events where case_id = $1 order by seq limit 2000`,
    [caseId],
  );
  return rows.map(({ body, ...row }) =>
    pastClockEvent({ ...row, body: JSON.parse(body) as PastEvent["body"] }, { caseId, onlyParty }),
  );
}
