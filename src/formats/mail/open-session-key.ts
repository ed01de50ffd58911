/**
 * Finds the session key of an OpenPGP message with our private keys. Tries a bounded number of
 * times: who hides the recipients of a thousand packets gets no thousand decryptions.
 */
import { createHash } from "node:crypto";
import { enums, type PrivateKey, readMessage, type SessionKey, type Subkey } from "openpgp";
import type { MessageParts, Recipient } from "./session-key-packets.ts";

/** Decryptions that are still allowed for the whole mail. */
export interface Attempts {
  left: number;
}

/** A message that none of the keys here opens, for one who holds keys elsewhere (a gpg-agent). */
export interface ClosedMessage {
  /** Names the packets, so that an answer fits its question. */
  readonly id: string;
  /** Its session-key packets, one after another; no content. */
  readonly packets: Uint8Array;
}

/** What such a holder of keys made of a closed message. */
export interface GivenSessionKey {
  readonly id: string;
  /** Symmetric algorithm by its number (RFC 9580 section 9.3). */
  readonly algorithm: number;
  readonly key: Uint8Array;
}

const recipientsAskedMax = 16;

/** The question to a holder of keys elsewhere, or null where nobody but a password opens it. */
export function toClosedMessage({ recipients }: MessageParts): ClosedMessage | null {
  // gpg reads packets of version 3; the messages that need version 6 it cannot read anyway.
  const asked = recipients.filter((each) => each.version === 3).slice(0, recipientsAskedMax);
  if (asked.length === 0) return null;
  const packets = Buffer.concat(asked.map((each) => each.packet));
  return {
    id: createHash("sha256").update(packets).digest("hex"),
    packets: Uint8Array.from(packets),
  };
}

/** A key that was given for exactly these packets, in the library's words. */
export function givenSessionKey(
  closed: ClosedMessage,
  given: readonly GivenSessionKey[],
): SessionKey | null {
  const found = given.find((each) => each.id === closed.id);
  const name = found && nameOf(found.algorithm);
  return found && name ? { data: found.key, algorithm: name } : null;
}

/** Every session key that one of ours finds in the packets that concern it. */
export async function openSessionKeys(
  { recipients }: MessageParts,
  own: readonly PrivateKey[],
  attempts: Attempts,
): Promise<SessionKey[]> {
  const found: SessionKey[] = [];
  for (const recipient of addressedFirst(recipients, own)) {
    for (const key of candidates(recipient, own)) {
      if (attempts.left <= 0) return found;
      attempts.left--;
      const sessionKey = await decryptPacket(recipient, key);
      if (sessionKey) found.push(sessionKey);
    }
    // One that names us and opens is the one; what hides its recipient may open by chance.
    if (found.length > 0 && recipient.keyId !== null) return found;
  }
  return found;
}

function addressedFirst(recipients: readonly Recipient[], own: readonly PrivateKey[]): Recipient[] {
  const ids = new Set(own.flatMap((key) => key.getKeyIDs().map(idOf)));
  return [
    ...recipients.filter(({ keyId }) => keyId !== null && ids.has(keyId)),
    ...recipients.filter(({ keyId }) => keyId === null),
  ];
}

/**
 * Retired, expired and revoked keys too: they still open what was written to them. Which use a
 * key is meant for is the sender's mistake to make, and none of ours to lose a report by.
 */
function candidates(recipient: Recipient, own: readonly PrivateKey[]): (PrivateKey | Subkey)[] {
  return own
    .flatMap((key) => key.getKeys())
    .filter(({ keyPacket }) => {
      const named = recipient.keyId === null || idOf(keyPacket.getKeyID()) === recipient.keyId;
      return named && Number(keyPacket.algorithm) === recipient.algorithm && isUsable(keyPacket);
    }) as (PrivateKey | Subkey)[];
}

function isUsable(packet: object): boolean {
  const secret = packet as { isDummy?(): boolean; isDecrypted?(): boolean };
  return secret.isDummy?.() !== true && secret.isDecrypted?.() === true;
}

/** What the library can do with the packet, and does not say in its types. */
interface SessionKeyPacket {
  decrypt(key: unknown): Promise<void>;
  readonly sessionKey: Uint8Array | null;
  readonly sessionKeyAlgorithm: number | null;
}

async function decryptPacket(
  recipient: Recipient,
  key: PrivateKey | Subkey,
): Promise<SessionKey | null> {
  try {
    const message = await readMessage({ binaryMessage: withEmptyData(recipient.packet) });
    const [packet] = message.packets.filterByTag(enums.packet.publicKeyEncryptedSessionKey);
    const opening = packet as unknown as SessionKeyPacket;
    await opening.decrypt(key.keyPacket);
    if (!opening.sessionKey) return null;
    const name = nameOf(opening.sessionKeyAlgorithm ?? 0);
    // Version 6 leaves the algorithm to the encrypted data, and the library takes null for it.
    return { data: opening.sessionKey, algorithm: name as SessionKey["algorithm"] };
  } catch {
    return null;
  }
}

// A message is session keys and data; this one has data of no bytes.
function withEmptyData(packet: Buffer): Uint8Array {
  return Uint8Array.from([...packet, 0xc0 | enums.packet.symEncryptedIntegrityProtectedData, 1, 1]);
}

function nameOf(algorithm: number): SessionKey["algorithm"] | null {
  try {
    return enums.read(enums.symmetric, algorithm) as SessionKey["algorithm"];
  } catch {
    return null;
  }
}

function idOf(id: { toHex(): string }): string {
  return id.toHex().toUpperCase();
}
