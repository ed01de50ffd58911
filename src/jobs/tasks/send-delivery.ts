/**
 * Sends the mail of one delivery and records what became of it. The Message-ID was made with the
 * delivery: where the record is lost after sending, the mail that is sent again is the same mail,
 * and the try that nobody knows the end of is counted.
 */
import type { z } from "zod";
import { letterGuard } from "../../actions/identity/letter-guard.ts";
import { beginDelivery } from "../../actions/messages/begin-delivery.ts";
import { settleDelivery } from "../../actions/messages/settle-delivery.ts";
import type { KeyCode } from "../../actions/sending/owe-withheld.ts";
import { isOwed } from "../../core/mail/delivery-fate.ts";
import { kindOf } from "../../core/mail/kind-of-message.ts";
import { sendsNothing } from "../../core/mail/known-mailbox.ts";
import type { LeavesAs } from "../../core/mail/may-leave.ts";
import { replyAddressOf } from "../../core/mail/reply-address.ts";
import type { MailReader } from "../../formats/mail/mail-reader.ts";
import { MailNotSent } from "../../mail/outbound/transport.ts";
import type { Context } from "../../store/context.ts";
import { privateKeysOf } from "../../store/keys/reader.ts";
import { messageContentOf, newestMailFrom } from "../../store/messages/correspondence-reader.ts";
import { type Delivery, deliveryOf, otherAddressOf } from "../../store/messages/delivery-reader.ts";
import { hasReceiptCode } from "../../store/messages/told-reader.ts";
import { pointedCode } from "../../store/sending/pointed-reader.ts";
import { caseOf, subjectOf, type Task, type TaskContext } from "../task-context.ts";
import { caseLetter } from "./case-letter.ts";
import { type DeliveryFacts, type DeliveryMail, deliveryMail } from "./delivery-mail.ts";
import { howItLeaves } from "./how-it-leaves.ts";
import { lookAfter } from "./look-after-key.ts";
import { replyToOf } from "./reply-to.ts";
import { tellOfKey } from "./tell-of-key.ts";

const actor = { kind: "system", task: "send-delivery" } as const;

export const sendDelivery: Task = async (on, job) => {
  const { context, mailReader } = on;
  const at = { caseId: caseOf(job), deliveryId: subjectOf(job) };
  const facts = await newestFacts(on, at);
  if (facts === "settled") return;
  if (facts === "reported") {
    await settle(context, at, { state: "sent", encrypted: null, code: null });
    return;
  }
  const code = await mustStay(context, at.caseId, facts);
  if (code !== null || facts === "unreachable") {
    await settle(context, at, { state: "withheld", encrypted: null, code });
    return;
  }
  const replyTo = await replyToOf(context, facts.to);
  const leaves = await howItLeaves(context, mailReader, facts.to, {
    messageId: facts.messageId,
    says: saysOf(facts),
  });
  const mail = await mailOf(mailReader, { ...facts, replyTo }, leaves);
  if (typeof mail === "string") {
    await settle(context, at, { state: "withheld", encrypted: null, code: mail });
    if (mail !== pointedCode) await tellOfKey(context, facts, at);
    return;
  }
  const { leftAs } = mail;
  const { begun } = await beginDelivery.run(context, actor, { ...at, leftAs });
  if (begun) await send(on, at, facts, mail);
};

/** A pointer says nothing of the matter, whatever it points to. */
function saysOf({ way, template, content }: DeliveryFacts) {
  return way === "pointer" ? "nothing" : kindOf(template, content);
}

/** A newer copy of the party's key may let the letter leave, or hold it back: it is looked for first. */
async function newestFacts(on: TaskContext, at: At): ReturnType<typeof factsOf> {
  const { context } = on;
  const facts = await factsOf(context, at.deliveryId);
  if (typeof facts === "string" || sendsNothing(context, facts.to.head.mailbox)) return facts;
  if (saysOf(facts) === "nothing") return facts;
  const found = await lookAfter(on, at.caseId, facts.to.party.partyId);
  return found ? factsOf(context, at.deliveryId) : facts;
}

/** The mail, or the code by which it waits. */
async function mailOf(
  reader: Pick<MailReader, "compose">,
  facts: DeliveryFacts,
  leaves: LeavesAs,
): Promise<DeliveryMail | KeyCode | typeof pointedCode> {
  if (leaves.as === "withheld") return `key-${leaves.because}`;
  // Sent again by the portal, a letter is a pointer whatever it said.
  const asPointer = { as: "pointer", because: "kind", ask: false } as const;
  const chosen = leaves.as === "plain" && isPointerBy(facts, leaves.because) ? asPointer : leaves;
  // They were pointed to it before: a second pointer would bring nothing.
  if (chosen.as === "pointer" && facts.way === "words") return pointedCode;
  return (await deliveryMail(reader, facts, chosen)) ?? "key-unusable";
}

