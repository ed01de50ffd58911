/**
 * Reads what pictures carry besides the picture: EXIF, IPTC, XMP and comments. Never looks at the
 * picture itself: a name that is drawn is not read.
 */

import { inflatedWithin } from "./inflate.ts";
import { latin1, runsOf } from "./plain-text.ts";
import type { Reading } from "./reading.ts";

/** Every segment but the picture's own data, and what stands after its end. */
export function jpegText(reading: Reading, place: string, bytes: Uint8Array): void {
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xda || marker === 0xd9) break;
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const isData = marker === 0xfe || (marker >= 0xe0 && marker <= 0xef);
    if (isData)
      reading.piece(
        `${place}: data of the picture`,
        runsOf(bytes.subarray(at + 4, at + 2 + length)),
      );
    at += 2 + Math.max(length, 2);
  }
  const end = Buffer.from(bytes).lastIndexOf(Buffer.from([0xff, 0xd9]));
  if (end >= 0) reading.piece(`${place}: after the picture`, runsOf(bytes.subarray(end + 2)));
}

export function pngText(reading: Reading, place: string, bytes: Uint8Array): void {
  const buffer = Buffer.from(bytes);
  for (let at = 8; at + 12 <= buffer.length; ) {
    const length = buffer.readUInt32BE(at);
    const type = buffer.toString("latin1", at + 4, at + 8);
    const data = buffer.subarray(at + 8, at + 8 + length);
    if (type !== "IDAT" && type !== "fdAT") pngChunk(reading, place, type, data);
    at += 12 + length;
    if (type === "IEND") reading.piece(`${place}: after the picture`, runsOf(buffer.subarray(at)));
  }
}

function pngChunk(reading: Reading, place: string, type: string, data: Buffer): void {
  const where = `${place}: ${type} of the picture`;
  reading.piece(where, runsOf(data));
  const packed = packedPart(type, data);
  if (!packed) return;
  const text = inflatedWithin(packed, reading.budget.bytes, "zlib");
  if (typeof text === "string") {
    reading.unread(where, text);
    return;
  }
  reading.budget.bytes -= text.length;
  reading.piece(where, runsOf(text));
}

/** Of a zTXt, iTXt or iCCP chunk, what is deflated (PNG, third edition, 11.3). */
function packedPart(type: string, data: Buffer): Buffer | undefined {
  const keyword = data.indexOf(0);
  if (keyword < 0) return undefined;
  if (type === "zTXt" || type === "iCCP") return data.subarray(keyword + 2);
  if (type !== "iTXt" || data[keyword + 1] !== 1) return undefined;
  const language = data.indexOf(0, keyword + 3);
  const translated = data.indexOf(0, language + 1);
  return translated < 0 ? undefined : data.subarray(translated + 1);
}

/** Comments and application data are what is no picture in it; both are blocks after 0x21. */
export function gifText(reading: Reading, place: string, bytes: Uint8Array): void {
  for (let at = 6; at + 2 < bytes.length; at += 1) {
    const kind = bytes[at + 1];
    if (bytes[at] !== 0x21 || (kind !== 0xfe && kind !== 0xff && kind !== 0x01)) continue;
    const parts: Uint8Array[] = [];
    let block = at + 2;
    while (block < bytes.length && bytes[block]) {
      const length = bytes[block] ?? 0;
      parts.push(bytes.subarray(block + 1, block + 1 + length));
      block += 1 + length;
    }
    const data = Buffer.concat(parts);
    reading.piece(`${place}: comment of the picture`, runsOf(data));
    // XMP lies in a GIF without its blocks: their length bytes are letters of it.
    if (latin1(data.subarray(0, 11)).startsWith("XMP")) {
      reading.piece(`${place}: XMP of the picture`, runsOf(bytes.subarray(at, block)));
    }
    at = block;
  }
}

/** WebP, and sound in WAV and AVI: each chunk that holds no pixels or samples. */
export function riffText(reading: Reading, place: string, bytes: Uint8Array): void {
  const buffer = Buffer.from(bytes);
  for (let at = 12; at + 8 <= buffer.length; ) {
    const type = buffer.toString("latin1", at, at + 4);
    const length = buffer.readUInt32LE(at + 4);
    const isMedia = ["VP8 ", "VP8L", "ALPH", "ANMF", "data", "idx1"].includes(type);
    if (!isMedia) {
      reading.piece(`${place}: ${type.trim()}`, runsOf(buffer.subarray(at + 8, at + 8 + length)));
    }
    at += 8 + length + (length % 2);
  }
}

/** Its fields lie anywhere in the file, beside the pixels. */
export function tiffText(reading: Reading, place: string, bytes: Uint8Array): void {
  reading.piece(`${place}: data of the picture`, runsOf(bytes));
}

/** HEIC, AVIF, MP4: their texts lie in boxes all over the file. */
export function isobmffText(reading: Reading, place: string, bytes: Uint8Array): void {
  reading.piece(`${place}: data of the recording`, runsOf(bytes));
}
