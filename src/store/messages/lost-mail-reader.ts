/** Mails that did not arrive and that nobody has sent again: what somebody still has to look at. */
import type { Tx } from "../transaction.ts";

export interface LostMail {
  readonly deliveryId: string;
  readonly caseId: string;
  readonly reference: string;
  readonly ownerId: string | null;
  readonly messageId: string;
  /** The kind of its message. */
  readonly template: string;
  /** What staff call its party. */
  readonly pseudonym: string;
  readonly state: "bounced" | "failed";
  readonly code: string | null;
  /** When it was known. */
  readonly at: Date;
}

/** More are not shown: whoever has so many has a mail server to mend. */
export const lostMailsMax = 200;

// What its party read in the portal has arrived by another way; a second mail has a fate of its own.
const lostOf = (owner: string) => `from deliveries d
  join cases c on c.case_id = d.case_id and c.erased_at is null
  join messages m on m.message_id = d.message_id and m.read_at is null
 where d.state in ('bounced', 'failed') and (${owner}::uuid is null or c.owner_id = ${owner})
   and not exists (select 1 from deliveries again where again.resends = d.delivery_id)`;

/** The newest first, as far as the actor's wall shows them; of one owner, or of all. */
export async function lostMails(tx: Tx, ownerId: string | null): Promise<LostMail[]> {
  return tx.query<LostMail>(
    `select d.delivery_id as "deliveryId", d.case_id as "caseId", c.reference,
            c.owner_id as "ownerId", d.message_id as "messageId", m.template,
            (select p.pseudonym from parties p where p.party_id = d.party_id) as "pseudonym",
            d.state, d.code, coalesce(d.told_at, d.sent_at, d.owed_at) as "at"
       ${lostOf("$1")} order by "at" desc, d.delivery_id limit ${lostMailsMax}`,
    [ownerId],
  );
}

/** SQL: how many of that owner's (a parameter such as "$2"), counted up to 100. */
export const lostMailCount = (owner: string): string =>
  `select count(*)::int from (select 1 ${lostOf(owner)} limit 100) as waiting`;

export interface MailCounts {
  /** How many mails stand in each state. */
  readonly states: Readonly<Record<string, number>>;
  /** When the oldest mail was owed that nobody has taken; null where none waits. */
  readonly oldestOwedAt: Date | null;
}

/** For the metrics: the worker sees all cases. */
export async function countMails(tx: Tx): Promise<MailCounts> {
  const rows = await tx.query<{ state: string; count: number }>(
    `select state, count(*)::int as "count" from deliveries group by state limit 20`,
  );
  const oldest = await tx.first<{ at: Date | null }>(
    `select min(owed_at) as "at" from deliveries
      where sent_at is null and state in ('owed', 'delayed')`,
  );
  return {
    states: Object.fromEntries(rows.map(({ state, count }) => [state, count])),
    oldestOwedAt: oldest?.at ?? null,
  };
}
