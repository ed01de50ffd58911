/** Words in the metadata of pictures: EXIF text fields, and the text chunks of PNG. */
import { inflateSync } from "node:zlib";
import type { FoundWords } from "../../core/attachments/file-findings.ts";

/** TIFF 6.0 and EXIF 2.32: the fields that hold words. */
const fields: Readonly<Record<number, string>> = {
  269: "DocumentName",
  270: "ImageDescription",
  271: "Make",
  272: "Model",
  305: "Software",
  315: "Artist",
  316: "HostComputer",
  33432: "Copyright",
  37510: "UserComment",
  40091: "XPTitle",
  40092: "XPComment",
  40093: "XPAuthor",
  42032: "CameraOwnerName",
  42033: "BodySerialNumber",
};

export function wordsInExif(format: string, bytes: Uint8Array): FoundWords[] {
  if (format === "png") return wordsInPng(bytes);
  if (format === "tif") return wordsInTiff(bytes);
  const mark = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024 * 1024));
  const at = mark.indexOf("Exif\0\0", 0, "latin1");
  // WebP keeps the block in a chunk called EXIF, without that mark.
  const chunk = at < 0 && format === "webp" ? mark.indexOf("EXIF", 0, "latin1") : -1;
  if (at >= 0) return wordsInTiff(bytes.subarray(at + 6));
  return chunk >= 0 ? wordsInTiff(bytes.subarray(chunk + 8)) : [];
}

/** Walks the image file directories, the EXIF one too; every offset is checked before it is read. */
function wordsInTiff(bytes: Uint8Array): FoundWords[] {
  if (bytes.length < 8) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = view.getUint16(0) === 0x4949;
  const found: FoundWords[] = [];
  const waiting = [view.getUint32(4, little)];
  for (let directories = 0; directories < 8 && waiting.length > 0; directories += 1) {
    for (const place of entriesAt(view, waiting.shift() ?? 0, little)) {
      const tag = view.getUint16(place, little);
      // The EXIF directory hangs below the first one.
      if (tag === 34665) waiting.push(view.getUint32(place + 8, little));
      const text = fields[tag] === undefined ? "" : textOf(view, place, little, tag);
      if (text) found.push({ place: `EXIF ${fields[tag]}`, text });
    }
  }
  return found;
}

/** Where the entries of a directory stand, as far as they lie inside the file. */
function entriesAt(view: DataView, at: number, little: boolean): number[] {
  if (at + 2 > view.byteLength) return [];
  const count = Math.min(view.getUint16(at, little), 200);
  const places = Array.from({ length: count }, (_, entry) => at + 2 + entry * 12);
  return places.filter((place) => place + 12 <= view.byteLength);
}

function textOf(view: DataView, place: number, little: boolean, tag: number): string {
  const length = Math.min(view.getUint32(place + 4, little), 4_000);
  const at = length <= 4 ? place + 8 : view.getUint32(place + 8, little);
  if (at + length > view.byteLength) return "";
  const raw = Buffer.from(view.buffer, view.byteOffset + at, length);
  // Windows writes its own fields in UTF-16.
  const isWide = tag >= 40091 && tag <= 40093;
  return (isWide ? raw.toString("utf16le") : raw.toString("utf8")).replace(/\0/g, "");
}

/** tEXt, zTXt and iTXt (PNG 1.2, 4.2.3), and an EXIF block. */
function wordsInPng(bytes: Uint8Array): FoundWords[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: FoundWords[] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = Buffer.from(bytes.subarray(at + 4, at + 8)).toString("latin1");
    const data = bytes.subarray(at + 8, at + 8 + Math.min(length, 64 * 1024));
    if (type === "eXIf") found.push(...wordsInTiff(data));
    if (type === "tEXt" || type === "zTXt" || type === "iTXt") found.push(...pngText(type, data));
    at += 12 + length;
  }
  return found;
}

function pngText(type: string, data: Uint8Array): FoundWords[] {
  const end = data.indexOf(0);
  if (end < 1) return [];
  const place = `PNG ${Buffer.from(data.subarray(0, end)).toString("latin1")}`;
  const rest = Buffer.from(data.subarray(end + 1));
  if (type === "tEXt") return [{ place, text: rest.toString("latin1") }];
  if (type === "zTXt") return inflated(rest.subarray(1)).map((text) => ({ place, text }));
  // Flag, method, language and translated keyword stand before the text.
  const language = rest.indexOf(0, 2);
  const keyword = language < 0 ? -1 : rest.indexOf(0, language + 1);
  if (keyword < 0) return [];
  const body = rest.subarray(keyword + 1);
  return (rest[0] === 1 ? inflated(body) : [body.toString()]).map((text) => ({ place, text }));
}

function inflated(packed: Buffer): string[] {
  try {
    return [inflateSync(packed, { maxOutputLength: 64 * 1024 }).toString()];
  } catch {
    return [];
  }
}
