/** Reads which messages their party was pointed to and has not been given in words since. */
import type { DeliveryState } from "../../core/mail/delivery-fate.ts";
import type { Tx } from "../transaction.ts";

/** Code of a mail that was to bring the words after a pointer, and again may not. */
export const pointedCode = "pointed";

export interface PointedDelivery {
  readonly deliveryId: string;
  readonly messageId: string;
  readonly state: DeliveryState;
  /** Whether the pointer went to another address than the party's own. */
  readonly elsewhere: boolean;
}

/** The newest mail of each message that left as a pointer alone and was not read since; the oldest first. */
export async function pointedTo(
  tx: Tx,
  caseId: string,
  partyId: string,
): Promise<PointedDelivery[]> {
  return tx.query<PointedDelivery>(
    `select d.delivery_id as "deliveryId", d.message_id as "messageId", d.state,
            d.address_sealed is not null as "elsewhere"
       from deliveries d join messages m on m.message_id = d.message_id
      where d.case_id = $1 and d.party_id = $2
        and (d.left_as = 'pointer' and d.sent_at is not null
               and d.state in ('sent', 'delayed', 'delivered')
             or d.state = 'withheld' and d.code = $3)
        and m.read_at is null and m.withdrawn_at is null
        and not exists (select 1 from deliveries later where later.resends = d.delivery_id)
      order by d.owed_at, d.delivery_id limit 200`,
    [caseId, partyId, pointedCode],
    "pointed-to",
  );
}
