/**
 * Finds the words that a file carries beside its content: authors, owners, comments, programs. It is
 * what could name a finder who is not to be named. Says where each stands; judges nothing.
 */
import { inflateSync } from "node:zlib";
import type { FoundWords } from "../../core/attachments/file-findings.ts";
import { entriesNamed } from "./list-zip.ts";
import { wordsInExif } from "./words-in-exif.ts";

const wordsMax = 500;
const lettersMax = 2_000;

/** `format` is the ending by content, such as "pdf"; unknown ones carry nothing that is looked for. */
export async function wordsInFile(format: string, bytes: Uint8Array): Promise<FoundWords[]> {
  const found = [...(await byFormat(format, bytes)), ...wordsInXmp(bytes)];
  const seen = new Set<string>();
  return found
    .map(({ place, text }) => ({ place, text: tidy(text) }))
    .filter(({ place, text }) => {
      const again = seen.has(`${place} ${text}`);
      seen.add(`${place} ${text}`);
      return text !== "" && !again;
    })
    .slice(0, wordsMax);
}

async function byFormat(format: string, bytes: Uint8Array): Promise<FoundWords[]> {
  if (format === "pdf") return wordsInPdf(bytes);
  if (["jpg", "png", "tif", "webp"].includes(format)) return wordsInExif(format, bytes);
  if (/^(docx|xlsx|pptx|odt|ods|odp)$/.test(format)) return wordsInOffice(bytes);
  return [];
}

function tidy(text: string): string {
  return text
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, lettersMax);
}

const pdfFields = ["Author", "Creator", "Producer", "Title", "Subject", "Keywords", "Company"];

/** The information dictionary of a PDF, also inside packed object streams (ISO 32000-1, 14.3.3). */
function wordsInPdf(bytes: Uint8Array): FoundWords[] {
  const text = Buffer.from(bytes).toString("latin1");
  return [text, ...packedStreams(bytes, text)].flatMap((part) =>
    pdfFields.flatMap((field) => {
      const value = new RegExp(
        `/${field}\\s*(\\((?:\\\\.|[^\\\\)]){0,2000}\\)|<[0-9A-Fa-f\\s]{0,4000}>)`,
        "g",
      );
      return [...part.matchAll(value)].slice(0, 20).map(([, raw = ""]) => ({
        place: `PDF ${field}`,
        text: pdfString(raw),
      }));
    }),
  );
}

/** Streams are unpacked up to limits: a document may be made of thousands. */
function packedStreams(bytes: Uint8Array, text: string): string[] {
  const parts: string[] = [];
  const marks = /\/Type\s*\/ObjStm[\s\S]{0,300}?stream\r?\n/g;
  for (const mark of [...text.matchAll(marks)].slice(0, 200)) {
    const start = (mark.index ?? 0) + mark[0].length;
    try {
      const packed = bytes.subarray(start, start + 512 * 1024);
      parts.push(
        inflateSync(packed, { maxOutputLength: 2 * 1024 * 1024, finishFlush: 2 }).toString(
          "latin1",
        ),
      );
    } catch {
      // Encrypted, or packed in another way: its words are not found, as the guide says.
    }
  }
  return parts;
}

function pdfString(raw: string): string {
  const bytes = raw.startsWith("<")
    ? Buffer.from(raw.replace(/[^0-9A-Fa-f]/g, ""), "hex")
    : Buffer.from(pdfUnescaped(raw.slice(1, -1)), "latin1");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)))
      .swap16()
      .toString("utf16le");
  }
  return bytes.toString("latin1");
}

const pdfEscapes: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  f: "\f",
};

function pdfUnescaped(text: string): string {
  return text.replace(/\\([0-7]{1,3}|[\s\S])/g, (_, mark: string) =>
    /^[0-7]/.test(mark)
      ? String.fromCharCode(Number.parseInt(mark, 8) & 255)
      : (pdfEscapes[mark] ?? mark),
  );
}

/** Core and extended properties, and who commented or changed (ECMA-376; ODF 1.2 part 1, 4.3). */
async function wordsInOffice(bytes: Uint8Array): Promise<FoundWords[]> {
  const files =
    /^(docProps\/(core|app|custom)\.xml|meta\.xml|(word|xl|ppt)\/(comments|document|people|commentAuthors|persons\/person)[\w/]*\.xml)$/;
  const parts = await entriesNamed(bytes, files).catch(() => []);
  return parts.flatMap(({ name, bytes: content }) => {
    const xml = Buffer.from(content).toString();
    const whole = /^(docProps|meta\.xml)/.test(name) ? [...xml.matchAll(/>([^<>]{1,2000})</g)] : [];
    const authors = [
      ...xml.matchAll(/\b(?:w:author|w15:author|author|displayName|userId|name)="([^"]{1,500})"/g),
    ];
    return [...whole, ...(whole.length > 0 ? [] : authors)]
      .slice(0, 200)
      .map(([, text = ""]) => ({ place: name, text: unescaped(text) }));
  });
}

/** XMP is XML inside any file (ISO 16684-1); what stands in its elements is taken as it is. */
function wordsInXmp(bytes: Uint8Array): FoundWords[] {
  const text = Buffer.from(bytes).toString("latin1");
  const start = text.indexOf("<x:xmpmeta");
  const end = start < 0 ? -1 : text.indexOf("</x:xmpmeta>", start);
  if (end < 0 || end - start > 512 * 1024) return [];
  const xml = Buffer.from(text.slice(start, end), "latin1").toString();
  const inElements = [...xml.matchAll(/>([^<>]{1,2000})</g)];
  const inAttributes = [
    ...xml.matchAll(/\b(?:dc|pdf|xmp|photoshop|xmpRights):\w+="([^"]{1,500})"/g),
  ];
  return [...inElements, ...inAttributes]
    .slice(0, 200)
    .map(([, words = ""]) => ({ place: "XMP", text: unescaped(words) }));
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

function unescaped(xml: string): string {
  return xml.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);
}
