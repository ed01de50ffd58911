/**
 * Keeps what a mail server reports of a mail of ours with the delivery that it names, and lets it
 * settle that delivery. Never a word of the party's: it answers no question and ends no waiting.
 */
import { z } from "zod";
import {
  type DeliveryState,
  fateAfter,
  isLost,
  type ReportAction,
  reportActions,
} from "../../core/mail/delivery-fate.ts";
import type { Context } from "../../store/context.ts";
import type { EventId } from "../../store/events/writer.ts";
import { type InboxRow, lockInbox } from "../../store/intake/reader.ts";
import { settleInbox } from "../../store/intake/writer.ts";
import { type Delivery, deliveryOf } from "../../store/messages/delivery-reader.ts";
import { changeDelivery } from "../../store/messages/delivery-writer.ts";
import { addMessage, deliveryReport } from "../../store/messages/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { identityObject } from "../../store/parties/reader.ts";
import { erasedAmong } from "../../store/retention/erased-reader.ts";
import { takeFromInbox } from "../../store/retention/redact-writer.ts";
import { grantKey, keyOf } from "../../store/sealing/object-keys.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { type Desk, onCase } from "../on-case.ts";

const input = z.object({
  caseId: z.uuid().meta({ title: "Case" }),
  deliveryId: z.uuid().meta({ title: "Delivery" }),
  inboxId: z.uuid().meta({ title: "Inbox row" }),
  action: z.enum(reportActions).meta({ title: "What is said to have become of the mail" }),
  /** A receipt says that a program showed the mail, and nothing of a reader. */
  receipt: z.boolean().meta({ title: "Whether it is a receipt" }),
  status: z
    .string()
    .regex(/^[245]\.\d{1,3}\.\d{1,3}$/)
    .nullable()
    .meta({ title: "Status code" }),
  words: z.string().max(2000).meta({ title: "Words of the server, without addresses" }),
});

type Report = z.output<typeof input>;

export const takeDeliveryReport = defineAction({
  deed: "take-delivery-report",
  title: "Take a delivery report",
  summary: "Keeps what a mail server says became of a mail of ours.",
  path: null,
  input,
  async run(context, actor, report) {
    return onCase(context, actor, "take-delivery-report", report.caseId, async (desk) => {
      const inbox = await lockInbox(context, desk.tx, report.inboxId);
      const delivery = await deliveryOf(desk.tx, report.deliveryId);
      if (inbox?.state !== "new" || !delivery) return { state: null };
      const next = fateAfter(delivery.state, report.action);
      const kept = await keep(context, desk, { inbox, delivery, report, next });
      await settleInbox(desk.tx, report.inboxId, {
        state: "registered",
        caseId: report.caseId,
        heldCode: null,
      });
      // It names an address that was erased: what it says of the mail stays, and it does not.
      if (!kept) await takeFromInbox(desk.tx, [inbox.objectId]);
      return { state: next ?? delivery.state };
    });
  },
});

interface Taken {
  readonly inbox: InboxRow;
  readonly delivery: Delivery;
  readonly report: Report;
  /** The state that the delivery gets; undefined where it keeps its own. */
  readonly next: DeliveryState | undefined;
}

/** Whether the report itself is kept, too. */
async function keep(context: Context, desk: Desk, taken: Taken): Promise<boolean> {
  const { inbox, delivery, report, next } = taken;
  const { tx } = desk;
  const { deliveryId, partyId, messageId } = delivery;
  const { caseId } = report;
  const erased = await erasedAmong(tx, [caseId, partyId, identityObject(partyId)]);
  const kept = erased.size === 0;
  const eventId = await desk.record({
    sideId: partyId,
    type: next && told[next] ? `delivery.${next}` : "delivery.reported",
    body: {
      deliveryId,
      messageId,
      ...(kept ? { report: inbox.objectId } : {}),
      ...factsOf(report),
    },
    owedTo: partyId,
  });
  if (kept) await keepOriginal(context, tx, taken, eventId);
  await changeDelivery(
    context,
    tx,
    deliveryId,
    {
      ...{ toldAt: inbox.receivedAt, ...(kept ? { reportId: inbox.objectId } : {}) },
      ...(next ? { state: next } : {}),
      // A server on the way has the mail: nothing is left to be tried by us.
      ...(next && delivery.sentAt === null ? { nextTryAt: null, tryingSince: null } : {}),
      ...(next && report.status ? { code: report.status } : {}),
    },
    eventId,
  );
  if (kept && next && isLost(next)) {
    await owe(context, tx, "alarm-delivery", { caseId, subjectId: eventId });
  }
  return kept;
}

/** The report is the object that its original was sealed as: one key opens both. */
async function keepOriginal(
  context: Context,
  tx: Tx,
  { inbox, delivery, report }: Taken,
  eventId: EventId,
): Promise<void> {
  const { partyId } = delivery;
  const side = { caseId: report.caseId, sideId: partyId };
  await grantKey(context, tx, inbox.key, side);
  await addMessage(
    context,
    tx,
    await keyOf(context, tx, partyId),
    {
      ...side,
      messageId: inbox.objectId,
      direction: "in",
      template: deliveryReport,
      authorKind: "system",
      authorId: null,
      content: { subject: "", text: report.words },
      original: { sealed: inbox.payloadSealed, file: inbox.payloadFile },
    },
    eventId,
  );
}

/** States that have an event of their own; back to "sent" is no news. */
const told: Readonly<Partial<Record<DeliveryState, true>>> = {
  bounced: true,
  delayed: true,
  delivered: true,
};

function factsOf({ action, status, receipt }: Report): {
  said: ReportAction;
  code: string | null;
  receipt: boolean;
} {
  return { said: action, code: status, receipt };
}
