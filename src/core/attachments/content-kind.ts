/**
 * What kind of thing a file is, by its first bytes and never by its name. Coarse on purpose: it
 * decides what an installation takes, before anything that could be attacked looks at the file.
 */

export const contentKinds = [
  "text",
  "image",
  "document",
  "archive",
  "capture",
  "program",
  "other",
] as const;

export type ContentKind = (typeof contentKinds)[number];

/** How many first bytes are enough to tell the kind. */
export const kindBytes = 4096;

type Mark = readonly [kind: ContentKind, at: number, bytes: readonly number[]];

/** Signatures as the formats' own specifications give them. */
const marks: readonly Mark[] = [
  ["program", 0, ascii("MZ")],
  ["program", 0, [0x7f, ...ascii("ELF")]],
  ["program", 0, [0xfe, 0xed, 0xfa, 0xce]],
  ["program", 0, [0xfe, 0xed, 0xfa, 0xcf]],
  ["program", 0, [0xce, 0xfa, 0xed, 0xfe]],
  ["program", 0, [0xcf, 0xfa, 0xed, 0xfe]],
  ["program", 0, [0xca, 0xfe, 0xba, 0xbe]],
  ["program", 0, [0x00, ...ascii("asm")]],
  ["archive", 0, [...ascii("PK"), 3, 4]],
  ["archive", 0, [...ascii("PK"), 5, 6]],
  ["archive", 0, [0x1f, 0x8b]],
  ["archive", 0, [...ascii("7z"), 0xbc, 0xaf, 0x27, 0x1c]],
  ["archive", 0, ascii("Rar!")],
  ["archive", 0, ascii("BZh")],
  ["archive", 0, [0xfd, ...ascii("7zXZ"), 0]],
  ["archive", 0, [0x28, 0xb5, 0x2f, 0xfd]],
  ["archive", 257, ascii("ustar")],
  ["image", 0, [0x89, ...ascii("PNG")]],
  ["image", 0, [0xff, 0xd8, 0xff]],
  ["image", 0, ascii("GIF8")],
  ["image", 0, [...ascii("II"), 42, 0]],
  ["image", 0, [...ascii("MM"), 0, 42]],
  ["image", 8, ascii("WEBP")],
  ["document", 0, ascii("%PDF-")],
  ["document", 0, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ["document", 0, ascii("{\\rtf")],
  ["capture", 0, [0xd4, 0xc3, 0xb2, 0xa1]],
  ["capture", 0, [0xa1, 0xb2, 0xc3, 0xd4]],
  ["capture", 0, [0x4d, 0x3c, 0xb2, 0xa1]],
  ["capture", 0, [0xa1, 0xb2, 0x3c, 0x4d]],
  ["capture", 0, [0x0a, 0x0d, 0x0d, 0x0a]],
];

/** The kind of a file from its first bytes; "other" where nothing is known. An empty file is text. */
export function kindOfContent(head: Uint8Array): ContentKind {
  const mark = marks.find(([, at, bytes]) => bytes.every((byte, i) => head[at + i] === byte));
  if (mark) return mark[0];
  return isText(head.subarray(0, kindBytes)) ? "text" : "other";
}

/**
 * Whether bytes read as text: UTF-8 (cut anywhere) without control characters that no text has.
 * UTF-16 counts where it says so with its mark.
 */
export function isText(bytes: Uint8Array): boolean {
  if (bytes.length >= 2 && bytes.length % 2 === 0 && hasUtf16Mark(bytes)) return true;
  if (bytes.some((byte) => byte < 32 && !textControls.has(byte))) return false;
  // A letter may be cut in two at the end: up to three bytes of it.
  for (let cut = 0; cut <= Math.min(3, bytes.length); cut += 1) {
    if (isUtf8(bytes.subarray(0, bytes.length - cut))) return true;
  }
  return false;
}

/** Backspace, tabs, line ends, form feed, and the escape of coloured terminal logs. */
const textControls = new Set([8, 9, 10, 11, 12, 13, 27]);

function hasUtf16Mark(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

function isUtf8(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes[at] ?? 0);
    if (length === 0 || at + length > bytes.length) return false;
    for (let i = 1; i < length; i += 1) {
      if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return false;
    }
    at += length;
  }
  return true;
}

function sequenceLength(first: number): number {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first < 0xe0) return 2;
  if (first >= 0xe0 && first < 0xf0) return 3;
  return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

function ascii(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0));
}
