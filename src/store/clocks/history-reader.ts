/** Reads what happened on a case as clocks would have seen it, for promises that begin in the past. */
import { staffSide } from "../../core/cases/sides.ts";
import type { ClockEvent } from "../../core/clocks/clock.ts";
import type { EventView } from "../events/reader.ts";
import type { Tx } from "../transaction.ts";

/**
 * The first 2,000 events of the case, oldest first. An event on the staff side that names no party
 * is taken for one towards the case's only party; a subject that it does not name is left open.
 */
export async function historyOf(tx: Tx, caseId: string): Promise<ClockEvent[]> {
  const parties = await tx.query<{ partyId: string }>(
    `select party_id as "partyId" from parties where case_id = $1 order by party_id limit 2`,
    [caseId],
  );
  const onlyParty = parties.length === 1 ? parties[0]?.partyId : undefined;
  const rows = await tx.query<Omit<EventView, "body"> & { body: string }>(
    `select event_id as "eventId", side_id as "sideId", type, at, actor_kind as "actorKind", body
       from events where case_id = $1 order by seq limit 2000`,
    [caseId],
  );
  return rows.map(({ body, ...row }) =>
    clockEventOf(caseId, { ...row, body: JSON.parse(body) as EventView["body"] }, onlyParty),
  );
}

function clockEventOf(
  caseId: string,
  { eventId, sideId, type, at, actorKind, body }: Omit<EventView, "caseId" | "seq" | "actorId">,
  onlyParty: string | undefined,
): ClockEvent {
  const text = (name: string) => (typeof body[name] === "string" ? body[name] : undefined);
  const owedTo = text("partyId") ?? (sideId === staffSide ? onlyParty : sideId);
  const subjectId =
    text("subjectId") ?? text("reportId") ?? text("remedyId") ?? questionOf(type, text);
  const agreed = text("until") ?? text("promisedFor");
  // The acknowledgement writes itself; whatever else a task sent, a person had decided or written.
  const isAutomatic = actorKind === "system" && type === "acknowledgement.sent";
  return {
    type,
    id: eventId,
    at: new Date(text("happenedAt") ?? text("receivedAt") ?? at),
    by: isAutomatic ? "automatic" : "person",
    caseId,
    ...(owedTo ? { owedTo } : {}),
    ...(subjectId ? { subjectId } : {}),
    ...(agreed ? { agreed: new Date(agreed) } : {}),
  };
}

/** A question's subject is the message that asked it. */
function questionOf(type: string, text: (name: string) => string | undefined) {
  return type === "question.asked" ? text("messageId") : text("question");
}
