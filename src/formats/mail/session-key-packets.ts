/**
 * Reads the packets in front of an OpenPGP message that say who can open it (RFC 9580 section 5.1,
 * 5.3), without decrypting: a message may name thousands of recipients, of which we are one.
 */
import { readPacketHeader } from "./packet-frames.ts";

export interface Recipient {
  /** 16 upper-case hexadecimal digits; null where the sender hid it. */
  readonly keyId: string | null;
  readonly version: 3 | 6;
  /** Public-key algorithm by its number. */
  readonly algorithm: number;
  /** The packet with its header. */
  readonly packet: Buffer;
}

export interface MessageParts {
  readonly recipients: readonly Recipient[];
  /** How many passwords open it. */
  readonly passwords: number;
  /** Tag of the packet behind them: encrypted data, or what needs no key. */
  readonly tag: number;
  /** From that packet on. */
  readonly rest: Buffer;
}

export const packetTags = {
  sessionKey: 1,
  signature: 2,
  passwordKey: 3,
  onePassSignature: 4,
  compressed: 8,
  /** Encrypted without integrity protection; RFC 9580 section 5.7 calls it obsolete. */
  unprotected: 9,
  marker: 10,
  literal: 11,
  protected: 18,
  aead: 20,
  padding: 21,
} as const;

/** The parts of a binary message, or null where its first packets are broken. */
export function readMessageParts(message: Buffer): MessageParts | null {
  const recipients: Recipient[] = [];
  let passwords = 0;
  let at = 0;
  while (at < message.length) {
    const header = readPacketHeader(message, at);
    if (!header) return null;
    if (!inFront.includes(header.tag)) {
      return { recipients, passwords, tag: header.tag, rest: message.subarray(at) };
    }
    if (header.length === null || header.bodyAt + header.length > message.length) return null;
    const end = header.bodyAt + header.length;
    if (header.tag === packetTags.passwordKey) passwords++;
    if (header.tag === packetTags.sessionKey) {
      const packet = message.subarray(at, end);
      const recipient = toRecipient(message.subarray(header.bodyAt, end), packet);
      if (recipient) recipients.push(recipient);
    }
    at = end;
  }
  return null;
}

const inFront: readonly number[] = [
  packetTags.sessionKey,
  packetTags.passwordKey,
  packetTags.marker,
  packetTags.padding,
];

function toRecipient(body: Buffer, packet: Buffer): Recipient | null {
  if (body[0] === 3) {
    const keyId = body.toString("hex", 1, 9).toUpperCase();
    return { keyId: named(keyId), version: 3, algorithm: body[9] ?? 0, packet };
  }
  if (body[0] !== 6) return null;
  const length = body[1] ?? 0;
  const algorithm = body[2 + length] ?? 0;
  const fingerprint = body.subarray(3, 2 + length);
  // The id of a version 4 key is the end of its fingerprint, that of a later one the beginning.
  const id = body[2] === 4 ? fingerprint.subarray(-8) : fingerprint.subarray(0, 8);
  const keyId = length === 0 ? null : named(id.toString("hex").toUpperCase());
  return { keyId, version: 6, algorithm, packet };
}

function named(keyId: string): string | null {
  return /^0*$/.test(keyId) ? null : keyId;
}
