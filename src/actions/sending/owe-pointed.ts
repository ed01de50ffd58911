/**
 * Owes the words for which a pointer left, once they may leave themselves: as a mail of their own, each
 * once. What its party has read in the portal is not sent again.
 */
import { kindOf, plainKindsOf } from "../../core/mail/kind-of-message.ts";
import { mayLeave } from "../../core/mail/may-leave.ts";
import type { Context } from "../../store/context.ts";
import type { EventId } from "../../store/events/writer.ts";
import { messageContentOf } from "../../store/messages/correspondence-reader.ts";
import { otherAddressOf } from "../../store/messages/delivery-reader.ts";
import { changeDelivery } from "../../store/messages/delivery-writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { type SendingFacts, sendingFactsOf } from "../../store/sending/facts-reader.ts";
import { type PointedDelivery, pointedTo } from "../../store/sending/pointed-reader.ts";
import { oweMail } from "../messages/owe-mail.ts";
import type { Desk } from "../on-case.ts";

export interface Pointed {
  readonly partyId: string;
  /** What changed: a key can be used, or the party agreed to plain answers. */
  readonly because: "key" | "agreed";
  readonly messageId?: string | undefined;
  readonly deliveryId?: string | undefined;
}

/** How many are owed. */
export async function owePointed(
  context: Context,
  desk: Desk,
  of: Pointed,
  eventId: EventId,
): Promise<number> {
  const { caseId } = desk.head;
  const { partyId, messageId, deliveryId } = of;
  const all = await pointedTo(desk.tx, caseId, partyId);
  const chosen = all.filter(
    (each) =>
      (!messageId || each.messageId === messageId) &&
      (!deliveryId || each.deliveryId === deliveryId),
  );
  if (chosen.length === 0) return 0;
  const facts = await sendingFactsOf(desk.tx, caseId, partyId);
  let owed = 0;
  for (const each of chosen) {
    if (!(await mayGo(context, desk, { each, facts, because: of.because }))) continue;
    await oweWords(context, desk, { ...each, partyId }, eventId);
    owed += 1;
  }
  return owed;
}

/** Where they agreed to plain answers. Whoever has given a key gets nothing of the matter without it. */
export async function owePlain(
  context: Context,
  desk: Desk,
  partyId: string,
  eventId: EventId,
): Promise<void> {
  const party = (await partiesOf(desk.tx, desk.head.caseId)).find((one) => one.partyId === partyId);
  if (!party || party.hasKey) return;
  await owePointed(context, desk, { partyId, because: "agreed" }, eventId);
}

/** Whether the mail would leave otherwise than as the pointer that left already. */
async function mayGo(
  context: Context,
  desk: Desk,
  of: { each: PointedDelivery; facts: SendingFacts; because: Pointed["because"] },
): Promise<boolean> {
  const { each, facts, because } = of;
  const content = await messageContentOf(context, desk.tx, each.messageId);
  if (!content) return false;
  const says = kindOf(content.template, content);
  if (says === "nothing") return false;
  if (because === "key") return true;
  // They agreed for their own address, and by the page or a mail of theirs: not for another one.
  if (each.elsewhere) return false;
  const plainFor = plainKindsOf(desk.policy);
  const { wrote, answered } = facts;
  return (
    mayLeave({ says, key: "none", wrote, answered, plainFor, toExpired: false }).as === "plain"
  );
}

async function oweWords(
  context: Context,
  desk: Desk,
  { deliveryId, messageId, partyId, state, elsewhere }: PointedDelivery & { partyId: string },
  eventId: EventId,
): Promise<void> {
  const { caseId } = desk.head;
  if (state === "withheld") {
    // Nothing of this mail ever left: it is the one that is sent.
    const change = { state: "owed", code: null, nextTryAt: null, tryingSince: null } as const;
    await changeDelivery(context, desk.tx, deliveryId, change, eventId);
    await owe(context, desk.tx, "send-delivery", { caseId, subjectId: deliveryId });
    return;
  }
  const mail = { deliveryId: context.newId(), messageId, partyId };
  const address = elsewhere
    ? await otherAddressOf(context, desk.tx, { deliveryId, partyId })
    : undefined;
  const resent = await desk.record({
    sideId: partyId,
    type: "delivery.resent",
    body: { deliveryId: mail.deliveryId, messageId, lost: deliveryId, way: "words" },
    owedTo: partyId,
  });
  const again = { resends: deliveryId, way: "words", address } as const;
  await oweMail(context, desk, { ...mail, again }, resent);
}
