/** Writes messages of a case's threads, and the mails they owe. */
import type { MailAuthentication } from "../../core/mail/authentication.ts";
import type { MailWay } from "../../core/mail/envelope.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { type ObjectKey, sealJson } from "../sealing/object-keys.ts";
import { insertState, updateState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";

export interface MessageContent {
  readonly subject: string;
  readonly text: string;
  /** The Message-ID of a message that came by mail, for answers to refer to. */
  readonly mailId?: string;
  /** By which way it came, and which domain vouches for it. */
  readonly way?: MailWay;
  readonly authentication?: MailAuthentication;
}

export interface NewMessage {
  readonly messageId: string;
  readonly caseId: string;
  /** The party's side, or the staff side for an internal note. */
  readonly sideId: string;
  readonly direction: "in" | "out" | "internal";
  /** The kind of message: "acknowledgement", "relevancy", "message", "note" … */
  readonly template: string;
  readonly authorKind: "staff" | "party" | "system";
  readonly authorId: string | null;
  readonly content: MessageContent;
  /** When it was written, where that is earlier than its being recorded. */
  readonly at?: Date;
  /** How it arrived, for a message that came by mail. */
  readonly encrypted?: boolean;
  readonly signature?: string;
  readonly original?: { readonly sealed: Buffer | null; readonly file: string | null };
}

/** Where a message's words are sealed. */
export function messagePlace(messageId: string) {
  return { table: "messages", column: `content ${messageId}` };
}

export async function addMessage(
  context: Context,
  tx: Tx,
  threadKey: ObjectKey,
  message: NewMessage,
  eventId: EventId,
): Promise<void> {
  await insertState(context, tx, "messages", {
    message_id: message.messageId,
    case_id: message.caseId,
    side_id: message.sideId,
    direction: message.direction,
    template: message.template,
    author_kind: message.authorKind,
    author_id: message.authorId,
    at: message.at ?? context.now(),
    content_sealed: sealJson(context, threadKey, messagePlace(message.messageId), message.content),
    encrypted: message.encrypted ?? false,
    signature: message.signature ?? "none",
    original_sealed: message.original?.sealed ?? null,
    original_file: message.original?.file ?? null,
    last_event_id: eventId,
  });
}

/** Owes one party the mail of a message. The Message-ID is made once: a retry is the same mail. */
export async function addDelivery(
  context: Context,
  tx: Tx,
  delivery: {
    deliveryId: string;
    caseId: string;
    messageId: string;
    partyId: string;
    mailDomain: string;
  },
  eventId: EventId,
): Promise<void> {
  await insertState(context, tx, "deliveries", {
    delivery_id: delivery.deliveryId,
    case_id: delivery.caseId,
    side_id: delivery.partyId,
    message_id: delivery.messageId,
    party_id: delivery.partyId,
    mail_id: `<${delivery.deliveryId}@${delivery.mailDomain}>`,
    state: "owed",
    encrypted: null,
    attempts: 0,
    code: null,
    owed_at: context.now(),
    sent_at: null,
    last_event_id: eventId,
  });
}

export async function settleDelivery(
  context: Context,
  tx: Tx,
  deliveryId: string,
  outcome: {
    state: "owed" | "sent" | "failed" | "withheld";
    encrypted: boolean | null;
    attempts: number;
    code: string | null;
    sentAt: Date | null;
  },
  eventId: EventId,
): Promise<void> {
  await updateState(
    context,
    tx,
    "deliveries",
    { delivery_id: deliveryId },
    {
      state: outcome.state,
      encrypted: outcome.encrypted,
      attempts: outcome.attempts,
      code: outcome.code,
      sent_at: outcome.sentAt,
      last_event_id: eventId,
    },
  );
}
