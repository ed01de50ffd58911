/** Reads deliveries: for the task that sends them, and for reports that name one. */
import type { DeliveryState, ResendWay } from "../../core/mail/delivery-fate.ts";
import type { Context } from "../context.ts";
import { identityObject } from "../parties/reader.ts";
import { keysOf, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { addressPlace } from "./delivery-writer.ts";
import { type MessageContent, messagePlace } from "./writer.ts";

export interface Delivery {
  readonly deliveryId: string;
  readonly caseId: string;
  readonly messageId: string;
  readonly partyId: string;
  readonly mailId: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly code: string | null;
  readonly owedAt: Date;
  readonly sentAt: Date | null;
  readonly nextTryAt: Date | null;
  /** A try that began and whose end is not recorded. */
  readonly tryingSince: Date | null;
  readonly unsureTries: number;
  /** What of it left, or was to leave with the try that began last. */
  readonly leftAs: "encrypted" | "plain" | "pointer" | null;
  readonly resends: string | null;
  /** How it is sent again; null for a first mail. */
  readonly way: ResendWay | null;
  readonly lastEventId: string;
}

const columns = `delivery_id as "deliveryId", case_id as "caseId", message_id as "messageId",
  party_id as "partyId", mail_id as "mailId", state, attempts, code, owed_at as "owedAt",
  sent_at as "sentAt", next_try_at as "nextTryAt", trying_since as "tryingSince",
  coalesce(unsure_tries, 0) as "unsureTries", left_as as "leftAs", resends, way, last_event_id as "lastEventId"`;

/** One that sends another again is newer, also where both are of the same instant. */
export const newestFirst = "order by owed_at desc, resends is not null desc, delivery_id desc";

export async function deliveryOf(tx: Tx, deliveryId: string): Promise<Delivery | undefined> {
  return tx.first<Delivery>(`select ${columns} from deliveries where delivery_id = $1`, [
    deliveryId,
  ]);
}

/** The delivery that sends this one again; undefined where none does. */
export async function resentAs(tx: Tx, deliveryId: string): Promise<string | undefined> {
  const row = await tx.first<{ deliveryId: string }>(
    `select delivery_id as "deliveryId" from deliveries where resends = $1`,
    [deliveryId],
  );
  return row?.deliveryId;
}

/** The address that this mail alone goes to; undefined where it goes to the party's own. */
export async function otherAddressOf(
  context: Context,
  tx: Tx,
  { deliveryId, partyId }: Pick<Delivery, "deliveryId" | "partyId">,
): Promise<string | undefined> {
  const row = await tx.first<{ sealed: Buffer | null }>(
    `select address_sealed as "sealed" from deliveries where delivery_id = $1`,
    [deliveryId],
  );
  if (!row?.sealed) return undefined;
  const objectId = identityObject(partyId);
  const key = (await keysOf(context, tx, [objectId])).get(objectId);
  return key && openJson<{ address: string }>(key, addressPlace(deliveryId), row.sealed).address;
}

/**
 * The delivery that one of these Message-IDs or envelope ids is of. Both hold 128 bits that nobody
 * guesses; a mail of several deliveries of ours names the newest.
 */
export async function deliveryNamed(
  tx: Tx,
  named: { readonly mailIds: readonly string[]; readonly envelopeIds: readonly string[] },
): Promise<Delivery | undefined> {
  return tx.first<Delivery>(
    `select ${columns} from deliveries
      where mail_id = any ($1::text[]) or split_part(mail_id, '@', 1) = any ($2::text[])
      order by owed_at desc, delivery_id desc limit 1`,
    [named.mailIds, named.envelopeIds.map((id) => `<${id}`)],
  );
}

/**
 * Late mails that nobody took, that no try runs for and none is planned. A page of them, the oldest first,
 * behind the one that the last ended with.
 */
export async function stalledSince(
  tx: Tx,
  { owedBefore, quietSince }: { owedBefore: Date; quietSince: Date },
  after?: Pick<Delivery, "owedAt" | "deliveryId">,
): Promise<Delivery[]> {
  return tx.query<Delivery>(
    `select ${columns} from deliveries
      where sent_at is null and state in ('owed', 'delayed') and owed_at <= $1
        and coalesce(next_try_at, owed_at) < $2 and coalesce(trying_since, owed_at) < $2
        and ($3::timestamptz is null or (owed_at, delivery_id) > ($3, $4::uuid))
      order by owed_at, delivery_id limit 200`,
    [owedBefore, quietSince, after?.owedAt ?? null, after?.deliveryId ?? null],
  );
}

/** A mail of ours as staff are shown it beside its message. */
export interface MailView extends Delivery {
  /** When a server last told us of it, and in which words. */
  readonly toldAt: Date | null;
  readonly said: string | null;
  /** The message that keeps what the server sent. */
  readonly reportId: string | null;
  /** Whether another one sends it again. */
  readonly resent: boolean;
}

type StoredMail = Omit<MailView, "said"> & { sealed: Buffer | null };

/** The newest 400 mails of a case, by message, oldest first. */
export async function mailsOfCase(
  context: Context,
  tx: Tx,
  caseId: string,
): Promise<Map<string, MailView[]>> {
  const rows = await tx.query<StoredMail>(
    `select d.*, r.content_sealed as "sealed" from (
       select ${columns}, report_id as "reportId", told_at as "toldAt",
              exists (select 1 from deliveries again where again.resends = deliveries.delivery_id) as "resent"
         from deliveries where case_id = $1 ${newestFirst} limit 400) d
       left join messages r on r.message_id = d."reportId"`,
    [caseId],
    "mails-of-case",
  );
  const told = rows.filter(({ sealed }) => sealed !== null).map(({ partyId }) => partyId);
  const keys = await keysOf(context, tx, [...new Set(told)]);
  const views = rows.map(({ sealed, ...row }): MailView => {
    const { reportId } = row;
    const key = keys.get(row.partyId);
    const opened =
      key && sealed && reportId
        ? openJson<MessageContent>(key, messagePlace(reportId), sealed).text
        : "";
    return { ...row, said: opened === "" ? null : opened };
  });
  return Map.groupBy(views.reverse(), ({ messageId }) => messageId);
}
