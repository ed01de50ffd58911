/**
 * Takes the text of a large OpenPGP message out of its packets, without a copy of it: what is left is
 * small and is read as every other message. Never opens encryption, never inflates beyond a limit.
 */
import { createInflate, createInflateRaw } from "node:zlib";
import { bodyPieces, frameAt, joinBody, type PacketFrame } from "./packet-frames.ts";
import { release } from "./release.ts";
import { packetTags } from "./session-key-packets.ts";

export interface SeparatedLiteral {
  /** The same packets; the literal one is there with its header and without its text. */
  readonly packets: Uint8Array;
  readonly text: Buffer;
}

/** Decompressed it is larger than the limit. */
export class GrowsTooLarge extends Error {
  override readonly name = "GrowsTooLarge";
}

/** What may stand around the text, all of it together. */
const aroundBytesMax = 256 * 1024;
const around: readonly number[] = [
  packetTags.signature,
  packetTags.onePassSignature,
  packetTags.marker,
  packetTags.padding,
];

/**
 * Null where the packets are of another shape; then they are untouched. Otherwise they are moved within
 * their memory, or it is released, so it has to be theirs alone. Rejects with GrowsTooLarge.
 */
export async function separateLiteral(
  packets: Buffer,
  inflatedBytesMax: number,
): Promise<SeparatedLiteral | null> {
  const [first, ...others] = framesOf(packets) ?? [];
  if (first?.tag !== packetTags.compressed) return separate(packets);
  if (others.length > 0) return null;
  const inflated = await inflate(packets, first, inflatedBytesMax);
  const separated = inflated && separate(inflated);
  if (separated) release(packets);
  return separated;
}

function separate(packets: Buffer): SeparatedLiteral | null {
  const frames = framesOf(packets) ?? [];
  const literal = frames.find(({ tag }) => tag === packetTags.literal);
  const others = frames.filter((each) => each !== literal);
  if (!literal || others.some(({ tag }) => !around.includes(tag))) return null;
  const before = Buffer.from(packets.subarray(0, literal.at));
  const behind = Buffer.from(packets.subarray(literal.end));
  if (before.length + behind.length > aroundBytesMax) return null;
  const body = joinBody(packets, literal);
  // RFC 9580 section 5.9: its format, the name of a file, a date.
  const head = body.subarray(0, 2 + (body[1] ?? 0) + 4);
  const emptied = Buffer.concat([Buffer.from([0xc0 | packetTags.literal, 0xff, 0, 0, 0, 0]), head]);
  emptied.writeUInt32BE(head.length, 2);
  return {
    packets: Uint8Array.from(Buffer.concat([before, emptied, behind])),
    text: body.subarray(head.length),
  };
}

const framesMax = 64;

/** Every packet from the first byte to the last; null where one of them is broken. */
function framesOf(packets: Buffer): readonly PacketFrame[] | null {
  const frames: PacketFrame[] = [];
  for (let at = 0; at < packets.length; at = frames.at(-1)?.end ?? packets.length) {
    const frame = frames.length < framesMax ? frameAt(packets, at) : null;
    if (!frame) return null;
    frames.push(frame);
  }
  return frames;
}

const inflaters: Partial<Record<number, typeof createInflateRaw>> = {
  1: createInflateRaw,
  2: createInflate,
};

/**
 * Null where it is of another kind or broken. Memory for the most that it may become is only asked for:
 * the system gives what is written to, and no piece is ever held twice.
 */
async function inflate(
  packets: Buffer,
  frame: PacketFrame,
  bytesMax: number,
): Promise<Buffer | null> {
  const make = inflaters[packets[frame.bodyAt] ?? 0];
  if (!make) return null;
  const inflating = make({ chunkSize: 64 * 1024 });
  const [first = packets.subarray(0, 0), ...others] = bodyPieces(packets, frame);
  for (const piece of [first.subarray(1), ...others]) inflating.write(piece);
  inflating.end();
  const all = new Uint8Array(bytesMax);
  let length = 0;
  try {
    for await (const piece of inflating as AsyncIterable<Buffer>) {
      if (length + piece.length > bytesMax) throw new GrowsTooLarge("beyond the limit");
      all.set(piece, length);
      length += piece.length;
    }
  } catch (error) {
    if (error instanceof GrowsTooLarge) throw error;
    return null;
  }
  // What stands behind the end of the compressed data is for the library to judge.
  if (inflating.bytesWritten < frame.length - 1) return null;
  return Buffer.from(all.buffer, 0, length);
}
