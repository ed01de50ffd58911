/** Writes messages of a case's threads, and the mails they owe. */
import type { MailAuthentication } from "../../core/mail/authentication.ts";
import type { MailWay } from "../../core/mail/envelope.ts";
import type { Proof } from "../../core/mail/find-case.ts";
import type { ContentKind } from "../../core/mail/may-leave.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { type ObjectKey, sealJson } from "../sealing/object-keys.ts";
import { insertState, updateState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";
import { keepSigner, type Signer } from "./signers.ts";

export interface MessageContent {
  readonly subject: string;
  readonly text: string;
  /** How much of a colleague's message is not to be read by others; its kind says it of a letter. */
  readonly tells?: ContentKind;
  /** The other parties of the case that a mail had gone to as well. */
  readonly reached?: readonly string[];
  /** Written on the page of a plain mail's link, which proves nobody. */
  readonly through?: "link";
  /** The Message-ID of a message that came by mail, for answers to refer to. */
  readonly mailId?: string;
  /** By which way it came, and which domain vouches for it. */
  readonly way?: MailWay;
  readonly authentication?: MailAuthentication;
  /** What shows that it is the party's. */
  readonly provenBy?: Proof;
  /** Codes of what is odd about it. */
  readonly problems?: readonly string[];
  /** It was read again: its words are those of a later reading. */
  readonly readAgain?: true;
  /** A person said that it belongs here. */
  readonly joined?: true;
  /** The single questions that it asks. */
  readonly questions?: readonly string[];
  /** The single question that it answers, counted from 1. */
  readonly answered?: { readonly messageId: string; readonly number: number };
}

/** The kind of message that keeps what a mail server says of a mail: never shown as anybody's words. */
export const deliveryReport = "delivery-report";

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
  /** False where an encrypted mail could not be read; left out of what is no mail. */
  readonly decrypted?: boolean;
  readonly signature?: string;
  /** Who signed it: kept with the identity of its party. */
  readonly signer?: Signer | undefined;
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
    decrypted: message.decrypted ?? null,
    signature: message.signature ?? "none",
    original_sealed: message.original?.sealed ?? null,
    original_file: message.original?.file ?? null,
    last_event_id: eventId,
  });
  const { signer } = message;
  if (signer) await keepSigner(context, tx, message, signer, eventId);
}

/** Takes a message out of its thread: nobody reads it there any more; the row stays. */
export async function withdrawMessage(
  context: Context,
  tx: Tx,
  messageId: string,
  eventId: EventId,
): Promise<void> {
  const change = { withdrawn_at: context.now(), last_event_id: eventId };
  await updateState(context, tx, "messages", { message_id: messageId }, change);
}
