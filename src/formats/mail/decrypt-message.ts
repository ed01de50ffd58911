/** Decrypts one OpenPGP message and reads the signature inside. Gives no byte of what failed its integrity check. */
import {
  enums,
  type LiteralDataPacket,
  type Message,
  type PrivateKey,
  readMessage,
  type SessionKey,
} from "openpgp";
import { AlteredMessage } from "./altered-message.ts";
import { dearmor } from "./dearmor.ts";
import { putText } from "./hash-in-pieces.ts";
import type { DecryptFailure } from "./mail-problem.ts";
import { openInPlace } from "./open-in-place.ts";
import {
  type Attempts,
  type ClosedMessage,
  type GivenSessionKey,
  givenSessionKey,
  openSessionKeys,
  toClosedMessage,
} from "./open-session-key.ts";
import { GrowsTooLarge, separateLiteral } from "./separate-literal.ts";
import { type MessageParts, packetTags, readMessageParts } from "./session-key-packets.ts";
import { type MailSignature, signatureState, type Verifying } from "./signature-state.ts";

export type Decrypted =
  | {
      readonly failure: null;
      readonly bytes: Buffer;
      readonly signature: MailSignature;
      /** False where the message was only signed: it is written in the same way. */
      readonly encrypted: boolean;
    }
  | { readonly failure: DecryptFailure };

/** Opened private keys, and what else opens a message. */
export interface Unlocked {
  readonly keys: readonly PrivateKey[];
  /** Whether some of ours could not be opened. */
  readonly someLocked: boolean;
  readonly given: readonly GivenSessionKey[];
  /** Shared by all parts of one mail. */
  readonly attempts: Attempts;
  /** Collects what a holder of keys elsewhere may still open. */
  readonly closed: ClosedMessage[];
}

/** Takes an armored or binary message; never throws. */
export async function decryptMessage(
  data: Buffer,
  own: Unlocked,
  verifying: Verifying,
): Promise<Decrypted> {
  const parts = readMessageParts(dearmor(data));
  if (!parts) return { failure: "decrypt.broken" };
  try {
    if (unencrypted.includes(parts.tag)) return await openPlain(parts, verifying);
    // EFAIL: without integrity protection an altered message would show its altered text.
    if (parts.tag === packetTags.unprotected) return { failure: "decrypt.integrity" };
    if (parts.tag !== packetTags.protected && parts.tag !== packetTags.aead) {
      return { failure: "decrypt.broken" };
    }
    return await openEncrypted(parts, own, verifying);
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

const unencrypted: readonly number[] = [
  packetTags.signature,
  packetTags.onePassSignature,
  packetTags.compressed,
  packetTags.literal,
];

async function openEncrypted(
  parts: MessageParts,
  own: Unlocked,
  verifying: Verifying,
): Promise<Decrypted> {
  const { recipients, passwords, rest } = parts;
  if (recipients.length === 0) {
    return { failure: passwords > 0 ? "decrypt.password-only" : "decrypt.broken" };
  }
  const sessionKeys = await sessionKeysOf(parts, own);
  if (sessionKeys.length === 0) {
    if (own.attempts.left <= 0) return { failure: "decrypt.too-many" };
    return { failure: own.someLocked ? "decrypt.key-locked" : "decrypt.no-key" };
  }
  const { now, config } = verifying;
  const [sessionKey, ...others] = sessionKeys;
  if (sessionKey && others.length === 0 && rest.length >= verifying.largeBytesMin) {
    const packets = openInPlace(rest, sessionKey);
    if (packets) return await readLarge(packets, verifying, true);
  }
  const message = await readMessage({ binaryMessage: viewOf(rest), config });
  const plain = await message.decrypt([], [], sessionKeys, now, config);
  return await read(plain, verifying, true);
}

async function sessionKeysOf(parts: MessageParts, own: Unlocked): Promise<SessionKey[]> {
  const closed = toClosedMessage(parts);
  const given = closed && givenSessionKey(closed, own.given);
  if (given) return [given];
  const found = await openSessionKeys(parts, own.keys, own.attempts);
  if (found.length === 0 && closed) own.closed.push(closed);
  return found;
}

async function openPlain({ rest }: MessageParts, verifying: Verifying): Promise<Decrypted> {
  const { config } = verifying;
  if (rest.length >= verifying.largeBytesMin) return await readLarge(rest, verifying, false);
  const message = await readMessage({ binaryMessage: viewOf(rest), config });
  return await read(message, verifying, false);
}

/** The same as `read`, with no second copy of the text wherever the packets are in their usual order. */
async function readLarge(
  packets: Buffer,
  verifying: Verifying,
  encrypted: boolean,
): Promise<Decrypted> {
  const { config } = verifying;
  const separated = await separateLiteral(packets, config.maxDecompressedMessageSize);
  const binaryMessage = separated?.packets ?? viewOf(packets);
  const message = await readMessage({ binaryMessage, config });
  return await read(message, verifying, encrypted, separated?.text);
}

/** `apart` is the text that was taken out of the message. */
async function read(
  plain: Message<Uint8Array>,
  verifying: Verifying,
  encrypted: boolean,
  apart?: Buffer,
): Promise<Decrypted> {
  const { trust, now, config } = verifying;
  // Reads the packets behind the text too: a broken tail must fail before the text is given out.
  const results = await plain.verify([...trust], now, config);
  const signatures = await Promise.all(results.map((result) => result.signature));
  const literal = plain.unwrapCompressed().packets.findPacket(enums.packet.literalData);
  const found = plain.getLiteralData();
  if (!literal || !(found instanceof Uint8Array)) return { failure: "decrypt.broken" };
  const packets = signatures.flatMap((each) => [...each.packets]);
  const bytes = apart ?? found;
  if (apart) putText(apart, literal as LiteralDataPacket, packets, false);
  const signature = await signatureState(packets, literal as LiteralDataPacket, false, verifying);
  const plainBytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return { failure: null, bytes: plainBytes, signature, encrypted };
}

// No copy: `dearmor` made one, and a message may be tens of megabytes.
function viewOf(bytes: Buffer): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

function failureOf(error: unknown): DecryptFailure {
  if (error instanceof AlteredMessage) return "decrypt.integrity";
  if (error instanceof GrowsTooLarge) return "decrypt.too-large";
  const message = error instanceof Error ? error.message : "";
  if (/maximum decompressed|decompressed message size/i.test(message)) return "decrypt.too-large";
  if (
    /modification|not authenticated|to authenticate|integrity|authentication|tag mismatch/i.test(
      message,
    )
  ) {
    return "decrypt.integrity";
  }
  return "decrypt.broken";
}
