/**
 * Records what came of sending a mail: sent, put off and tried again later, given up, refused for
 * good, or withheld. What is lost alarms whoever answers for the case.
 */
import { z } from "zod";
import { type DeliveryState, isLost, isOwed } from "../../core/mail/delivery-fate.ts";
import { nextTry, usualTryRules } from "../../core/mail/next-try.ts";
import type { Context } from "../../store/context.ts";
import type { EventId } from "../../store/events/writer.ts";
import { type Delivery, deliveryOf } from "../../store/messages/delivery-reader.ts";
import { changeDelivery, type DeliveryChange } from "../../store/messages/delivery-writer.ts";
import { templateOf } from "../../store/messages/reader.ts";
import { hasReceiptCode, toldAmong } from "../../store/messages/told-reader.ts";
import { owe } from "../../store/outbox/writer.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { prolongLinks } from "../../store/parties/receipt-writer.ts";
import { defineAction } from "../action.ts";
import { type Desk, onCase } from "../on-case.ts";
import { owePlain, owePointed } from "../sending/owe-pointed.ts";
import { keyCodes } from "../sending/owe-withheld.ts";
import { pointerSent, recordTold } from "./told-event.ts";

const input = z.object({
  caseId: z.uuid().meta({ title: "Case" }),
  deliveryId: z.uuid().meta({ title: "Delivery" }),
  state: z.enum(["owed", "sent", "failed", "withheld"]).meta({ title: "Outcome" }),
  encrypted: z.boolean().nullable().meta({ title: "Whether it left encrypted" }),
  code: z.string().max(60).nullable().meta({ title: "Answer of the receiving server" }),
  leftAs: z.enum(["encrypted", "plain", "pointer"]).optional().meta({ title: "What of it left" }),
  asked: z.boolean().optional().meta({ title: "Whether it asked to be answered in plain" }),
  perhapsTaken: z.boolean().default(false).meta({ title: "Whether it may have been taken" }),
});

type Outcome = z.output<typeof input>;

export const settleDelivery = defineAction({
  deed: "settle-delivery",
  title: "Settle a delivery",
  summary: "Records what became of a mail.",
  path: null,
  input,
  async run(context, actor, outcome) {
    return onCase(context, actor, "settle-delivery", outcome.caseId, async (desk) => {
      const delivery = await deliveryOf(desk.tx, outcome.deliveryId);
      if (!delivery) return { state: "gone" };
      if (delivery.sentAt !== null) return { state: delivery.state };
      // A server can report on a mail before our own note that it left: its word stands.
      if (!isOwed(delivery) && outcome.state !== "sent") return { state: delivery.state };
      const { state } = outcome;
      const settled =
        state === "owed"
          ? putOff(context, delivery, outcome)
          : { change: done(context, delivery, outcome, state), type: null };
      await write(context, desk, { delivery, outcome, ...settled });
      return { state: settled.change.state ?? delivery.state };
    });
  },
});

interface Settled {
  readonly change: DeliveryChange;
  /** Null for the event that goes with the outcome; "none" where nothing new is to be told. */
  readonly type: string | null;
}

/** Later, or never: a server was away, or asked us to come again. */
function putOff(context: Context, delivery: Delivery, outcome: Outcome): Settled {
  const { code, encrypted, perhapsTaken } = outcome;
  const tries = triesOf(delivery);
  const now = context.now();
  const [byte = 0] = context.randomBytes(1);
  const next = nextTry(
    { owedAt: delivery.owedAt, tries },
    context.tryRules ?? usualTryRules,
    now,
    byte / 256,
  );
  const change = {
    ...{ attempts: tries, code, encrypted, tryingSince: null },
    ...(perhapsTaken ? { unsureTries: delivery.unsureTries + 1 } : {}),
  };
  if (next.again === null) {
    return {
      change: { ...change, state: "failed", nextTryAt: null },
      type: "delivery.given-up",
    };
  }
  const state: DeliveryState = next.late ? "delayed" : "owed";
  const isNews = state !== delivery.state || code !== delivery.code || tries === 1;
  return {
    change: { ...change, state, nextTryAt: next.again },
    type: isNews ? `delivery.${state}` : "none",
  };
}

function done(
  context: Context,
  delivery: Delivery,
  { encrypted, code, leftAs }: Outcome,
  state: "sent" | "failed" | "withheld",
): DeliveryChange {
  const ended = {
    encrypted,
    code,
    attempts: triesOf(delivery),
    nextTryAt: null,
    tryingSince: null,
  };
  if (state !== "sent") return { ...ended, state };
  // Where a report came first it stays what that says.
  const left = leftAs ? { leftAs } : {};
  return { ...ended, ...left, ...(isOwed(delivery) ? { state } : {}), sentAt: context.now() };
}

