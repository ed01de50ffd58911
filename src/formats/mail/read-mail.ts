/**
 * Reads one mail message: its parts, its OpenPGP layers, its signature. Never fetches anything,
 * never throws for what the sender wrote: what could not be read is named in `problems`.
 */
import { isAutomatic, isForList, looksAbsent, wantsNoAnswer } from "./automatic-mail.ts";
import type { MailAttachment } from "./collect-content.ts";
import { type DeliveryReport, readDeliveryReport } from "./delivery-status.ts";
import { type FoundKey, findKeys } from "./found-keys.ts";
import { headerValue, readHeaderBlock } from "./header-block.ts";
import { findKeyLinks } from "./key-links.ts";
import { type MailKeys, smimeOf, trustedKeys, unlockAll } from "./mail-keys.ts";
import { type MailLimits, mailLimits } from "./mail-limits.ts";
import type { DecryptFailure, MailProblem } from "./mail-problem.ts";
import { openLayers } from "./open-layers.ts";
import type { ClosedMessage } from "./open-session-key.ts";
import { type Opened, plainly } from "./opened-mail.ts";
import { openpgpSettings } from "./openpgp-settings.ts";
import { type HeaderValues, type MailAddress, readDate, readHeaderValues } from "./read-values.ts";
import type { MailSignature } from "./signature-state.ts";
import { type MailPart, splitMime } from "./split-mime.ts";

export interface ReadMail {
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly from: MailAddress | null;
  readonly replyTo: MailAddress | null;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  /** The protected subject where there is one, else the outer one. */
  readonly subject: string | null;
  readonly date: Date | null;
  /** Where the message is encrypted or signed: only what was inside. */
  readonly text: string;
  /** Text beside the encrypted or signed part: anybody may have written it. */
  readonly outsideText: string | null;
  readonly encrypted: boolean;
  /** Whether everything encrypted was opened, whole and unaltered. */
  readonly decrypted: boolean;
  readonly decryptFailure: DecryptFailure | null;
  readonly signature: MailSignature;
  readonly attachments: readonly MailAttachment[];
  readonly keysFound: readonly FoundKey[];
  /** Addresses of keys that stand in the text; nothing was fetched. */
  readonly keyLinks: readonly string[];
  /** Made by a program (RFC 3834): never an answer by a person, never to be answered by a program. */
  readonly autoSubmitted: boolean;
  /** Came over a mailing list: written by a person, yet not to be answered by a program. */
  readonly mailingList: boolean;
  /** Looks like a notice of absence by its subject alone: a hint, for a person to judge. */
  readonly looksAbsent?: true;
  /** Asks programs not to answer, whoever wrote it. */
  readonly wantsNoAutomaticAnswer?: true;
  /** What a mail server says became of a mail: a claim, like everything else here. */
  readonly report?: DeliveryReport;
  /** What none of the keys opened, for one who holds keys elsewhere; never any content. */
  readonly closedMessages?: readonly ClosedMessage[];
  readonly problems: readonly MailProblem[];
}

/** Reads raw bytes as they came from the transport. */
export async function readMail(
  raw: Uint8Array,
  keys: MailKeys,
  limits: MailLimits = mailLimits,
): Promise<ReadMail> {
  const problems = new Set<MailProblem>();
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const { fields } = readHeaderBlock(bytes, limits);
  const values = await readHeaderValues(fields, limits.addressesMax);
  const sender = values.from?.address ?? null;
  const body = await openBody(bytes, sender, keys, { limits, problems });
  const { opened } = body;
  const header = await withProtected(values, opened, limits, problems);
  const date = readDate(headerValue(fields, "date"));
  if (!date) problems.add("mail.date-unreadable");
  if (!values.from) problems.add("mail.from-missing");
  const texts = [opened.text, opened.outsideText ?? ""];
  const sources = { texts, attachments: opened.attachments, fields, sender, now: keys.now };
  const found = await findKeys(sources, limits, problems);
  const signer = await signerAmong(found, opened.signature, { bytes, sender, keys, limits });
  const keysFound = found.map((key) => ({ ...key, signedThis: key.fingerprint === signer }));
  const { payload: _, plainText: _plain, ...content } = opened;
  const report = reportIn(body.root, opened, values, limits);
  return {
    ...header,
    date,
    ...content,
    decrypted: opened.encrypted && opened.decryptFailure === null,
    keysFound,
    keyLinks: findKeyLinks(texts),
    autoSubmitted: isAutomatic(fields),
    mailingList: isForList(fields),
    ...(looksAbsent(header.subject) ? { looksAbsent: true } : {}),
    ...(wantsNoAnswer(fields) ? { wantsNoAutomaticAnswer: true } : {}),
    ...(report ? { report } : {}),
    ...(body.closed.length === 0 ? {} : { closedMessages: body.closed }),
    problems: [...problems].sort(),
  };
}

