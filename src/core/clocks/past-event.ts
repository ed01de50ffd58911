/** An event of a case's record as clocks saw it when it happened. Decides only; reads no record. */
import { staffSide } from "../cases/sides.ts";
import type { ClockEvent } from "./clock.ts";

/** What the record keeps of an event: ids, codes and instants in its body. */
export type PastEvent = {
  eventId: string;
  /** Who may see it: the staff side or one party's. */
  sideId: string;
  type: string;
  at: Date;
  actorKind: string;
  body: Readonly<Record<string, unknown>>;
};

/**
 * An event on the staff side that names no party is taken for one towards the case's only party; a
 * subject that it does not name is left open.
 */
export function pastClockEvent(
  { eventId, sideId, type, at, actorKind, body }: PastEvent,
  on: { caseId: string; onlyParty: string | undefined },
): ClockEvent {
  const text = (name: string) => {
    const value = body[name];
    return typeof value === "string" ? value : undefined;
  };
  const owedTo = text("partyId") ?? unnamed(text("towards"), sideId, on.onlyParty);
  const subjectId =
    text("subjectId") ?? text("reportId") ?? text("remedyId") ?? questionOf(type, text);
  const agreed = text("until") ?? text("promisedFor");
  const takesBack = text("takesBack");
  const tellsAnew = text("tellsAnew");
  // The acknowledgement writes itself; whatever else a task sent, a person had decided or written.
  const isAutomatic = actorKind === "system" && type === "acknowledgement.sent";
  return {
    type,
    id: eventId,
    at: new Date(text("happenedAt") ?? text("receivedAt") ?? at),
    by: isAutomatic ? "automatic" : "person",
    caseId: on.caseId,
    ...(owedTo ? { owedTo } : {}),
    ...(subjectId ? { subjectId } : {}),
    ...(agreed ? { agreed: new Date(agreed) } : {}),
    ...(takesBack ? { takesBack } : {}),
    ...(Array.isArray(body.toldAnew) ? { toldAnew: body.toldAnew.map(String) } : {}),
    ...(tellsAnew ? { tellsAnew } : {}),
    ...(Array.isArray(body.exceptions) ? { exceptions: body.exceptions.map(String) } : {}),
  };
}

/**
 * A fact that people recorded says whose promises it turned: those that no party sees must not come
 * back on a party's side.
 */
function unnamed(towards: string | undefined, sideId: string, onlyParty: string | undefined) {
  if (towards === "staff") return staffSide;
  if (towards === "all") return undefined;
  return sideId === staffSide ? onlyParty : sideId;
}

/** A question's subject is the message that asked it. */
function questionOf(type: string, text: (name: string) => string | undefined) {
  return type === "question.asked" ? text("messageId") : text("question");
}
