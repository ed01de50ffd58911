/** Reads what waits for a usable key of a party. */
import type { Tx } from "../transaction.ts";

export interface WithheldDelivery {
  readonly deliveryId: string;
  readonly messageId: string;
  readonly partyId: string;
  readonly code: string;
}

/** Deliveries to a party that were withheld with one of these codes and not sent since; the oldest first. */
export async function withheldForKey(
  tx: Tx,
  caseId: string,
  partyId: string | null,
  codes: readonly string[],
): Promise<WithheldDelivery[]> {
  return tx.query<WithheldDelivery>(
    `select d.delivery_id as "deliveryId", d.message_id as "messageId", d.party_id as "partyId", d.code
       from deliveries d
      where d.case_id = $1 and ($2::uuid is null or d.party_id = $2) and d.state = 'withheld'
        and d.code = any ($3::text[])
        and not exists (select 1 from deliveries later where later.resends = d.delivery_id)
      order by d.owed_at, d.delivery_id limit 200`,
    [caseId, partyId, codes],
    "withheld-for-key",
  );
}

/** When the newest message of that kind was written to a party; undefined where none was. */
export async function newestOfTemplate(
  tx: Tx,
  caseId: string,
  partyId: string,
  template: string,
): Promise<Date | undefined> {
  const row = await tx.first<{ at: Date }>(
    `select at from messages where case_id = $1 and side_id = $2 and template = $3
      order by at desc limit 1`,
    [caseId, partyId, template],
  );
  return row?.at;
}
