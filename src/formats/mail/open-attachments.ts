/** Opens attachments that are OpenPGP messages (report.txt.pgp). Those that stay closed are kept as they came. */
import { type MailAttachment, toAttachment } from "./collect-content.ts";
import { type Decrypted, decryptMessage } from "./decrypt-message.ts";
import { readHeaderBlock } from "./header-block.ts";
import { mailLimits } from "./mail-limits.ts";
import type { Opened, Opening } from "./opened-mail.ts";
import { type MailSignature, noSignature } from "./signature-state.ts";

/** Reads decrypted bytes that are a MIME entity. */
export type OpenEntity = (bytes: Buffer) => Promise<Opened>;

type Plain = Extract<Decrypted, { failure: null }>;

/** Decrypts what can be; a mail that is nothing but one encrypted entity is read as that entity. */
export async function openAttachments(
  opened: Opened,
  opening: Opening,
  openEntity: OpenEntity,
): Promise<Opened> {
  const closed = opened.attachments.filter(isEncryptedFile);
  if (closed.length === 0) return opened;
  const results = new Map<MailAttachment, Decrypted>();
  for (const each of closed) {
    const { buffer, byteOffset, byteLength } = each.bytes;
    const data = Buffer.from(buffer, byteOffset, byteLength);
    results.set(each, await decryptMessage(data, opening.own, opening.verifying));
  }
  const alone = opened.text.trim() === "" && !opened.encrypted && opened.attachments.length === 1;
  const [first] = results.values();
  // What a mail server left of PGP/MIME: the encrypted entity alone, under whatever name.
  if (alone && first?.failure === null && isEntity(first.bytes)) {
    return await asEntity(first, openEntity);
  }
  return withResults(opened, results, opening);
}

async function asEntity(plain: Plain, openEntity: OpenEntity): Promise<Opened> {
  const inside = await openEntity(plain.bytes);
  const covers = inside.signature.state === "none" && !inside.encrypted;
  return {
    ...inside,
    encrypted: plain.encrypted || inside.encrypted,
    signature: covers ? plain.signature : inside.signature,
  };
}

function withResults(
  opened: Opened,
  results: ReadonlyMap<MailAttachment, Decrypted>,
  opening: Opening,
): Opened {
  const attachments = opened.attachments.map((each) => afterDecryption(each, results.get(each)));
  const outcomes = [...results.values()];
  const failure = outcomes.find((each) => each.failure !== null)?.failure ?? null;
  if (failure) opening.problems.add("mail.attachment-not-decrypted");
  const some = outcomes.some((each) => each.failure !== null || each.encrypted);
  const silent = opened.text.trim() === "";
  if (some && !opened.encrypted && !silent) opening.problems.add("mail.text-not-encrypted");
  const inPlain = opened.signature.state === "none" && !opened.encrypted && silent;
  return {
    ...opened,
    attachments,
    encrypted: opened.encrypted || some,
    plainText: some && !opened.encrypted && !silent,
    decryptFailure: opened.decryptFailure ?? failure,
    signature: inPlain ? commonSignature(attachments) : opened.signature,
  };
}

function afterDecryption(attachment: MailAttachment, result: Decrypted | undefined) {
  if (!result || result.failure !== null) return attachment;
  const name = attachment.name.replace(/\.(pgp|gpg|asc)$/i, "");
  const file = toAttachment(name, "application/octet-stream", result.bytes, attachment.inside);
  return result.signature.state === "none" ? file : { ...file, signature: result.signature };
}

/** A mail without words whose files are all signed by one key is signed by that key. */
function commonSignature(attachments: readonly MailAttachment[]): MailSignature {
  const signatures = attachments.map((each) => each.signature ?? noSignature);
  const [first = noSignature] = signatures;
  const same = (each: MailSignature) =>
    each.state === first.state && each.fingerprint === first.fingerprint;
  return signatures.every(same) ? first : noSignature;
}

function isEncryptedFile(attachment: MailAttachment): boolean {
  const start = Buffer.from(attachment.bytes.subarray(0, 200)).toString("latin1").trimStart();
  if (start.startsWith("-----BEGIN PGP MESSAGE-----")) return true;
  if (!/\.(pgp|gpg|asc)$/i.test(attachment.name)) return false;
  // Binary OpenPGP: a packet with tag 1 or 3, a session key for a person or a password.
  const first = attachment.bytes[0] ?? 0;
  const tag = (first & 0x40) !== 0 ? first & 0x3f : (first & 0x3c) >> 2;
  return (first & 0x80) !== 0 && (tag === 1 || tag === 3);
}

/** Whether bytes begin with the header of a MIME entity, and not with somebody's words. */
export function isEntity(bytes: Buffer): boolean {
  const { fields, problems } = readHeaderBlock(bytes.subarray(0, 64 * 1024), mailLimits);
  const typed = fields.some(({ name, value }) => name === "content-type" && value.includes("/"));
  return typed && problems.length === 0 && /^[\w-]+:/.test(bytes.toString("latin1", 0, 80));
}
