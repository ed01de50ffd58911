/**
 * Reads one mail message: its parts, its OpenPGP layers, its signature. Never fetches anything,
 * never throws for what the sender wrote: what could not be read is named in `problems`.
 */
import { type Key, readKeys } from "openpgp";
import { isAutomatic, isForList } from "./automatic-mail.ts";
import type { MailAttachment } from "./collect-content.ts";
import type { Unlocked } from "./decrypt-message.ts";
import { type FoundKey, findKeys } from "./found-keys.ts";
import { type HeaderField, headerValue, readHeaderBlock } from "./header-block.ts";
import { type MailLimits, mailLimits } from "./mail-limits.ts";
import type { DecryptFailure, MailProblem } from "./mail-problem.ts";
import { openLayers } from "./open-layers.ts";
import { type Opened, type Opening, plainly } from "./opened-mail.ts";
import { openpgpSettings } from "./openpgp-settings.ts";
import { type OwnKey, openOwnKeys } from "./own-key.ts";
import { type HeaderValues, type MailAddress, readDate, readHeaderValues } from "./read-values.ts";
import { type MailSignature, noSignature } from "./signature-state.ts";
import { splitMime } from "./split-mime.ts";

export interface MailKeys {
  /** Every key of ours, old ones too: they still open old mail. */
  readonly own: readonly OwnKey[];
  /** Armored public keys that staff confirmed. */
  readonly trust: readonly string[];
  /** When the signature's key must be valid to be called good. */
  readonly now: Date;
}

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
  /** Made by a program (RFC 3834): never an answer by a person, never to be answered by a program. */
  readonly autoSubmitted: boolean;
  /** Came over a mailing list: written by a person, yet not to be answered by a program. */
  readonly mailingList: boolean;
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
  const opened = await openBody(bytes, keys, limits, problems);
  const header = await withProtected(values, opened, limits, problems);
  const date = readDate(headerValue(fields, "date"));
  if (!date) problems.add("mail.date-unreadable");
  if (!values.from) problems.add("mail.from-missing");
  const texts = [opened.text, opened.outsideText ?? ""];
  const keysFound = await findKeys(texts, opened.attachments, fields, limits, problems);
  const { protectedPart: _, ...content } = opened;
  return {
    ...header,
    date,
    ...content,
    decrypted: opened.encrypted && opened.decryptFailure === null,
    keysFound,
    autoSubmitted: isAutomatic(fields),
    mailingList: isForList(fields),
    problems: [...problems].sort(),
  };
}

async function openBody(
  bytes: Buffer,
  keys: MailKeys,
  limits: MailLimits,
  problems: Set<MailProblem>,
): Promise<Opened> {
  if (bytes.length > limits.messageBytesMax) {
    problems.add("mail.too-large");
    return plainly({ text: "", attachments: [] });
  }
  const root = splitMime(bytes, limits, problems);
  const config = openpgpSettings(limits);
  const trust = (await Promise.all(keys.trust.map(parseTrusted))).flat();
  const own = await unlockAll(keys.own);
  if (own.someLocked) problems.add("mail.own-key-unusable");
  const opening: Opening = { own, verifying: { trust, now: keys.now, config }, limits, problems };
  return await openLayers(root, opening);
}

// One stored key that no longer parses must not close the mailbox.
async function parseTrusted(armored: string): Promise<Key[]> {
  return await readKeys({ armoredKeys: armored }).catch(() => []);
}

async function unlockAll(own: readonly OwnKey[]): Promise<Unlocked> {
  const opened = await Promise.all(own.map((key) => openOwnKeys(key).catch(() => null)));
  return { keys: opened.flatMap((keys) => keys ?? []), someLocked: opened.includes(null) };
}

/** The subject and sender that the sender encrypted or signed together with the text. */
async function withProtected(
  values: HeaderValues,
  { protectedPart }: Opened,
  limits: MailLimits,
  problems: Set<MailProblem>,
): Promise<HeaderValues> {
  if (!protectedPart || !hasProtectedHeader(protectedPart.params, protectedPart.fields))
    return values;
  const inner = await readHeaderValues(protectedPart.fields, limits.addressesMax);
  const same = inner.from?.address.toLowerCase() === values.from?.address.toLowerCase();
  // Answers go to the outer sender, whom the mail servers checked; the difference is told.
  if (inner.from && !same) problems.add("mail.protected-sender-differs");
  return { ...values, subject: inner.subject ?? values.subject };
}

function hasProtectedHeader(
  params: Readonly<Record<string, string>>,
  fields: readonly HeaderField[],
): boolean {
  // RFC 9788 says hp="cipher" or "clear"; what most programs write so far is protected-headers="v1".
  const declared = params.hp !== undefined || params["protected-headers"] !== undefined;
  return declared && headerValue(fields, "subject") !== null;
}

/** A message of which nothing could be read. */
export function unreadMail(problem: MailProblem): ReadMail {
  return {
    messageId: null,
    inReplyTo: null,
    references: [],
    from: null,
    replyTo: null,
    to: [],
    cc: [],
    subject: null,
    date: null,
    text: "",
    outsideText: null,
    encrypted: false,
    decrypted: false,
    decryptFailure: null,
    signature: noSignature,
    attachments: [],
    keysFound: [],
    autoSubmitted: false,
    mailingList: false,
    problems: [problem],
  };
}
