/**
 * Opens large encrypted data (RFC 9580 section 5.13.1) in the memory that it lies in: a second copy of
 * what may be tens of megabytes is never made. Gives no byte of what was altered on its way.
 */
import { createDecipheriv, createHash } from "node:crypto";
import type { SessionKey } from "openpgp";
import { frameAt, joinBody } from "./packet-frames.ts";
import { release } from "./release.ts";
import { packetTags } from "./session-key-packets.ts";

/** Its integrity check failed. Nothing of it is given out (EFAIL). */
export class AlteredMessage extends Error {
  override readonly name = "AlteredMessage";
}

const ciphers: Partial<Record<SessionKey["algorithm"], readonly [name: string, keyBytes: number]>> =
  {
    aes128: ["aes-128-cfb", 16],
    aes192: ["aes-192-cfb", 24],
    aes256: ["aes-256-cfb", 32],
  };

const blockBytes = 16;
const prefixBytes = blockBytes + 2;
const hashBytes = 20;
/** The packet that carries the hash: its header, which is hashed too, and the hash. */
const checkHeader = [0xd3, 0x14] as const;
/** Larger than what Node shares out among many, so that each step is released. */
const stepBytes = 256 * 1024;

/**
 * The packets inside, which then lie in `message`. Null where it is not such a message from its first to
 * its last byte: then it is untouched. Throws AlteredMessage where the check fails; `message` is spent.
 */
export function openInPlace(message: Buffer, { data: key, algorithm }: SessionKey): Buffer | null {
  const [cipher, keyBytes] = ciphers[algorithm] ?? [];
  if (cipher === undefined || key.length !== keyBytes) return null;
  const frame = frameAt(message, 0);
  const readable = frame?.tag === packetTags.protected && frame.end === message.length;
  if (!readable || frame.length < 1 + prefixBytes + checkHeader.length + hashBytes) return null;
  // Version 2 is another kind of encryption.
  if (message[frame.bodyAt] !== 1) return null;
  const data = joinBody(message, frame).subarray(1);
  decrypt(data, cipher, key);
  const end = data.length - hashBytes;
  const hash = createHash("sha1").update(data.subarray(0, end)).digest();
  const [tag, length] = data.subarray(end - checkHeader.length, end);
  const whole = hash.equals(data.subarray(end)) && tag === checkHeader[0];
  if (!whole || length !== checkHeader[1]) throw new AlteredMessage("modification detected");
  return data.subarray(prefixBytes, end - checkHeader.length);
}

/** Cipher feedback with an initial vector of zeros: the random bytes in front are that. */
function decrypt(data: Buffer, cipher: string, key: Uint8Array): void {
  const decipher = createDecipheriv(cipher, key, Buffer.alloc(blockBytes));
  for (let at = 0; at < data.length; at += stepBytes) {
    const step = data.subarray(at, at + stepBytes);
    const opened = decipher.update(step);
    opened.copy(step);
    release(opened);
  }
}
