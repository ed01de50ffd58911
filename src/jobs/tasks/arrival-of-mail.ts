/**
 * Makes an arrival of a mail that was read. Loses nothing: what stood outside the protected part
 * travels as a file of its own, and what could not be read is named.
 */
import { guessLanguage } from "../../core/mail/guess-language.ts";
import {
  type Arrival,
  type ArrivedFile,
  productNotNamed,
  type ReportFields,
} from "../../core/reports/arrival.ts";
import { languageOf } from "../../core/reports/languages.ts";
import { readJsonTemplate, readTemplate } from "../../core/reports/report-template.ts";
import type { InnerMessage } from "../../formats/mail/collect-content.ts";
import type { FoundKey } from "../../formats/mail/found-keys.ts";
import { isAddress } from "../../formats/mail/outgoing-header.ts";
import type { ReadMail } from "../../formats/mail/read-mail.ts";

/** `language` stands where the text does not tell its own. */
export function arrivalOfMail(mail: ReadMail, receivedAt: Date, language: string): Arrival {
  const answers = answersIn(mail);
  const address = senderOf(mail);
  const key = keyOf(mail);
  return {
    fields: {
      product: productNotNamed,
      description: [mail.subject, mail.text.trim(), ...messagesIn(mail)]
        .filter(Boolean)
        .join("\n\n"),
      // The offline template, filled in and mailed back (ALE-13).
      ...answers,
      ...(address ? { email: address } : {}),
      ...(mail.from?.name ? { name: mail.from.name } : {}),
    },
    files: filesOf(mail),
    language: languageOf(answers?.language ?? "") ?? guessLanguage(mail.text) ?? language,
    answersBy: address ? "mail" : "portal",
    undertakings: null,
    encrypted: mail.encrypted,
    decrypted: !mail.encrypted || mail.decrypted,
    signature: mail.signature.state,
    key: key ? { armored: key.armored, fingerprint: key.fingerprint } : null,
    ...(mail.keysFound.length > 0 ? { keys: mail.keysFound } : {}),
    ...(mail.keyLinks.length > 0 ? { keyLinks: mail.keyLinks } : {}),
    ...signerOf(mail.signature),
    problems: mail.decryptFailure ? [...mail.problems, mail.decryptFailure] : mail.problems,
    automatic: mail.autoSubmitted || mail.mailingList,
    attemptedAt: mail.date && mail.date < receivedAt ? mail.date.toISOString() : null,
    ...(mail.messageId ? { mailId: mail.messageId } : {}),
  };
}

/** So large a file is no form of ours. */
const templateBytesMax = 1024 * 1024;

/** What a template answers, in the text or in a file; the words of a mail with such a file are kept below. */
function answersIn(mail: ReadMail): ReportFields | undefined {
  const inText = readTemplate(mail.text) ?? readJsonTemplate(mail.text);
  if (inText) return inText;
  // What stood outside the protected part may be another's: it answers nothing for the author.
  const texts = mail.attachments
    .filter(({ name, bytes, inside }) => inside && isTemplateName(name, bytes))
    .map(({ bytes }) => new TextDecoder().decode(bytes));
  const [found] = texts.flatMap((text) => readJsonTemplate(text) ?? readTemplate(text) ?? []);
  if (!found) return undefined;
  const words = mail.text.trim();
  const beside = words && `In the mail beside it:\n${words}`;
  const description = [found.description, beside].filter(Boolean).join("\n\n");
  return { ...found, ...(description ? { description } : {}) };
}

function isTemplateName(name: string, bytes: Uint8Array): boolean {
  return /\.(json|txt)$/i.test(name) && bytes.length <= templateBytesMax;
}

/** The words of messages that were attached, each under a line that says whose they claim to be. */
function messagesIn(mail: ReadMail): string[] {
  return mail.attachments.flatMap(({ message, inside }) => {
    if (!message) return [];
    const words = messageInWords(message, "Message inside this mail");
    return inside ? words : [`Outside the protected part:\n${words}`];
  });
}

function messageInWords(message: InnerMessage, what: string): string {
  const { from, subject, date, text, files, messages } = message;
  const sender = from ? `from ${[from.name, `<${from.address}>`].filter(Boolean).join(" ")}` : null;
  const facts = [
    `${what}: ${subject === null ? "no subject" : `“${subject}”`}`,
    sender,
    date ? `dated ${date.toISOString().slice(0, 10)}` : null,
    files.length > 0 ? `with ${files.join(", ")}` : null,
  ];
  const inner = messages.map((each) => messageInWords(each, "Message inside that message"));
  return [facts.filter(Boolean).join(", "), text.trim(), ...inner].filter(Boolean).join("\n\n");
}

/** The address to answer, or null where the message names none that mail could reach. */
export function senderOf(mail: Pick<ReadMail, "from">): string | null {
  const address = mail.from?.address ?? "";
  return isAddress(address) ? address : null;
}

function signerOf({ fingerprint, kind }: ReadMail["signature"]): Pick<Arrival, "signer"> {
  return fingerprint === null ? {} : { signer: { kind: kind ?? "openpgp", fingerprint } };
}

/**
 * The key that signed this mail, else one that names the sender, else the only one that names nobody.
 * A key that names somebody else is the sender's only if a person says so.
 */
function keyOf({ keysFound }: ReadMail): FoundKey | undefined {
  const [only] = keysFound.length === 1 ? keysFound : [];
  return (
    keysFound.find((key) => key.signedThis) ??
    keysFound.find((key) => key.names === "sender") ??
    (only?.names === "nobody" ? only : undefined)
  );
}

function filesOf(mail: ReadMail): ArrivedFile[] {
  const files = mail.attachments.map(({ name, type, bytes }) => ({
    name,
    type,
    base64: Buffer.from(bytes).toString("base64"),
  }));
  if (!mail.outsideText?.trim()) return files;
  const outside = Buffer.from(mail.outsideText).toString("base64");
  return [
    ...files,
    { name: "outside-the-protected-part.txt", type: "text/plain", base64: outside },
  ];
}
