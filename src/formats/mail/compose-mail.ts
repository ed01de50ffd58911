/**
 * Composes one outgoing message: plain, signed, or signed and encrypted as PGP/MIME (RFC 3156).
 * Never falls back to plain: a recipient's key that cannot be used is a refusal.
 */
import {
  createMessage,
  encrypt,
  enums,
  type Key,
  type Message,
  readSignature,
  sign,
} from "openpgp";
import { Refusal } from "../../core/refusal.ts";
import { lastUsableAt, usableFrom } from "./expired-key.ts";
import { canEncryptTo, parsePublicKey } from "./keys.ts";
import {
  boundaryOf,
  joinParts,
  mixedEntity,
  type OutgoingAttachment,
  textEntity,
} from "./mime-entity.ts";
import { type OutgoingHeader, refuseControls, writeHeader } from "./outgoing-header.ts";
import { type OwnKey, openOwnKey } from "./own-key.ts";
import { fingerprintOf } from "./signature-state.ts";

export interface OutgoingMail extends OutgoingHeader {
  readonly text: string;
  readonly attachments?: readonly OutgoingAttachment[];
  /** What mail servers read when the message is encrypted: references only. "..." if not given. */
  readonly outerSubject?: string;
}

export interface MailProtection {
  readonly signWith?: OwnKey;
  /** Armored public keys. Every one must be usable at the date of the message. */
  readonly encryptTo?: readonly string[];
  /** One that has only expired is used all the same: a person chose so. Never a revoked one. */
  readonly evenExpired?: boolean;
  /** When the keys must be usable, where that is not the date of the message: a later attempt. */
  readonly usableAt?: Date;
}

/** The whole message as bytes, ready for a transport. */
export async function composeMail(
  mail: OutgoingMail,
  { signWith, encryptTo = [], evenExpired = false, usableAt = mail.date }: MailProtection = {},
): Promise<Uint8Array> {
  if (encryptTo.length > 0) {
    return await composeEncrypted(mail, { encryptTo, evenExpired, usableAt }, signWith);
  }
  const entity = entityOf(mail, null);
  const body = signWith ? await signedEntity(entity, mail, signWith) : entity;
  return toBytes(mail, mail.subject, body);
}

function entityOf(mail: OutgoingMail, protectedSubject: string | null): string {
  const boundary = boundaryOf(mail.messageId, "content");
  return mail.attachments && mail.attachments.length > 0
    ? mixedEntity(mail.text, mail.attachments, protectedSubject, boundary)
    : textEntity(mail.text, protectedSubject);
}

function toBytes(mail: OutgoingMail, subject: string, entity: string): Uint8Array {
  const end = entity.endsWith("\r\n") ? "" : "\r\n";
  return Buffer.from(`${writeHeader({ ...mail, subject })}\r\n${entity}${end}`, "latin1");
}

/** RFC 3156 section 5: the signature covers the entity up to, and without, the last line end. */
async function signedEntity(entity: string, mail: OutgoingMail, own: OwnKey): Promise<string> {
  const signingKeys = await openOwnKey(own);
  const binary = new Uint8Array(Buffer.from(entity, "latin1"));
  const message = await createMessage({ binary });
  const armored = await sign({ message, signingKeys, detached: true, date: mail.date });
  const boundary = boundaryOf(mail.messageId, "signed");
  const carrier = [
    'Content-Type: application/pgp-signature; name="signature.asc"',
    "Content-Description: OpenPGP digital signature",
    "",
    crlf(armored),
  ].join("\r\n");
  return [
    `Content-Type: multipart/signed; micalg=${await micalgOf(armored)};`,
    ` protocol="application/pgp-signature";`,
    ` boundary="${boundary}"`,
    "",
    joinParts([entity, carrier], boundary),
  ].join("\r\n");
}

async function micalgOf(armoredSignature: string): Promise<string> {
  const { packets } = await readSignature({ armoredSignature });
  return `pgp-${enums.read(enums.hash, packets[0]?.hashAlgorithm ?? enums.hash.sha512)}`;
}

/** RFC 3156 section 6.2: signed and encrypted in one OpenPGP message, the subject inside. */
async function composeEncrypted(
  mail: OutgoingMail,
  { encryptTo, evenExpired, usableAt }: Required<Omit<MailProtection, "signWith">>,
  signWith: OwnKey | undefined,
): Promise<Uint8Array> {
  refuseControls("Subject", mail.subject);
  const usable = await Promise.all(
    encryptTo.map((armored) => usableKey(armored, usableAt, evenExpired)),
  );
  const binary = new Uint8Array(Buffer.from(entityOf(mail, mail.subject), "latin1"));
  const message = await createMessage({ binary, date: mail.date });
  const armored = await encryptedTo(usable, message, mail.date, signWith);
  const boundary = boundaryOf(mail.messageId, "encrypted");
  const control = "Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1";
  const payload = [
    'Content-Type: application/octet-stream; name="encrypted.asc"',
    'Content-Disposition: inline; filename="encrypted.asc"',
    "",
    crlf(armored),
  ].join("\r\n");
  const entity = [
    'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted";',
    ` boundary="${boundary}"`,
    "",
    joinParts([control, payload], boundary),
  ].join("\r\n");
  return toBytes(mail, mail.outerSubject ?? "...", entity);
}

/** A key, and an instant at which it may be encrypted to. */
interface UsableKey {
  readonly key: Key;
  readonly at: Date;
}

async function encryptedTo(
  usable: readonly UsableKey[],
  message: Message<Uint8Array>,
  date: Date,
  signWith: OwnKey | undefined,
): Promise<string> {
  const encryptionKeys = usable.map(({ key }) => key);
  const signingKeys = signWith ? await openOwnKey(signWith) : undefined;
  const earliest = new Date(Math.min(...usable.map(({ at }) => +at)));
  if (+earliest === +date) {
    return await encrypt({
      message,
      encryptionKeys,
      date,
      ...(signingKeys ? { signingKeys } : {}),
    });
  }
  // Only whether the key may be used is asked of that day: the signature carries today's date.
  const signed = signingKeys
    ? await sign({ message, signingKeys, date, format: "object" })
    : message;
  return await encrypt({ message: signed, encryptionKeys, date: earliest });
}

/** The key, and when it may be used: now, or last where that is enough. */
async function usableKey(armored: string, now: Date, evenExpired: boolean): Promise<UsableKey> {
  const key = await parsePublicKey(armored);
  const from = usableFrom(key, now);
  if (await canEncryptTo(key, from)) return { key, at: from };
  const at = evenExpired ? await lastUsableAt(key, now) : undefined;
  if (at) return { key, at };
  throw new Refusal("mail.key-unusable", { fingerprint: fingerprintOf(key) });
}

function crlf(armored: string): string {
  return armored.trimEnd().replace(/\r?\n/g, "\r\n");
}
