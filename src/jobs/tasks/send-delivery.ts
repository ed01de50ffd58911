/**
 * Sends the mail of one delivery and records what became of it. The Message-ID was made with the
 * delivery: where the record is lost after sending, the mail that is sent again is the same mail.
 */
import { letterGuard } from "../../actions/identity/letter-guard.ts";
import { settleDelivery } from "../../actions/messages/settle-delivery.ts";
import { sendsNothing } from "../../core/mail/known-mailbox.ts";
import { MailNotSent } from "../../mail/outbound/transport.ts";
import type { Context } from "../../store/context.ts";
import { privateKeysOf } from "../../store/keys/reader.ts";
import { messageContentOf, newestMailFrom } from "../../store/messages/correspondence-reader.ts";
import { deliveryOf } from "../../store/messages/reader.ts";
import { JobFailure } from "../job-failure.ts";
import { caseOf, subjectOf, type Task } from "../task-context.ts";
import { caseLetter } from "./case-letter.ts";
import { type DeliveryFacts, deliveryMail } from "./delivery-mail.ts";

const actor = { kind: "system", task: "send-delivery" } as const;

type State = "owed" | "sent" | "failed" | "withheld";

export const sendDelivery: Task = async ({ context, mailReader, transport, log }, job) => {
  const [caseId, deliveryId] = [caseOf(job), subjectOf(job)];
  const settle = (state: State, encrypted: boolean | null, code: string | null) =>
    settleDelivery.run(context, actor, { caseId, deliveryId, state, encrypted, code });
  const facts = await factsOf(context, deliveryId);
  if (facts === "settled") return;
  if (facts === "unreachable") {
    await settle("withheld", null, "no-address");
    return;
  }
  if (sendsNothing(context, facts.to.head.mailbox)) {
    await settle("withheld", null, "shadow");
    return;
  }
  // Asked again: since it was written, somebody may have taken back what they had allowed.
  const letter = await letterGuard(context, caseId, facts.to.party.partyId);
  const { subject, text } = facts.content;
  // The places of the deed that wrote it: what was released there is released here.
  const texts = [
    { place: "Subject", text: subject },
    { place: "Message", text },
  ];
  if (letter.leaks(texts)) {
    await settle("withheld", null, "identity.would-leak");
    return;
  }
  const mail = await deliveryMail(mailReader, facts);
  try {
    const { raw, envelopeFrom: from } = mail;
    const { response } = await transport.send({ raw, from, to: [facts.address] });
    await settle("sent", mail.encrypted, replyCode(response));
  } catch (error) {
    if (!(error instanceof MailNotSent)) throw error;
    const code = error.responseCode === null ? error.code : String(error.responseCode);
    await settle(error.temporary ? "owed" : "failed", mail.encrypted, code);
    log.warn({ caseId, deliveryId, answer: code, temporary: error.temporary }, "mail was not sent");
    if (error.temporary) throw new JobFailure(error.code, { cause: error });
  }
};

async function factsOf(
  context: Context,
  deliveryId: string,
): Promise<DeliveryFacts | "settled" | "unreachable"> {
  return context.transaction(actor, async (tx) => {
    const delivery = await deliveryOf(tx, deliveryId);
    if (delivery?.state !== "owed") return "settled";
    const { caseId, partyId, messageId } = delivery;
    const to = await caseLetter(context, tx, caseId, (party) => party.partyId === partyId);
    const message = await messageContentOf(context, tx, messageId);
    const [key] = await privateKeysOf(context, tx, "mail");
    if (!key) throw new Error("there is no mail key");
    if (!to?.identity.email || !message) return "unreachable";
    return {
      to,
      address: to.identity.email,
      template: message.template,
      content: message,
      mailId: delivery.mailId,
      owedAt: delivery.owedAt,
      inReplyTo: await newestMailFrom(context, tx, { caseId, partyId }),
      signWith: key.armored,
    };
  });
}

/** The digits alone: a server's words may repeat the address. */
function replyCode(response: string): string | null {
  return /^\d{3}/.exec(response)?.[0] ?? null;
}