/**
 * What the party agreed to get in plain it agreed to for its own address: another one gets nothing of
 * the matter but what is encrypted.
 */
function isPointerBy(
  { way, elsewhere }: DeliveryFacts,
  because: "contentless" | "public" | "agreed",
): boolean {
  return way === "pointer" || (elsewhere && because === "agreed");
}

interface At {
  readonly caseId: string;
  readonly deliveryId: string;
}

type Outcome = Omit<z.input<typeof settleDelivery.input>, keyof At>;

function settle(context: Context, at: At, outcome: Outcome) {
  const whole = settleDelivery.input.parse({ ...at, ...outcome });
  return settleDelivery.run(context, actor, whole);
}

/** Why the mail must not leave; null where it may. */
async function mustStay(
  context: Context,
  caseId: string,
  facts: DeliveryFacts | "unreachable",
): Promise<string | null> {
  if (facts === "unreachable") return "no-address";
  if (sendsNothing(context, facts.to.head.mailbox)) return "shadow";
  // Asked again: since it was written, somebody may have taken back what they had allowed.
  const letter = await letterGuard(context, caseId, facts.to.party.partyId);
  const { subject, text } = facts.content;
  // The places of the deed that wrote it: what was released there is released here.
  const texts = [
    { place: "Subject", text: subject },
    { place: "Message", text },
  ];
  return letter.leaks(texts) ? "identity.would-leak" : null;
}

async function send(
  { context, transport, log }: TaskContext,
  at: At,
  { address, mailId }: DeliveryFacts,
  { raw, encrypted, leftAs, asks: asked, envelopeFrom }: DeliveryMail,
): Promise<void> {
  const reportAs = /^<([0-9a-f]{32})@/.exec(mailId)?.[1];
  const from = returnPathOf(context, envelopeFrom, reportAs);
  try {
    const { response } = await transport.send({ raw, from, to: [address], reportAs });
    const code = replyCode(response);
    await settle(context, at, { state: "sent", encrypted, leftAs, asked, code });
  } catch (error) {
    if (!(error instanceof MailNotSent)) throw error;
    const { temporary, perhapsTaken } = error;
    const code = error.responseCode === null ? error.code : String(error.responseCode);
    // Put off, it is owed again from a later instant on: nothing is left to this job.
    await settle(context, at, {
      state: temporary ? "owed" : "failed",
      encrypted,
      code,
      perhapsTaken,
    });
    log.warn({ ...at, answer: code, temporary }, "mail was not sent");
  }
}

/** Where our mail server takes tags, a bounce that says nothing of the mail is known by where it comes. */
function returnPathOf(context: Context, from: string, id: string | undefined): string {
  const tags = context.replyAddresses && !context.demonstration;
  return tags && id ? (replyAddressOf(from, id) ?? from) : from;
}

async function factsOf(
  context: Context,
  deliveryId: string,
): Promise<DeliveryFacts | "settled" | "reported" | "unreachable"> {
  return context.transaction(actor, async (tx) => {
    const delivery = await deliveryOf(tx, deliveryId);
    if (!delivery) return "settled";
    if (!isOwed(delivery)) return wasReported(delivery) ? "reported" : "settled";
    const { caseId, partyId, messageId } = delivery;
    const to = await caseLetter(context, tx, caseId, (party) => party.partyId === partyId);
    const message = await messageContentOf(context, tx, messageId);
    const [key] = await privateKeysOf(context, tx, "mail");
    if (!key) throw new Error("there is no mail key");
    const other = await otherAddressOf(context, tx, delivery);
    const address = other ?? to?.identity.email;
    if (!to || !address || !message) return "unreachable";
    return {
      to,
      address,
      template: message.template,
      content: message,
      messageId,
      way: delivery.way,
      elsewhere: other !== undefined,
      hasCode: await hasReceiptCode(tx, partyId),
      mailId: delivery.mailId,
      owedAt: delivery.owedAt,
      inReplyTo: await newestMailFrom(context, tx, { caseId, partyId }),
      signWith: key.armored,
    };
  });
}

/** A server told of it before we had noted that it left, and whoever sent it died: it did leave. */
function wasReported({ state, sentAt }: Delivery): boolean {
  return sentAt === null && (state === "delivered" || state === "bounced");
}

/** The digits alone: a server's words may repeat the address. */
function replyCode(response: string): string | null {
  return /^\d{3}/.exec(response)?.[0] ?? null;
}
