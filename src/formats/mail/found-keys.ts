/** Finds public keys that came with a message [ALE-15]. They are shown for confirmation, never trusted by themselves. */
import { type Key, readKeys } from "openpgp";
import type { MailAttachment } from "./collect-content.ts";
import { type HeaderField, headerValue } from "./header-block.ts";
import { findBlock, findBlocks } from "./inline-pgp.ts";
import type { MailLimits } from "./mail-limits.ts";
import type { MailProblem } from "./mail-problem.ts";
import { fingerprintOf } from "./signature-state.ts";

export interface FoundKey {
  readonly armored: string;
  readonly fingerprint: string;
  readonly userIds: readonly string[];
  readonly where: "attachment" | "body" | "autocrypt";
}

const keyBytesMax = 256 * 1024;

interface Candidate {
  readonly where: FoundKey["where"];
  readonly armored?: string;
  readonly binary?: Uint8Array;
}

/** Keys in the texts, in attachments and in the Autocrypt header; each fingerprint once. */
export async function findKeys(
  texts: readonly string[],
  attachments: readonly MailAttachment[],
  fields: readonly HeaderField[],
  limits: MailLimits,
  problems: Set<MailProblem>,
): Promise<FoundKey[]> {
  const blocks = (text: string) => {
    if (findBlock(text, "private-key")) problems.add("mail.private-key-inside");
    return findBlocks(text, "public-key", limits.keysFoundMax);
  };
  const candidates: Candidate[] = [
    ...texts.flatMap(blocks).map((armored) => ({ where: "body" as const, armored })),
    ...attachments.filter(mayHoldKey).flatMap((each) => fromAttachment(each, blocks)),
    ...fromAutocrypt(fields),
  ];
  const found = new Map<string, FoundKey>();
  for (const candidate of candidates.slice(0, limits.keysFoundMax)) {
    for (const key of await parse(candidate, problems)) {
      const each = toFound(key, candidate.where);
      if (!found.has(each.fingerprint)) found.set(each.fingerprint, each);
    }
  }
  return [...found.values()].slice(0, limits.keysFoundMax);
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
  const binary = attachment.type === "application/pgp-keys" && !text.includes("-----BEGIN");
  return binary ? [{ where: "attachment", binary: attachment.bytes }] : [];
}

function fromAutocrypt(fields: readonly HeaderField[]): Candidate[] {
  const data = /(?:^|;)\s*keydata=([A-Za-z0-9+/=\s]{1,65536})/.exec(
    headerValue(fields, "autocrypt") ?? "",
  )?.[1];
  return data ? [{ where: "autocrypt", binary: new Uint8Array(Buffer.from(data, "base64")) }] : [];
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

function toFound(key: Key, where: FoundKey["where"]): FoundKey {
  return {
    armored: key.armor(),
    fingerprint: fingerprintOf(key),
    userIds: key.getUserIDs().slice(0, 20),
    where,
  };
}
