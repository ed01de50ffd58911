/**
 * Composes the mail of one delivery as the rule says that it may leave (core/mail/may-leave.ts), always
 * signed. The link of an encrypted letter opens the report; that of a plain mail does not.
 */
import type { ResendWay } from "../../core/mail/delivery-fate.ts";
import type { LeavesAs } from "../../core/mail/may-leave.ts";
import { Refusal } from "../../core/refusal.ts";
import type { OutgoingMail } from "../../formats/mail/compose-mail.ts";
import type { MailReader } from "../../formats/mail/mail-reader.ts";
import { type Letter, letter, referencesFor } from "../../mail/templates/letter.ts";
import type { MessageView } from "../../store/messages/reader.ts";
import type { CaseLetter } from "./case-letter.ts";

export interface DeliveryMail {
  readonly raw: Uint8Array;
  readonly encrypted: boolean;
  readonly leftAs: "encrypted" | "plain" | "pointer";
  /** Whether it asks to be answered in plain. */
  readonly asks: boolean;
  /** The envelope's sender; empty for an automatic answer, so that nothing bounces into a loop. */
  readonly envelopeFrom: string;
}

/** Everything that a delivery says and to whom. */
export interface DeliveryFacts {
  readonly to: CaseLetter;
  readonly address: string;
  readonly template: string;
  readonly content: Pick<MessageView, "subject" | "text" | "tells">;
  readonly messageId: string;
  readonly mailId: string;
  readonly owedAt: Date;
  readonly inReplyTo: string | undefined;
  /** Our private key, armoured. */
  readonly signWith: string;
  /** How it is sent again; null for a first mail. */
  readonly way: ResendWay | null;
  /** Whether it goes to another address than the party's own. */
  readonly elsewhere: boolean;
  /** Whether the party has a code that opens the portal. */
  readonly hasCode: boolean;
  readonly replyTo?: string | undefined;
}

const writtenByStaff = ["message", "question"];

/** `leaves` is the rule's word; what it withholds never gets here. Undefined where the key failed after all. */
export async function deliveryMail(
  reader: Pick<MailReader, "compose">,
  facts: DeliveryFacts,
  leaves: Exclude<LeavesAs, { as: "withheld" }>,
): Promise<DeliveryMail | undefined> {
  const envelopeFrom = facts.template === "acknowledgement" ? "" : facts.to.team.address;
  const asks = leaves.as === "pointer" && leaves.ask;
  const mail = { encrypted: leaves.as === "encrypted", leftAs: leaves.as, asks, envelopeFrom };
  const raw = await rawOf(reader, facts, leaves);
  return raw && { raw, ...mail };
}

async function rawOf(
  reader: Pick<MailReader, "compose">,
  facts: DeliveryFacts,
  leaves: Exclude<LeavesAs, { as: "withheld" }>,
): Promise<Uint8Array | undefined> {
  if (leaves.as === "encrypted") return encrypted(reader, facts);
  const signWith = { armored: facts.signWith };
  const written =
    leaves.as === "plain"
      ? fullLetter(facts, facts.to.portalLink)
      : letter(facts.to, "pointer", { because: because(leaves), code: codeOf(facts) });
  return reader.compose(outgoing(facts, written), { signWith });
}

/** Why the pointer says that the words are not in it. */
function because(leaves: Extract<LeavesAs, { as: "pointer" }>): string {
  if (leaves.ask) return "plain-asked";
  return reasons[leaves.because];
}

const reasons = {
  unconfirmed: "key-unconfirmed",
  kind: "not-in-plain",
  "not-agreed": "not-agreed",
  declined: "plain-declined",
  "wrote-encrypted": "no-key",
  "no-key": "no-key",
} as const;

/** Nobody is sent to a page that does not open for them. */
function codeOf({ hasCode }: DeliveryFacts): string {
  return hasCode ? "yes" : "no";
}

async function encrypted(
  reader: Pick<MailReader, "compose">,
  facts: DeliveryFacts,
): Promise<Uint8Array | undefined> {
  const { publicKey } = facts.to.identity;
  if (!publicKey) return undefined;
  // Whether an expired key may be used was the rule's to say.
  const protection = {
    signWith: { armored: facts.signWith },
    encryptTo: [publicKey],
    evenExpired: true,
    usableAt: facts.to.now,
  };
  try {
    const written =
      facts.way === "pointer"
        ? letter({ ...facts.to, portalLink: facts.to.letterLink }, "pointer", {
            ...{ because: "other", code: "link" },
          })
        : fullLetter(facts, facts.to.letterLink);
    return await reader.compose(outgoing(facts, written), protection);
  } catch (error) {
    const codes = ["mail.key-unusable", "mail.key-unreadable", "mail.key-is-private"];
    if (error instanceof Refusal && codes.includes(error.code)) return undefined;
    throw error;
  }
}

/** With the link that may travel this way, whichever stood in the letter when it was written. */
function fullLetter({ to, template, content }: DeliveryFacts, portalLink: string): Letter {
  const { subject, text } = content;
  if (!writtenByStaff.includes(template)) {
    const withLink = text.replace(portalLinks, portalLink);
    return { subject, text: withLink, outerSubject: referencesFor(to) };
  }
  const name = template === "question" ? "question" : "message";
  const written = letter({ ...to, portalLink }, name, { text: text.trim() });
  // A colleague who began with a ready text gave the message a subject of its own.
  const own = subject !== "" && subject !== to.reference;
  return own ? { ...written, subject: `${referencesFor(to)} ${subject}` } : written;
}

const portalLinks = /https?:\/\/[^\s/]+\/portal\/(?:link|letter)\/[\w-]{22}/g;

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
