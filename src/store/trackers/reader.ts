/** Reads the tickets in other teams' trackers that belong to a case, from its own record. Staff alone see them. */
import type { Context } from "../context.ts";
import { eventTextPlace } from "../events/writer.ts";
import { type HeldKeys, keysFor } from "../sealing/held-keys.ts";
import { openFrom } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

export const ticketEnds = ["done", "dropped"] as const;
export type TicketEnd = (typeof ticketEnds)[number];

export interface Ticket {
  readonly ticketId: string;
  readonly at: Date;
  readonly by: string | null;
  /** Where the ticket is. */
  readonly url: string;
  /** What it is for, in the words of whoever linked it. */
  readonly what: string;
  readonly end: { readonly how: TicketEnd; readonly at: Date } | null;
  /** The tracker in which Parley opened it, and its number there; null where a person linked it. */
  readonly opened: OpenedIn | null;
}

export interface OpenedIn {
  readonly tracker: string;
  readonly id: string;
}

/** A ticket that is to be opened, and is not yet. */
export interface AskedTicket {
  /** Of the event that asked for it. */
  readonly askedId: string;
  readonly at: Date;
  readonly by: string | null;
  readonly tracker: string;
  readonly what: string;
}

export interface TicketRecord {
  /** The newest first. */
  readonly tickets: readonly Ticket[];
  readonly asked: readonly AskedTicket[];
}

/** The sealed words of an event "ticket.linked", as JSON. */
export interface TicketWords {
  readonly url: string;
  readonly what: string;
  readonly opened?: OpenedIn;
}

/** The sealed words of an event "ticket.asked", as JSON. */
export interface AskedWords {
  readonly tracker: string;
  readonly what: string;
}

interface Row {
  readonly eventId: string;
  readonly type: string;
  readonly at: Date;
  readonly by: string | null;
  readonly body: string;
  readonly sealed: Buffer | null;
}

/** The newest first; an ended one that is open again has the end that was told last. */
export async function ticketsOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: HeldKeys,
): Promise<readonly Ticket[]> {
  return (await ticketRecordOf(context, tx, caseId, held)).tickets;
}

const types = ["ticket.asked", "ticket.linked", "ticket.ended"];

/** The tickets, and those that are asked for and neither opened nor dropped yet. */
export async function ticketRecordOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: HeldKeys,
): Promise<TicketRecord> {
  const rows = await tx.query<Row>(
    `select event_id as "eventId", type, at, actor_id as "by", body, text_sealed as "sealed"
       from events where case_id = $1 and type = any ($2::text[])
      order by seq desc limit 300`,
    [caseId, types],
    "tickets-of-case",
  );
  if (rows.length === 0) return { tickets: [], asked: [] };
  const key = (await keysFor(context, tx, [caseId], held)).get(caseId);
  if (!key) return { tickets: [], asked: [] };
  const wordsOf = ({ eventId, sealed }: Row) => {
    const text = sealed && openFrom(key, eventTextPlace(eventId), sealed).toString();
    // Of erased words only the note that they were erased is left.
    return text?.startsWith("{") ? (JSON.parse(text) as object) : null;
  };
  const ends = endsOf(rows);
  const opened = new Set(rows.map(({ body }) => (JSON.parse(body) as { asked?: string }).asked));
  const tickets = rows.flatMap((row): Ticket[] => {
    const words = row.type === "ticket.linked" ? (wordsOf(row) as TicketWords | null) : null;
    if (!words) return [];
    const { eventId: ticketId, at, by } = row;
    const end = ends.get(ticketId) ?? null;
    return [{ ticketId, at, by, ...words, opened: words.opened ?? null, end }];
  });
  const asked = rows.flatMap((row): AskedTicket[] => {
    const { eventId: askedId, at, by } = row;
    const isOver = row.type !== "ticket.asked" || opened.has(askedId) || ends.has(askedId);
    const words = isOver ? null : (wordsOf(row) as AskedWords | null);
    return words ? [{ askedId, at, by, ...words }] : [];
  });
  return { tickets, asked };
}

function endsOf(rows: readonly Row[]): Map<string, { how: TicketEnd; at: Date }> {
  return new Map(
    rows
      .filter(({ type }) => type === "ticket.ended")
      .map(({ body, at }) => {
        const { ticket, how } = JSON.parse(body) as { ticket: string; how: TicketEnd };
        return [ticket, { how, at }] as const;
      }),
  );
}

/** Open cases that have tickets which Parley opened, by id; 200 at a time. For the worker alone. */
export async function casesWithOpenedTickets(tx: Tx, after: string): Promise<string[]> {
  const rows = await tx.query<{ caseId: string }>(
    `select distinct e.case_id as "caseId" from events e join cases c on c.case_id = e.case_id
      where e.type = 'ticket.linked' and e.actor_kind = 'system' and e.case_id > $1
        and c.closed_at is null
      order by e.case_id limit 200`,
    [after],
  );
  return rows.map(({ caseId }) => caseId);
}
