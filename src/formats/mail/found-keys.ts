/** Finds public keys that came with a message [ALE-15]. They are shown for confirmation, never trusted by themselves. */
import { type Key, readKeys } from "openpgp";
import { readAutocrypt } from "./autocrypt.ts";
import type { MailAttachment } from "./collect-content.ts";
import { lastUsableAt, usableFrom } from "./expired-key.ts";
import type { HeaderField } from "./header-block.ts";
import { findBlock, findBlocks } from "./inline-pgp.ts";
import { canEncryptTo } from "./keys.ts";
import type { MailLimits } from "./mail-limits.ts";
import type { MailProblem } from "./mail-problem.ts";
import { fingerprintOf } from "./signature-state.ts";
import { addressOfUserId, certifiedUserIds } from "./user-ids.ts";

export interface FoundKey {
  readonly armored: string;
  readonly fingerprint: string;
  /** Those that the key itself certifies, and has not revoked. */
  readonly userIds: readonly string[];
  readonly where: "attachment" | "body" | "autocrypt";
  /**
   * Whose address it names: the sender's, somebody else's, or nobody's. A name is a claim in every
   * case; only its owner can confirm it.
   */
  readonly names: "sender" | "other" | "nobody";
  /** Whether this very message is signed by it: whoever sent it holds the private half. */
  readonly signedThis: boolean;
  /** Null where something can be encrypted to it now. */
  readonly unusable: "expired" | "revoked" | "cannot-encrypt" | null;
  /** When it ends, in ISO 8601; null when it never does. */
  readonly expiresAt: string | null;
}

const keyBytesMax = 256 * 1024;

interface Candidate {
  readonly where: FoundKey["where"];
  readonly armored?: string;
  readonly binary?: Uint8Array;
}

/** What keys are looked for in. */
export interface KeySources {
  readonly texts: readonly string[];
  readonly attachments: readonly MailAttachment[];
  readonly fields: readonly HeaderField[];
  readonly sender: string | null;
  readonly now: Date;
}

/** Keys in the texts, in attachments and in the Autocrypt header; each fingerprint once. */
export async function findKeys(
  { texts, attachments, fields, sender, now }: KeySources,
  limits: MailLimits,
  problems: Set<MailProblem>,
): Promise<FoundKey[]> {
  const blocks = (text: string) => {
    if (findBlock(text, "private-key")) problems.add("mail.private-key-inside");
    return findBlocks(text, "public-key", limits.keysFoundMax);
  };
  const autocrypt = readAutocrypt(fields, sender);
  const candidates: Candidate[] = [
    ...texts.flatMap(blocks).map((armored) => ({ where: "body" as const, armored })),
    ...attachments.filter(mayHoldKey).flatMap((each) => fromAttachment(each, blocks)),
    ...(autocrypt ? [{ where: "autocrypt" as const, binary: autocrypt }] : []),
  ];
  const found = new Map<string, FoundKey>();
  for (const candidate of candidates.slice(0, limits.keysFoundMax)) {
    for (const key of await parse(candidate, problems)) {
      const each = await toFound(key, candidate.where, sender, now);
      if (!found.has(each.fingerprint)) found.set(each.fingerprint, each);
    }
  }
  const keys = [...found.values()].slice(0, limits.keysFoundMax);
  if (keys.some((key) => key.names === "other")) problems.add("mail.key-names-other");
  return keys;
}

function mayHoldKey(attachment: MailAttachment): boolean {
  return (
    attachment.bytes.length <= keyBytesMax &&
    (/^(text|application)\//.test(attachment.type) ||
      /\.(asc|key|pgp|gpg|pub)$/i.test(attachment.name))
  );
}

function fromAttachment(
  attachment: MailAttachment,
  blocks: (text: string) => string[],
): Candidate[] {
  const text = Buffer.from(attachment.bytes).toString("latin1").replace(/\r\n/g, "\n");
  const armored = blocks(text);
  if (armored.length > 0) return armored.map((each) => ({ where: "attachment", armored: each }));
  const typed = attachment.type === "application/pgp-keys";
  const binary = (typed || isBinaryKey(attachment)) && !text.includes("-----BEGIN");
  return binary ? [{ where: "attachment", binary: attachment.bytes }] : [];
}

/** A file named as `gpg --export` users name theirs, that begins with a public-key packet (tag 6). */
function isBinaryKey({ name, bytes }: MailAttachment): boolean {
  const first = bytes[0] ?? 0;
  const tag = (first & 0x40) !== 0 ? first & 0x3f : (first & 0x3c) >> 2;
  return /\.(gpg|pgp|key|pub)$/i.test(name) && (first & 0x80) !== 0 && tag === 6;
}

async function parse(candidate: Candidate, problems: Set<MailProblem>): Promise<Key[]> {
  try {
    const keys = candidate.armored
      ? await readKeys({ armoredKeys: candidate.armored })
      : await readKeys({ binaryKeys: candidate.binary ?? new Uint8Array() });
    if (keys.some((key) => key.isPrivate())) problems.add("mail.private-key-inside");
    return keys.filter((key) => !key.isPrivate()).slice(0, 10);
  } catch {
    problems.add("mail.key-unreadable");
    return [];
  }
}

async function toFound(
  key: Key,
  where: FoundKey["where"],
  sender: string | null,
  now: Date,
): Promise<FoundKey> {
  const userIds = await certifiedUserIds(key, now);
  return {
    armored: key.armor(),
    fingerprint: fingerprintOf(key),
    userIds,
    where,
    names: namesOf(userIds, sender),
    signedThis: false,
    unusable: await whyUnusable(key, now),
    expiresAt: await expiryOf(key),
  };
}

function namesOf(userIds: readonly string[], sender: string | null): FoundKey["names"] {
  const addresses = userIds.flatMap((userId) => addressOfUserId(userId) ?? []);
  if (addresses.length === 0) return "nobody";
  return sender !== null && addresses.includes(sender.toLowerCase()) ? "sender" : "other";
}

/** Why nothing can be encrypted to it now; null where something can. */
export async function whyUnusable(key: Key, now: Date): Promise<FoundKey["unusable"]> {
  if (await canEncryptTo(key, usableFrom(key, now))) return null;
  if (await key.isRevoked(undefined, undefined, now)) return "revoked";
  return (await lastUsableAt(key, now)) ? "expired" : "cannot-encrypt";
}

/** When the key as a whole ends, in ISO 8601; null when it never does. */
export async function expiryOf(key: Key): Promise<string | null> {
  const expires = await key.getExpirationTime().catch(() => null);
  return expires instanceof Date ? expires.toISOString() : null;
}
