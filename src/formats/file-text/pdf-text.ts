/**
 * Reads the words of a PDF: page text, document information, XMP, annotations and attached files, also
 * in deflated streams. Each text is read with every character map of the file, so that no page tree has
 * to be followed. Encrypted documents and other packings are said to be unread.
 */

import { inflatedWithin } from "./inflate.ts";
import { type CharacterMap, characterMapOf } from "./pdf-character-map.ts";
import { stringsOf } from "./pdf-strings.ts";
import { latin1, plainTextOf, runsOf } from "./plain-text.ts";
import type { Reading } from "./reading.ts";

interface PdfStream {
  readonly dictionary: string;
  readonly bytes: Uint8Array;
}

const streamsMax = 20_000;
const mapsMax = 60;

export async function pdfText(reading: Reading, place: string, bytes: Uint8Array): Promise<void> {
  const source = latin1(bytes);
  if (/\/Encrypt\s+\d+\s+\d+\s+R/.test(source)) return reading.unread(place, "encrypted");
  const streams = streamsOf(source, bytes);
  if (streams.length >= streamsMax) reading.unread(place, "too-many");
  const texts: string[] = [outsideStreams(source)];
  for (const stream of streams) {
    const text = await streamText(reading, place, stream);
    if (text !== undefined) texts.push(text);
  }
  const maps = texts.filter((text) => text.includes("begincmap")).slice(0, mapsMax);
  readStrings(reading, place, texts, maps.map(characterMapOf));
}

function readStrings(
  reading: Reading,
  place: string,
  texts: readonly string[],
  maps: readonly CharacterMap[],
): void {
  for (const text of texts) {
    reading.piece(`${place}: text`, text.replace(/[^\P{Cc}\n\r\t]+/gu, " "));
    const strings = stringsOf(text);
    reading.piece(`${place}: text`, strings.map((each) => each.plain).join("\n"));
    for (const map of maps) {
      const mapped = strings.map((each) => map(each.bytes)).filter((each) => each !== "");
      reading.piece(`${place}: text`, mapped.join("\n"));
    }
  }
}

function streamsOf(source: string, bytes: Uint8Array): PdfStream[] {
  const found: PdfStream[] = [];
  for (const { index, 0: mark } of source.matchAll(/\bstream\r?\n/g)) {
    if (found.length >= streamsMax) break;
    const from = index + mark.length;
    const to = source.indexOf("endstream", from);
    if (to < 0) continue;
    const before = source.slice(Math.max(0, index - 4_000), index);
    const opens = before.lastIndexOf(" obj");
    found.push({
      dictionary: before.slice(Math.max(opens, 0)),
      bytes: bytes.subarray(from, to),
    });
  }
  return found;
}

/** What stands in no stream: the objects themselves, the document information among them. */
function outsideStreams(source: string): string {
  return source.replace(/\bstream\r?\n[\s\S]*?endstream/g, "\n");
}

async function streamText(
  reading: Reading,
  place: string,
  { dictionary, bytes }: PdfStream,
): Promise<string | undefined> {
  const filters = [...dictionary.matchAll(/\/(\w+Decode|Fl|AHx|A85|LZW|RL|DCT|CCF)\b/g)].map(
    ([, name = ""]) => name,
  );
  let data: Uint8Array = bytes;
  for (const filter of filters) {
    const next = unfiltered(filter, data, reading.budget.bytes);
    if (next === "picture") {
      if (/DCT/.test(filter)) await reading.inner(`${place} › picture`, data);
      return undefined;
    }
    if (typeof next === "string") {
      reading.unread(`${place}: a stream`, next);
      return undefined;
    }
    data = next;
  }
  reading.budget.bytes -= data.length;
  if (reading.budget.bytes < 0) {
    reading.unread(place, "too-large");
    return undefined;
  }
  if (/\/Subtype\s*\/Image\b/.test(dictionary)) return undefined;
  if (/\/Type\s*\/EmbeddedFile\b/.test(dictionary)) {
    await reading.inner(`${place} › attached file`, data);
    return undefined;
  }
  // Fonts carry the names of their makers, and outlines that look like anything.
  if (/\/(Length1|FontFile|Type1C|CIDFontType0C|OpenType)\b/.test(dictionary)) {
    reading.piece(`${place}: font`, runsOf(data));
    return undefined;
  }
  const text = plainTextOf(data);
  // XMP is UTF-8; what a page shows is bytes of its fonts, which the strings are read from.
  if (text !== undefined) reading.piece(`${place}: text`, text);
  return latin1(data);
}

type Unfiltered = Uint8Array | "picture" | "damaged" | "too-large" | "unknown-format";

function unfiltered(filter: string, data: Uint8Array, most: number): Unfiltered {
  switch (filter) {
    case "FlateDecode":
    case "Fl": {
      const inflated = inflatedWithin(data, most, "zlib");
      if (inflated === "damaged") return inflatedLoosely(data, most);
      return typeof inflated === "string" ? "too-large" : inflated;
    }
    case "ASCIIHexDecode":
    case "AHx":
      return Buffer.from(
        latin1(data)
          .replace(/>[\s\S]*$/, "")
          .replace(/\s+/g, ""),
        "hex",
      );
    case "ASCII85Decode":
    case "A85":
      return ascii85(latin1(data));
    case "DCTDecode":
    case "DCT":
    case "JPXDecode":
    case "CCITTFaxDecode":
    case "CCF":
    case "JBIG2Decode":
      return "picture";
    default:
      return "unknown-format";
  }
}

/** Many writers leave the line's end inside, or cut the check sum off; what comes out counts. */
function inflatedLoosely(data: Uint8Array, most: number): Unfiltered {
  const raw = inflatedWithin(data.subarray(2), most, "raw");
  return typeof raw === "string" ? "damaged" : raw;
}

function ascii85(text: string): Uint8Array {
  const bytes: number[] = [];
  let group: number[] = [];
  const put = (digits: readonly number[]) => {
    const full = [...digits, 84, 84, 84, 84].slice(0, 5);
    const value = full.reduce((sum, digit) => sum * 85 + digit, 0);
    const four = [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) & 0xff);
    bytes.push(...four.slice(0, digits.length - 1));
  };
  for (const letter of text.replace(/~>[\s\S]*$/, "")) {
    if (letter === "z" && group.length === 0) bytes.push(0, 0, 0, 0);
    const digit = letter.charCodeAt(0) - 33;
    if (digit < 0 || digit > 84) continue;
    group.push(digit);
    if (group.length === 5) {
      put(group);
      group = [];
    }
  }
  if (group.length > 1) put(group);
  return Uint8Array.from(bytes);
}
