/** Encrypted data with a hash inside (RFC 9580 section 5.13.1), opened in its own memory. Gives nothing before the hash held. */
import { createDecipheriv, createHash } from "node:crypto";
import type { SessionKey } from "openpgp";
import { AlteredMessage } from "./altered-message.ts";
import { release } from "./release.ts";

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

/** How to open a body of this length; null where the key is of another kind. */
export function openCfb(
  length: number,
  { data: key, algorithm }: SessionKey,
): ((body: Buffer) => Buffer) | null {
  const [cipher, keyBytes] = ciphers[algorithm] ?? [];
  if (cipher === undefined || key.length !== keyBytes) return null;
  if (length < 1 + prefixBytes + checkHeader.length + hashBytes) return null;
  return (body) => {
    const data = body.subarray(1);
    decrypt(data, cipher, key);
    return checked(data);
  };
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

function checked(data: Buffer): Buffer {
  const end = data.length - hashBytes;
  const hash = createHash("sha1").update(data.subarray(0, end)).digest();
  const [tag, length] = data.subarray(end - checkHeader.length, end);
  const whole = hash.equals(data.subarray(end)) && tag === checkHeader[0];
  if (!whole || length !== checkHeader[1]) throw new AlteredMessage("modification detected");
  return data.subarray(prefixBytes, end - checkHeader.length);
}
