/** Which reports a support agent filed, and so which parties they are: behind their own wall. */
import { ticketReference } from "../../core/mail/outside-references.ts";
import type { Context } from "../context.ts";
import { referenceHash } from "../references/reader.ts";
import type { Tx } from "../transaction.ts";

export interface Filing {
  readonly partyId: string;
  readonly caseId: string;
  readonly filedAt: Date;
  /** What the customer brought; null of what was filed before that was asked. */
  readonly asked: "report" | "question" | null;
  /** The customer of the catalogue; null where none was named. */
  readonly customerId: string | null;
}

/** Finds the desk's ticket again, however it is spaced. */
export function ticketHash(context: Pick<Context, "masterKey">, ticket: string): Buffer {
  return referenceHash(context, ticketReference(ticket));
}

/**
 * The newest first; at most 30. Only one's own, also for somebody who is on such a case; of a program
 * only what its token sent. With a ticket only what was filed under it.
 */
export async function ownFilings(
  context: Pick<Context, "masterKey">,
  tx: Tx,
  ticket?: string,
): Promise<Filing[]> {
  const { actor } = tx;
  const tokenId = actor.kind === "staff" ? (actor.tokenId ?? null) : null;
  return tx.query<Filing>(
    `select party_id as "partyId", case_id as "caseId", filed_at as "filedAt", asked,
            customer_id as "customerId"
       from support_filings
      where person_id = any (current_principals())
        and ($1::uuid is null or token_id = $1) and ($2::bytea is null or ticket_hash = $2)
      order by filed_at desc, party_id limit 30`,
    [tokenId, ticket ? ticketHash(context, ticket) : null],
  );
}
