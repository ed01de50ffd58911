/**
 * Reads the words of a file and of what it carries along unseen: authors, comments, file names, data
 * of a picture. Says what it could not read. Bounded in size, depth and number; nothing is unpacked to
 * a disk, nothing is run.
 */
import { createHash } from "node:crypto";
import type { FileText, Unread } from "../../core/identity/scan-names.ts";
import { gifText, isobmffText, jpegText, pngText, riffText, tiffText } from "./image-text.ts";
import { inflatedWithin } from "./inflate.ts";
import { pdfText } from "./pdf-text.ts";
import { plainTextOf } from "./plain-text.ts";
import type { Budget, Reading } from "./reading.ts";
import { zipText } from "./zip-text.ts";

const bytesMax = 64 * 1024 * 1024;
const membersMax = 5_000;
const depthMax = 4;

/** The words of the file, its name among them. */
export async function textOfFile(name: string, bytes: Uint8Array): Promise<FileText> {
  const pieces: { place: string; text: string }[] = [];
  const unread: { place: string; why: Unread }[] = [];
  const budget: Budget = { bytes: bytesMax, members: membersMax };
  const reading = (depth: number): Reading => ({
    budget,
    depth,
    piece: (place, text) => {
      if (text !== "") pieces.push({ place, text });
    },
    unread: (place, why) => unread.push({ place, why }),
    inner: (place, inside) => readAt(reading(depth + 1), place, inside),
  });
  pieces.push({ place: `${name}: name of the file`, text: name });
  await readAt(reading(0), name, bytes);
  return { digest: createHash("sha256").update(bytes).digest("hex"), pieces, unread };
}

async function readAt(reading: Reading, place: string, bytes: Uint8Array): Promise<void> {
  const { budget } = reading;
  budget.bytes -= bytes.length;
  budget.members -= 1;
  if (reading.depth > depthMax) return reading.unread(place, "too-deep");
  if (budget.members < 0)
    return budget.members === -1 ? reading.unread(place, "too-many") : undefined;
  if (budget.bytes < 0) return reading.unread(place, "too-large");
  const read = formats.find(({ begins }) => begins(bytes))?.read;
  if (read) return read(reading, place, bytes);
  const text = plainTextOf(bytes);
  if (text === undefined) return reading.unread(place, "unknown-format");
  reading.piece(place, text);
}

type Format = {
  begins(bytes: Uint8Array): boolean;
  read(reading: Reading, place: string, bytes: Uint8Array): Promise<void> | void;
};

const starts =
  (...marks: readonly number[]) =>
  (bytes: Uint8Array) =>
    marks.every((mark, at) => bytes[at] === mark);

const says = (text: string, at: number) => (bytes: Uint8Array) =>
  [...text].every((letter, index) => bytes[at + index] === letter.charCodeAt(0));

/** A PDF may have up to a kilobyte before its mark; readers open it all the same. */
function beginsPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 1_024)).includes("%PDF-");
}

const formats: readonly Format[] = [
  { begins: beginsPdf, read: pdfText },
  { begins: starts(0x50, 0x4b, 0x03, 0x04), read: zipText },
  { begins: starts(0x50, 0x4b, 0x05, 0x06), read: zipText },
  { begins: starts(0xff, 0xd8, 0xff), read: jpegText },
  { begins: starts(0x89, 0x50, 0x4e, 0x47), read: pngText },
  { begins: says("GIF8", 0), read: gifText },
  { begins: says("RIFF", 0), read: riffText },
  { begins: starts(0x49, 0x49, 0x2a, 0x00), read: tiffText },
  { begins: starts(0x4d, 0x4d, 0x00, 0x2a), read: tiffText },
  { begins: says("ftyp", 4), read: isobmffText },
  { begins: starts(0x1f, 0x8b), read: gzipText },
];

async function gzipText(reading: Reading, place: string, bytes: Uint8Array): Promise<void> {
  const header = plainTextOf(bytes.subarray(10, 266), "lenient");
  reading.piece(`${place}: header`, header);
  const inside = inflatedWithin(bytes, reading.budget.bytes, "gzip");
  if (typeof inside === "string") return reading.unread(place, inside);
  await reading.inner(`${place} (unpacked)`, inside);
}