/** A try is counted when it begins; an outcome without one counts itself. */
function triesOf({ attempts, tryingSince }: Delivery): number {
  return tryingSince ? attempts : attempts + 1;
}

async function write(
  context: Context,
  desk: Desk,
  { delivery, outcome, change, type }: Settled & { delivery: Delivery; outcome: Outcome },
): Promise<void> {
  const { caseId, deliveryId } = outcome;
  const eventId =
    type === "none"
      ? delivery.lastEventId
      : await record(context, desk, { delivery, outcome, type });
  await changeDelivery(context, desk.tx, deliveryId, change, eventId);
  if (change.nextTryAt) {
    const startAfter = change.nextTryAt;
    await owe(context, desk.tx, "send-delivery", { caseId, subjectId: deliveryId, startAfter });
  }
  if (outcome.state === "sent") await afterSending(context, desk, delivery, outcome);
  // What waits for a key waits for somebody to act, too.
  const waits = keyCodes.some((each) => each === outcome.code);
  if (change.state && (isLost(change.state) || (change.state === "withheld" && waits))) {
    await owe(context, desk.tx, "alarm-delivery", { caseId, subjectId: eventId });
  }
}

/** The letter carries the links of its party, and may have asked to be answered in plain. */
async function afterSending(
  context: Context,
  desk: Desk,
  delivery: Delivery,
  { deliveryId, asked, leftAs }: Outcome,
): Promise<void> {
  const { partyId } = delivery;
  await prolongLinks(desk.tx, partyId, context.now());
  if (asked) {
    // Not by the name of its row, which another event of this moment explains.
    const body = { mail: deliveryId, partyId };
    await desk.record({ sideId: partyId, type: "plain.asked", body, by: "automatic" });
  }
  if (leftAs === "pointer" && !isChosenPointer(delivery)) await overtaken(context, desk, delivery);
}

function isChosenPointer({ way }: Delivery): boolean {
  return way === "pointer" || way === "address";
}

/** While the pointer was on its way, its party may have agreed, or its key been confirmed. */
async function overtaken(
  context: Context,
  desk: Desk,
  { deliveryId, partyId, lastEventId }: Delivery,
): Promise<void> {
  const party = (await partiesOf(desk.tx, desk.head.caseId)).find((one) => one.partyId === partyId);
  if (!party?.hasKey) return owePlain(context, desk, partyId, lastEventId);
  await owePointed(context, desk, { partyId, deliveryId, because: "key" }, lastEventId);
}

async function record(
  context: Context,
  desk: Desk,
  of: { delivery: Delivery; outcome: Outcome; type: string | null },
): Promise<EventId> {
  const { delivery, outcome } = of;
  const template = (await templateOf(desk.tx, delivery.messageId)) ?? "";
  if (of.type === null && outcome.state === "sent") {
    return tell(context, desk, { delivery, outcome, template });
  }
  const { deliveryId, messageId, partyId } = delivery;
  return desk.record({
    sideId: partyId,
    type: of.type ?? `delivery.${outcome.state}`,
    body: { deliveryId, messageId, code: outcome.code },
    owedTo: partyId,
    by: template === "acknowledgement" ? "automatic" : "person",
  });
}

/**
 * What its party could read counts as told: the words in a mail, or behind a pointer for whoever has a
 * code. Told is told once; and what nobody can open tells nothing, however surely it arrived.
 */
async function tell(
  context: Context,
  desk: Desk,
  of: { delivery: Delivery; outcome: Outcome; template: string },
): Promise<EventId> {
  const { template } = of;
  const { deliveryId, messageId, partyId } = of.delivery;
  const { code, leftAs = of.delivery.leftAs ?? undefined } = of.outcome;
  const hasCode = await hasReceiptCode(desk.tx, partyId);
  const body = { deliveryId, messageId, code, ...(leftAs ? { leftAs } : {}) };
  const told = await toldAmong(desk.tx, [messageId], { deliveryId, hasCode });
  const isReadable = leftAs !== "pointer" || hasCode;
  if (!told.has(messageId) && isReadable) {
    return recordTold(context, desk, { messageId, template, partyId }, body);
  }
  const type = told.has(messageId) ? "message.sent-again" : pointerSent;
  const to = { sideId: partyId, owedTo: partyId, by: "person" } as const;
  return desk.record({ ...to, type, body: { ...body, template } });
}