interface Reading {
  readonly limits: MailLimits;
  readonly problems: Set<MailProblem>;
}

/** The body, and the messages in it that a holder of keys elsewhere may still open. */
async function openBody(
  bytes: Buffer,
  sender: string | null,
  keys: MailKeys,
  { limits, problems }: Reading,
): Promise<{ opened: Opened; closed: readonly ClosedMessage[]; root: MailPart | null }> {
  if (bytes.length > limits.messageBytesMax) {
    problems.add("mail.too-large");
    return { opened: plainly({ text: "", attachments: [] }), closed: [], root: null };
  }
  const root = splitMime(bytes, limits, problems);
  const config = openpgpSettings(limits);
  const trust = await trustedKeys(keys.trust, keys.now);
  const own = await unlockAll(keys, limits);
  const smime = smimeOf(keys, problems);
  if (own.someLocked) problems.add("mail.own-key-unusable");
  const { largeBytesMin } = limits;
  const verifying = { trust, now: keys.now, config, largeBytesMin, problems, sender };
  const opened = await openLayers(root, { own, smime, verifying, limits, problems });
  return { opened, closed: own.closed, root };
}

/** Only where nothing is encrypted: no mail server writes so. */
function reportIn(
  root: MailPart | null,
  { encrypted, text }: Opened,
  { from, inReplyTo, references }: HeaderValues,
  limits: MailLimits,
): DeliveryReport | null {
  if (!root || encrypted) return null;
  const answers = [...(inReplyTo ? [inReplyTo] : []), ...references];
  return readDeliveryReport({ root, sender: from?.address ?? null, text, answers }, limits);
}

/**
 * Which key the message is signed by, also where it only came with the message: that shows who holds
 * it, not whose it is. The state of the signature stays what confirmed keys say.
 */
async function signerAmong(
  found: readonly FoundKey[],
  { state, fingerprint, kind }: MailSignature,
  mail: { bytes: Buffer; sender: string | null; keys: MailKeys; limits: MailLimits },
): Promise<string | null> {
  if (state.startsWith("good")) return fingerprint;
  if (state !== "unknown-key" || kind === "smime" || found.length === 0) return null;
  const { bytes, sender, limits } = mail;
  const keys = { ...mail.keys, trust: found.map((key) => key.armored) };
  const { opened } = await openBody(bytes, sender, keys, { limits, problems: new Set() });
  return opened.signature.state.startsWith("good") ? opened.signature.fingerprint : null;
}

/** The subject and sender that the sender encrypted or signed together with the text. */
async function withProtected(
  values: HeaderValues,
  { payload, encrypted, decryptFailure, signature }: Opened,
  limits: MailLimits,
  problems: Set<MailProblem>,
): Promise<HeaderValues> {
  const holds = (encrypted && decryptFailure === null) || signature.state.startsWith("good");
  const fields = (holds && payload?.fields) || null;
  if (!fields) return values;
  const inner = await readHeaderValues(fields, limits.addressesMax);
  const same = inner.from?.address.toLowerCase() === values.from?.address.toLowerCase();
  // Answers go to the outer sender, whom the mail servers checked; the difference is told.
  if (inner.from && !same) problems.add("mail.protected-sender-differs");
  return { ...values, subject: inner.subject ?? values.subject };
}
