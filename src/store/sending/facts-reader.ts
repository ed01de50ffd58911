/** Reads what decides how letters to the parties of a case may leave, as far as the actor's wall shows it. */
import type { PlainAnswer, WroteBy } from "../../core/mail/may-leave.ts";
import type { Tx } from "../transaction.ts";

export interface SendingFacts {
  readonly wrote: WroteBy;
  readonly answered: PlainAnswer;
  /** When the party agreed or declined; null where it did neither. */
  readonly answeredAt: Date | null;
  /** Messages that may go to an expired key; null stands for every letter. */
  readonly toExpired: readonly (string | null)[];
  /** Whether a key waits to be confirmed. */
  readonly hasOffer: boolean;
  /** Whether the party has a code that opens its portal. */
  readonly hasCode: boolean;
}

interface Row {
  readonly partyId: string;
  readonly encrypted: boolean | null;
  readonly mailed: boolean | null;
  readonly said: "plain-agreed" | "plain-declined" | null;
  readonly saidAt: Date | null;
  readonly asked: boolean;
  readonly toExpired: readonly (string | null)[];
  readonly hasOffer: boolean;
  readonly hasCode: boolean;
}

/** The facts of one party; those of a party that the actor does not see are as if it had done nothing. */
export async function sendingFactsOf(
  tx: Tx,
  caseId: string,
  partyId: string,
): Promise<SendingFacts> {
  return (await sendingFactsOfCase(tx, caseId, partyId)).get(partyId) ?? nothingDone;
}

const nothingDone: SendingFacts = {
  wrote: "site",
  answered: "never-asked",
  answeredAt: null,
  toExpired: [],
  hasOffer: false,
  hasCode: false,
};

/**
 * The facts of every party of the case, or of one, by the party's id. What was chosen for the key
 * before the one in use is over.
 */
export async function sendingFactsOfCase(
  tx: Tx,
  caseId: string,
  partyId: string | null = null,
): Promise<Map<string, SendingFacts>> {
  const rows = await tx.query<Row>(
    `select p.party_id as "partyId", w.encrypted, w.mailed, a.kind as "said", a.at as "saidAt",
            a.kind is null and exists (
              select 1 from events e
                join deliveries d on d.delivery_id = (e.body::jsonb ->> 'mail')::uuid
               where e.case_id = $1 and e.type = 'plain.asked' and e.side_id = p.party_id) as "asked",
            array(
              select s.message_id from sending_choices s
               where s.case_id = $1 and s.side_id = p.party_id and s.kind = 'to-expired'
                 and s.at > coalesce((
                   select max(k.at) from party_key_states k
                    where k.side_id = p.party_id and k.state = 'confirmed'), '-infinity')
               order by s.at desc, s.choice_id desc limit 500) as "toExpired",
            exists (
              select 1 from (
                select distinct on (key_id) state, source from party_key_states
                 where side_id = p.party_id order by key_id, at desc, entry_id desc) o
               where o.state = 'offered' and o.source <> 'known') as "hasOffer",
            exists (
              select 1 from receipts c
               where c.party_id = p.party_id and c.kind = 'code' and c.expires_at is null) as "hasCode"
       from parties p
       left join lateral (
         select kind, at from sending_choices
          where case_id = $1 and side_id = p.party_id and kind <> 'to-expired'
          order by at desc, choice_id desc limit 1) a on true
       left join lateral (
         select bool_or(encrypted) as encrypted, bool_or(mailed) as mailed from (
           select encrypted, channel in ('mail', 'import') as mailed from reports
            where case_id = $1 and side_id = p.party_id
           union all
           select encrypted, original_sealed is not null or original_file is not null from messages
            where case_id = $1 and side_id = p.party_id and direction = 'in') ways) w on true
      where p.case_id = $1 and ($2::uuid is null or p.party_id = $2) limit 1000`,
    [caseId, partyId],
    "sending-facts",
  );
  return new Map(rows.map((row) => [row.partyId, factsOf(row)]));
}

function factsOf(row: Row): SendingFacts {
  return {
    wrote: wroteBy(row),
    answered: answerOf(row),
    answeredAt: row.saidAt,
    toExpired: row.toExpired,
    hasOffer: row.hasOffer,
    hasCode: row.hasCode,
  };
}

/** The most protective way that the party has used. */
function wroteBy({ encrypted, mailed }: Row): WroteBy {
  if (encrypted) return "encrypted";
  return mailed ? "plain" : "site";
}

function answerOf({ said, asked }: Row): PlainAnswer {
  if (said === "plain-agreed") return "agreed";
  if (said === "plain-declined") return "declined";
  return asked ? "asked" : "never-asked";
}
