/**
 * Decodes the text of a part: its character set, whatever it says it is, and the flow of its lines
 * (RFC 3676). Never throws and drops no byte silently: what does not fit is said.
 */
import { isUtf8 } from "node:buffer";
import type { MailLimits } from "./mail-limits.ts";
import { readTextBody } from "./read-values.ts";
import type { MailPart } from "./split-mime.ts";
import { decodeTransfer } from "./transfer-encoding.ts";

export interface DecodedText {
  readonly text: string;
  /** The character set is not known, or holds no such bytes: some letters may be wrong. */
  readonly doubtful: boolean;
  /** The transfer encoding is broken. */
  readonly broken: boolean;
  /** The text goes on beyond the limit. */
  readonly cut: boolean;
}

/** The text of a text/plain or text/html part. */
export async function decodeTextBody(part: MailPart, limits: MailLimits): Promise<DecodedText> {
  const { bytes: all, broken } = decodeTransfer(part.body, part.encoding);
  const bytes = withinLimit(all, limits);
  const decoded = decodeText(bytes, part.params.charset);
  const text = decoded?.text ?? (await rareSet(part, bytes));
  const lines = text.replace(/\r\n?/g, "\n").replace(/\0/g, "\uFFFD");
  const doubtful = decoded === null || decoded.doubtful || lines.includes("\uFFFD");
  return { text: unflowed(lines, part), doubtful, broken, cut: bytes.length < all.length };
}

/** Decoding what nobody will be shown would only cost time; no letter takes more than four bytes. */
function withinLimit(bytes: Buffer, { textCharsMax }: MailLimits): Buffer {
  const max = 4 * textCharsMax;
  if (bytes.length <= max) return bytes;
  const line = bytes.lastIndexOf(0x0a, max);
  return bytes.subarray(0, max - line < 10_000 ? line + 1 : max);
}

/** Sets that only the mail library knows; of those that nobody knows what is readable. */
async function rareSet(part: MailPart, bytes: Uint8Array): Promise<string> {
  const text = await readTextBody(part);
  return text.includes("\uFFFD") ? byLine(bytes) : text;
}

/** Null where no such character set is known here. */
function decodeText(
  bytes: Uint8Array,
  charset: string | undefined,
): { text: string; doubtful: boolean } | null {
  const label = (charset ?? "").trim().toLowerCase();
  if (/^(unicode-1-1-)?utf-?7$/.test(label)) {
    return { text: decodeUtf7(Buffer.from(bytes).toString("latin1")), doubtful: false };
  }
  // Nothing, or ASCII, is said by programs that then write whatever they have.
  const unsaid = label === "" || label === "us-ascii" || label === "ascii";
  const decoder = unsaid ? new TextDecoder() : decoderOf(label, bytes);
  if (!decoder) return null;
  const asUtf8 = utf8Of(bytes);
  // Bytes above ASCII that make whole UTF-8 are hardly ever anything else.
  const isOther = oneByteSets.test(decoder.encoding) && asUtf8 !== null && bytes.some(isHigh);
  if (isOther) return { text: asUtf8, doubtful: true };
  if (decoder.encoding !== "utf-8") return { text: decoder.decode(bytes), doubtful: false };
  return asUtf8 === null
    ? { text: byLine(bytes), doubtful: true }
    : { text: asUtf8, doubtful: false };
}

const oneByteSets = /^(windows-125\d|iso-8859-\d+|macintosh|koi8-[ru])$/;

function isHigh(byte: number): boolean {
  return byte > 0x7f;
}

function decoderOf(label: string, bytes: Uint8Array): TextDecoder | null {
  const bigEndian = label === "utf-16" && bytes[0] === 0xfe && bytes[1] === 0xff;
  try {
    return new TextDecoder(bigEndian ? "utf-16be" : label);
  } catch {
    return null;
  }
}

function utf8Of(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Programs join texts of several character sets: each line is read by itself. */
function byLine(bytes: Uint8Array): string {
  const texts: string[] = [];
  const western = new TextDecoder("windows-1252");
  let from = 0;
  let ofUtf8 = true;
  const end = (at: number) => {
    const run = bytes.subarray(from, at);
    if (at > from) texts.push(ofUtf8 ? Buffer.from(run).toString() : western.decode(run));
    from = at;
  };
  for (let at = 0; at < bytes.length; ) {
    const feed = bytes.indexOf(0x0a, at);
    const next = feed < 0 ? bytes.length : feed + 1;
    const isSo = isUtf8(bytes.subarray(at, next));
    // Lines of one kind are decoded at once: a decoder called a million times is slow.
    if (isSo !== ofUtf8) end(at);
    ofUtf8 = isSo;
    at = next;
  }
  end(bytes.length);
  return texts.join("");
}

/** RFC 2152: "+" opens a run of base 64 in UTF-16, "+-" is a plus sign. */
function decodeUtf7(text: string): string {
  return text.replace(/\+([A-Za-z0-9+/]*)-?/g, (found, run: string) => {
    if (run === "") return found === "+-" ? "+" : found;
    const bytes = Buffer.from(run, "base64");
    return bytes
      .subarray(0, bytes.length & ~1)
      .swap16()
      .toString("utf16le");
  });
}

/** RFC 3676 section 4: lines that end with a blank go on in the next one of the same depth. */
function unflowed(text: string, { type, params }: MailPart): string {
  if (type !== "text/plain" || params.format?.toLowerCase() !== "flowed") return text;
  const out: string[] = [];
  let last = { depth: 0, open: false };
  for (const line of text.split("\n")) {
    const depth = /^>*/.exec(line)?.[0].length ?? 0;
    const words = line.slice(depth).replace(/^ /, "");
    const open = words.endsWith(" ") && words !== "-- ";
    const piece = open && params.delsp?.toLowerCase() === "yes" ? words.slice(0, -1) : words;
    const goesOn = last.open && last.depth === depth && words !== "-- ";
    if (!goesOn) out.push("\n", line.slice(0, depth), depth > 0 ? " " : "");
    out.push(piece);
    last = { depth, open };
  }
  return out.join("").slice(1);
}
