/**
 * Encrypted data whose every chunk proves itself (RFC 9580 section 5.13.2), and the packet that GnuPG
 * writes since 2.3, opened in its own memory. Gives nothing before the last chunk held.
 */
import { createDecipheriv, hkdfSync } from "node:crypto";
import type { SessionKey } from "openpgp";
import { AlteredMessage } from "./altered-message.ts";
import { release } from "./release.ts";
import { packetTags } from "./session-key-packets.ts";

const keyBytesOf: Partial<Record<number, number>> = { 7: 16, 8: 24, 9: 32 };
const modes: Partial<
  Record<number, { readonly name: "ocb" | "gcm"; readonly nonceBytes: number }>
> = { 2: { name: "ocb", nonceBytes: 15 }, 3: { name: "gcm", nonceBytes: 12 } };
const tagBytes = 16;
const saltBytes = 32;
/** 4 MiB chunks: RFC 9580 allows no larger ones. */
const chunkOctetMax = 16;

/** What the chunks of one message are opened with. */
interface Chunks {
  readonly cipher: string;
  readonly key: Uint8Array;
  readonly nonce: Buffer;
  readonly counted: boolean;
  /** What is proven with every chunk: the packet's tag and settings. */
  readonly about: Buffer;
  readonly chunkBytes: number;
  /** Where the first one begins in the body. */
  readonly from: number;
}

/** How to open a body that begins so and is of this length; null where it is of another kind. */
export function openAead(
  tag: number,
  head: Buffer,
  length: number,
  sessionKey: SessionKey,
): ((body: Buffer) => Buffer) | null {
  const chunks = chunksOf(tag, head, sessionKey);
  if (!chunks || length <= chunks.from + 2 * tagBytes) return null;
  return (body) => openChunks(body, chunks);
}

function chunksOf(tag: number, head: Buffer, { data: key }: SessionKey): Chunks | null {
  const [version = 0, cipher = 0, aead = 0, octet = 255] = head;
  const mode = modes[aead];
  const keyBytes = keyBytesOf[cipher];
  if (!mode || key.length !== keyBytes || octet > chunkOctetMax || head.length < 64) return null;
  const about = Buffer.from([0xc0 | tag, version, cipher, aead, octet]);
  const shared = {
    cipher: `aes-${keyBytes * 8}-${mode.name}`,
    about,
    chunkBytes: 2 ** (octet + 6),
  };
  if (tag === packetTags.protected && version === 2) {
    const from = 4 + saltBytes;
    const bytes = keyBytes + mode.nonceBytes - 8;
    const derived = Buffer.from(hkdfSync("sha256", key, head.subarray(4, from), about, bytes));
    const nonce = Buffer.concat([derived.subarray(keyBytes), Buffer.alloc(8)]);
    return { ...shared, key: derived.subarray(0, keyBytes), nonce, counted: false, from };
  }
  // Nobody writes this packet with anything but OCB.
  if (tag !== packetTags.aead || version !== 1 || mode.name !== "ocb") return null;
  const from = 4 + mode.nonceBytes;
  return { ...shared, key, nonce: Buffer.from(head.subarray(4, from)), counted: true, from };
}

/** Chunk by chunk: what comes out is shorter by its proof, and moves down behind the chunk before. */
function openChunks(body: Buffer, chunks: Chunks): Buffer {
  const end = body.length - tagBytes;
  let filled = 0;
  let index = 0;
  for (let at = chunks.from; at < end; index += 1) {
    const to = Math.min(at + chunks.chunkBytes + tagBytes, end);
    filled += openChunk(body.subarray(at, to), chunks, index, body.subarray(filled));
    at = to;
  }
  // The last proof is over the length: no chunk can be taken off the end.
  const total = Buffer.alloc(8);
  total.writeBigUInt64BE(BigInt(filled));
  openChunk(body.subarray(end), chunks, index, body.subarray(filled), total);
  return body.subarray(0, filled);
}

function openChunk(
  chunk: Buffer,
  { cipher, key, nonce, counted, about }: Chunks,
  index: number,
  into: Buffer,
  total: Buffer = Buffer.alloc(0),
): number {
  if (chunk.length < tagBytes) throw new AlteredMessage("cut off");
  const place = Buffer.alloc(8);
  place.writeBigUInt64BE(BigInt(index));
  const options = { authTagLength: tagBytes } as const;
  const iv = nonceAt(nonce, place);
  const decipher = createDecipheriv(cipher as "aes-256-ocb", key, iv, options);
  const data = chunk.subarray(0, -tagBytes);
  decipher.setAuthTag(Uint8Array.from(chunk.subarray(-tagBytes)));
  const proven = Buffer.concat([about, counted ? place : Buffer.alloc(0), total]);
  decipher.setAAD(proven, { plaintextLength: data.length });
  const opened = decipher.update(data);
  const length = opened.copy(into);
  release(opened);
  try {
    return length + decipher.final().copy(into, length);
  } catch {
    throw new AlteredMessage("a chunk was altered");
  }
}

/** The number of the chunk is added, bit by bit, to the end of the nonce. */
function nonceAt(nonce: Buffer, place: Buffer): Buffer {
  const own = Buffer.from(nonce);
  const from = own.length - place.length;
  for (const [at, byte] of place.entries()) own[from + at] = (own[from + at] ?? 0) ^ byte;
  return own;
}
