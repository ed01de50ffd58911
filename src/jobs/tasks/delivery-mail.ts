/**
 * Composes the mail of one delivery. With a usable key everything goes signed and encrypted; without,
 * only a letter that says nothing of the matter may leave. Never silently plain.
 */
import { Refusal } from "../../core/refusal.ts";
import type { OutgoingMail } from "../../formats/mail/compose-mail.ts";
import type { MailReader } from "../../formats/mail/mail-reader.ts";
import type { Letter } from "../../mail/templates/letter.ts";
import { type MessageNoticeFacts, messageNotice } from "../../mail/templates/message-notice.ts";
import { staffMessage } from "../../mail/templates/staff-message.ts";
import type { CaseLetter } from "./case-letter.ts";

export interface DeliveryMail {
  readonly raw: Uint8Array;
  readonly encrypted: boolean;
  /** The envelope's sender; empty for an automatic answer, so that nothing bounces into a loop. */
  readonly envelopeFrom: string;
}

/** Everything that a delivery says and to whom. */
export interface DeliveryFacts {
  readonly to: CaseLetter;
  readonly address: string;
  readonly template: string;
  readonly content: { readonly subject: string; readonly text: string };
  readonly mailId: string;
  readonly owedAt: Date;
  readonly inReplyTo: string | undefined;
  /** Our private key, armoured. */
  readonly signWith: string;
}

/** The letters that say nothing of the matter by their making (see their templates). */
const contentless: readonly string[] = ["acknowledgement", "reminder"];

const writtenByStaff = ["message", "question"];

export async function deliveryMail(
  reader: Pick<MailReader, "compose">,
  facts: DeliveryFacts,
): Promise<DeliveryMail> {
  const envelopeFrom = facts.template === "acknowledgement" ? "" : facts.to.team.address;
  const signWith = { armored: facts.signWith };
  const { publicKey } = facts.to.identity;
  if (publicKey) {
    const raw = await encrypted(reader, facts, publicKey);
    if (raw) return { raw, encrypted: true, envelopeFrom };
  }
  const letter = publicLetter(facts, publicKey ? "key-unusable" : "no-key");
  const raw = await reader.compose(outgoing(facts, letter), { signWith });
  return { raw, encrypted: false, envelopeFrom };
}

async function encrypted(
  reader: Pick<MailReader, "compose">,
  facts: DeliveryFacts,
  publicKey: string,
): Promise<Uint8Array | undefined> {
  const protection = { signWith: { armored: facts.signWith }, encryptTo: [publicKey] };
  try {
    return await reader.compose(outgoing(facts, fullLetter(facts)), protection);
  } catch (error) {
    const codes = ["mail.key-unusable", "mail.key-unreadable", "mail.key-is-private"];
    if (error instanceof Refusal && codes.includes(error.code)) return undefined;
    throw error;
  }
}

function fullLetter({ to, template, content }: DeliveryFacts): Letter {
  if (!writtenByStaff.includes(template)) {
    return { ...content, outerSubject: `[${to.reference}]` };
  }
  return staffMessage({ ...to, text: content.text, question: template === "question" });
}

function publicLetter(facts: DeliveryFacts, because: MessageNoticeFacts["because"]): Letter {
  if (contentless.includes(facts.template)) return fullLetter(facts);
  return messageNotice({ ...facts.to, because });
}

function outgoing(facts: DeliveryFacts, letter: Letter): OutgoingMail {
  const { to, template, address, inReplyTo } = facts;
  const { address: from, teamName } = to.team;
  return {
    ...letter,
    from: { address: from, name: teamName },
    to: [{ address }],
    messageId: facts.mailId,
    date: facts.owedAt,
    ...(inReplyTo ? { inReplyTo, references: [inReplyTo] } : {}),
    ...automatic(template),
  };
}

function automatic(template: string): Pick<OutgoingMail, "autoSubmitted"> {
  if (template === "acknowledgement") return { autoSubmitted: "auto-replied" };
  return writtenByStaff.includes(template) ? {} : { autoSubmitted: "auto-generated" };
}
