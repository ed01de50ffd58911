/** The keys that mail is read with: opens ours, and joins what is known of others'. Keeps nothing. */
import { type Key, readKeys } from "openpgp";
import type { Unlocked } from "./decrypt-message.ts";
import type { MailLimits } from "./mail-limits.ts";
import type { MailProblem } from "./mail-problem.ts";
import type { GivenSessionKey } from "./open-session-key.ts";
import { type OwnKey, openOwnKeys } from "./own-key.ts";
import { type OpenedSmimeKeys, openSmimeKeys, type SmimeKeys } from "./smime/smime-keys.ts";

export interface MailKeys {
  /** Every key of ours, old ones too: they still open old mail. */
  readonly own: readonly OwnKey[];
  /** Armored public keys that staff confirmed. */
  readonly trust: readonly string[];
  /** When the signature's key must be valid to be called good. */
  readonly now: Date;
  /** Session keys that a gpg-agent found for messages of this mail. */
  readonly sessionKeys?: readonly GivenSessionKey[];
  /** Certificates and keys for S/MIME. */
  readonly smime?: SmimeKeys;
}

/** Opens our keys; one that does not open is told and does not keep the others from it. */
export async function unlockAll(keys: MailKeys, limits: MailLimits): Promise<Unlocked> {
  const opened = await Promise.all(keys.own.map((key) => openOwnKeys(key).catch(() => null)));
  return {
    keys: opened.flatMap((each) => each ?? []),
    someLocked: opened.includes(null),
    given: keys.sessionKeys ?? [],
    attempts: { left: limits.decryptionsMax },
    closed: [],
  };
}

/** What S/MIME is read with; what cannot be read is told, and the mail is read without. */
export function smimeOf({ smime }: MailKeys, problems: Set<MailProblem>): OpenedSmimeKeys {
  try {
    return smime ? openSmimeKeys(smime) : noSmimeKeys;
  } catch {
    problems.add("mail.smime-keys-unusable");
    return noSmimeKeys;
  }
}

const noSmimeKeys: OpenedSmimeKeys = { authorities: [], revocations: [], own: [] };

/**
 * The keys to check signatures with. Of a key that is given twice both copies count: who forgot
 * the old one must not thereby forget its revocation.
 */
export async function trustedKeys(blocks: readonly string[], now: Date): Promise<Key[]> {
  const found = new Map<string, Key>();
  // One stored key that no longer parses must not close the mailbox.
  const read = (armoredKeys: string) => readKeys({ armoredKeys }).catch(() => []);
  for (const key of (await Promise.all(blocks.map(read))).flat()) {
    const fingerprint = key.getFingerprint();
    const known = found.get(fingerprint);
    found.set(fingerprint, known ? await joined(known, key.toPublic(), now) : key.toPublic());
  }
  return [...found.values()];
}

async function joined(known: Key, other: Key, now: Date): Promise<Key> {
  return await known.update(other, now).catch(() => known);
}
