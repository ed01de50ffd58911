/**
 * Composes the mail of one delivery. With a usable key everything goes signed and encrypted; without,
 * only a letter that says nothing of the matter may leave. Never silently plain.
 */
import { isLetterName, letterTemplates } from "../../core/letters/letter-catalogue.ts";
import { Refusal } from "../../core/refusal.ts";
import type { OutgoingMail } from "../../formats/mail/compose-mail.ts";
import type { MailReader } from "../../formats/mail/mail-reader.ts";
import { type Letter, letter, referencesFor } from "../../mail/templates/letter.ts";
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
  /** An address of the party's own, that answers come to. */
  readonly replyTo?: string | undefined;
  /** Our private key, armoured. */
  readonly signWith: string;
}

/** Whether the letter says nothing of the matter, by its making: see core/letters/templates. */
function isContentless(template: string): boolean {
  return isLetterName(template) && letterTemplates[template].says === "nothing";
}

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
    return { ...content, outerSubject: referencesFor(to) };
  }
  const name = template === "question" ? "question" : "message";
  const written = letter(to, name, { text: content.text.trim() });
  // A colleague who began with a ready text gave the message a subject of its own.
  const own = content.subject !== "" && content.subject !== to.reference;
  return own ? { ...written, subject: `${referencesFor(to)} ${content.subject}` } : written;
}

function publicLetter(facts: DeliveryFacts, because: "no-key" | "key-unusable"): Letter {
  if (isContentless(facts.template)) return fullLetter(facts);
  return letter(facts.to, "pointer", { because });
}

function outgoing(facts: DeliveryFacts, letter: Letter): OutgoingMail {
  const { to, template, address, inReplyTo, replyTo } = facts;
  const { address: from, teamName } = to.team;
  return {
    ...letter,
    from: { address: from, name: teamName },
    to: [{ address }],
    ...(replyTo ? { replyTo: { address: replyTo, name: teamName } } : {}),
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
