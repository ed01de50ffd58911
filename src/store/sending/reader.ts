/** Reads what was chosen on how letters to the parties of a case leave. */
import type { Tx } from "../transaction.ts";

export type SendingKind = "plain-agreed" | "plain-declined" | "to-expired";

export interface SendingChoice {
  readonly choiceId: string;
  readonly partyId: string;
  readonly kind: SendingKind;
  /** The one message that it is about; null where it holds for every letter. */
  readonly messageId: string | null;
  readonly at: Date;
}

/** Where a colleague's reason is sealed, under the party's key. */
export function reasonPlace(choiceId: string) {
  return { table: "sending_choices", column: `reason ${choiceId}` };
}

/** The newest first. */
export async function sendingChoicesOf(tx: Tx, caseId: string): Promise<SendingChoice[]> {
  return tx.query<SendingChoice>(
    `select choice_id as "choiceId", side_id as "partyId", kind, message_id as "messageId", at
       from sending_choices where case_id = $1 order by at desc, choice_id desc limit 500`,
    [caseId],
    "sending-choices-of-case",
  );
}

/** When the party was asked whether we may answer unencrypted; undefined where it was not. */
export async function askedForPlain(
  tx: Tx,
  caseId: string,
  partyId: string,
): Promise<{ at: Date; mailId: string } | undefined> {
  return tx.first(
    `select e.at, d.mail_id as "mailId"
       from events e join deliveries d on d.delivery_id = (e.body::jsonb ->> 'mail')::uuid
      where e.case_id = $1 and e.type = 'plain.asked' and e.side_id = $2
      order by e.at, e.event_id limit 1`,
    [caseId, partyId],
    "asked-for-plain",
  );
}
