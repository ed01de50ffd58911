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
}

/** The sealed words of an event "ticket.linked", as JSON. */
export interface TicketWords {
  readonly url: string;
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
): Promise<Ticket[]> {
  const rows = await tx.query<Row>(
    `select event_id as "eventId", type, at, actor_id as "by", body, text_sealed as "sealed"
       from events where case_id = $1 and type in ('ticket.linked', 'ticket.ended')
      order by seq desc limit 200`,
    [caseId],
  );
  const key = (await keysFor(context, tx, [caseId], held)).get(caseId);
  if (!key) return [];
  const ends = new Map(
    rows
      .filter(({ type }) => type === "ticket.ended")
      .map(({ body, at }) => {
        const { ticket, how } = JSON.parse(body) as { ticket: string; how: TicketEnd };
        return [ticket, { how, at }] as const;
      }),
  );
  return rows.flatMap(({ eventId: ticketId, type, at, by, sealed }) => {
    if (type !== "ticket.linked" || !sealed) return [];
    const words = openFrom(key, eventTextPlace(ticketId), sealed).toString();
    return [
      { ticketId, at, by, ...(JSON.parse(words) as TicketWords), end: ends.get(ticketId) ?? null },
    ];
  });
}
