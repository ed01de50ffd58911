/**
 * Reads keys that people outside give us, and joins copies of the same key, so that a renewal or a
 * revocation in either counts. Never trusts one, and never takes one key for another.
 */
import { type Key, readKeys } from "openpgp";
import { Refusal } from "../../core/refusal.ts";
import { expiryOf, whyUnusable } from "./found-keys.ts";
import { parsePublicKey } from "./keys.ts";
import { fingerprintOf } from "./signature-state.ts";
import { addressOfUserId, certifiedUserIds } from "./user-ids.ts";

export interface KeyCopy {
  readonly armored: string;
  /** 40 upper-case hexadecimal digits. */
  readonly fingerprint: string;
  /** Those that the key itself certifies. */
  readonly userIds: readonly string[];
  /** Whose address they name; "nobody" where none was asked for. */
  readonly names: "sender" | "other" | "nobody";
  readonly unusable: "expired" | "revoked" | "cannot-encrypt" | null;
  /** When it ends, in ISO 8601; null when it never does. */
  readonly expiresAt: string | null;
}

const blockBytesMax = 256 * 1024;
const keysMax = 5;

/** The public keys in an armored or binary block, at most five. Refuses what is none, and private keys. */
export async function readKeyCopies(
  block: string | Uint8Array,
  address: string | null,
  now: Date,
): Promise<KeyCopy[]> {
  if (block.length > blockBytesMax) throw new Refusal("mail.key-unreadable");
  const reading =
    typeof block === "string" ? readKeys({ armoredKeys: block }) : readKeys({ binaryKeys: block });
  const keys = await reading.catch(() => []);
  if (keys.length === 0) throw new Refusal("mail.key-unreadable");
  if (keys.some((key) => key.isPrivate())) throw new Refusal("mail.key-is-private");
  return Promise.all(keys.slice(0, keysMax).map((key) => copyOf(key, address, now)));
}

async function copyOf(key: Key, address: string | null, now: Date): Promise<KeyCopy> {
  const userIds = await certifiedUserIds(key, now);
  return {
    armored: key.armor(),
    fingerprint: fingerprintOf(key),
    userIds,
    names: namesOf(userIds, address),
    unusable: await whyUnusable(key, now),
    expiresAt: await expiryOf(key),
  };
}

function namesOf(userIds: readonly string[], address: string | null): KeyCopy["names"] {
  const named = userIds.flatMap((userId) => addressOfUserId(userId) ?? []);
  if (named.length === 0) return "nobody";
  return address !== null && named.includes(address.toLowerCase()) ? "sender" : "other";
}

/** Whether something can be encrypted to the key now, and why not. */
export async function keyUsableFor(
  armored: string,
  now: Date,
): Promise<"good" | "expired" | "revoked" | "unusable"> {
  const key = await parsePublicKey(armored).catch(() => undefined);
  if (!key) return "unusable";
  const why = await whyUnusable(key, now);
  if (why === null) return "good";
  return why === "cannot-encrypt" ? "unusable" : why;
}

export interface JoinedCopy {
  readonly armored: string;
  /** What the other copy says that the known one did not. */
  readonly news: "nothing" | "renewed" | "expired" | "revoked";
  readonly copy: KeyCopy;
}

/**
 * The known key with what its owner said in another copy of it. Only its own signatures count: nobody
 * else can prolong or revoke it. A copy of another key is a bug of the caller.
 */
export async function joinKeyCopies(known: string, other: string, now: Date): Promise<JoinedCopy> {
  const [before, copy] = [await parsePublicKey(known), await parsePublicKey(other)];
  if (fingerprintOf(before) !== fingerprintOf(copy))
    throw new Error("two keys, not two copies of one");
  const joined = await before.update(copy, now).catch(() => before);
  const [was, is] = [await standing(before, now), await standing(joined, now)];
  const facts = await copyOf(joined, null, now);
  return { armored: joined.armor(), news: newsBetween(was, is), copy: facts };
}

interface Standing {
  readonly unusable: KeyCopy["unusable"];
  readonly expiresAt: string | null;
}

async function standing(key: Key, now: Date): Promise<Standing> {
  return { unusable: await whyUnusable(key, now), expiresAt: await expiryOf(key) };
}

function newsBetween(was: Standing, is: Standing): JoinedCopy["news"] {
  if (is.unusable === "revoked") return was.unusable === "revoked" ? "nothing" : "revoked";
  if (is.unusable === "expired" && was.unusable === null) return "expired";
  const usableAgain = was.unusable !== null && is.unusable === null;
  return usableAgain || is.expiresAt !== was.expiresAt ? "renewed" : "nothing";
}
