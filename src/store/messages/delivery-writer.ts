/** Owes mails, and writes what became of them. The Message-ID is made once: a retry is the same mail. */
import type { DeliveryState, ResendWay } from "../../core/mail/delivery-fate.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { identityObject } from "../parties/reader.ts";
import { keyOf, sealJson } from "../sealing/object-keys.ts";
import { insertState, type StateRow, updateState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";

export interface NewDelivery {
  readonly deliveryId: string;
  readonly caseId: string;
  readonly messageId: string;
  readonly partyId: string;
  /** The domain of the Message-ID. */
  readonly mailDomain: string;
  readonly again?: {
    /** The delivery that this one sends again. */
    readonly resends: string;
    readonly way: ResendWay;
    /** Only for the way "address". */
    readonly address?: string | undefined;
  };
}

/** Where another address of a party is sealed, for one mail: with the identity, and it goes with it. */
export function addressPlace(deliveryId: string) {
  return { table: "deliveries", column: `address ${deliveryId}` };
}

export async function addDelivery(
  context: Context,
  tx: Tx,
  delivery: NewDelivery,
  eventId: EventId,
): Promise<void> {
  const { deliveryId, partyId, again } = delivery;
  const place = addressPlace(deliveryId);
  const sealed = again?.address
    ? sealJson(context, await keyOf(context, tx, identityObject(partyId)), place, {
        address: again.address,
      })
    : null;
  // 128 random bits: who names this mail has it, or was given it by a server on its way. Reports of
  // what became of it are believed for that alone.
  const token = Buffer.from(context.randomBytes(16)).toString("hex");
  await insertState(context, tx, "deliveries", {
    delivery_id: deliveryId,
    case_id: delivery.caseId,
    side_id: partyId,
    message_id: delivery.messageId,
    party_id: partyId,
    mail_id: `<${token}@${delivery.mailDomain}>`,
    state: "owed",
    encrypted: null,
    attempts: 0,
    code: null,
    owed_at: context.now(),
    sent_at: null,
    last_event_id: eventId,
    ...(again ? { resends: again.resends, way: again.way, address_sealed: sealed } : {}),
  });
}

/** What a change of a delivery may say; what is left out stays. */
export interface DeliveryChange {
  readonly state?: DeliveryState;
  readonly encrypted?: boolean | null;
  readonly attempts?: number;
  readonly code?: string | null;
  readonly sentAt?: Date;
  readonly nextTryAt?: Date | null;
  readonly tryingSince?: Date | null;
  readonly unsureTries?: number;
  readonly leftAs?: "encrypted" | "plain" | "pointer";
  readonly toldAt?: Date;
  readonly reportId?: string;
}

const columns = {
  state: "state",
  encrypted: "encrypted",
  attempts: "attempts",
  code: "code",
  sentAt: "sent_at",
  nextTryAt: "next_try_at",
  tryingSince: "trying_since",
  unsureTries: "unsure_tries",
  leftAs: "left_as",
  toldAt: "told_at",
  reportId: "report_id",
} as const satisfies Record<keyof DeliveryChange, string>;

/** `eventId` is the event that tells of the change, or the last one where nothing is to be told. */
export async function changeDelivery(
  context: Context,
  tx: Tx,
  deliveryId: string,
  change: DeliveryChange,
  eventId: EventId,
): Promise<void> {
  const given = Object.entries(change) as [keyof DeliveryChange, StateRow[string]][];
  const values = Object.fromEntries(given.map(([name, value]) => [columns[name], value]));
  const row = { ...values, last_event_id: eventId };
  await updateState(context, tx, "deliveries", { delivery_id: deliveryId }, row);
}
