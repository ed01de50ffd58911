/** The strings of a PDF's objects and pages, as ISO 32000-1, 7.3.4 writes them. */

export interface PdfString {
  /** As its own bytes say: UTF-16 with a mark, else one byte a letter. */
  readonly plain: string;
  readonly bytes: Uint8Array;
}

const pattern =
  /\((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S])*\))*\))*\)|<(?:[0-9A-Fa-f]\s*)+>|\]\s*TJ|\/[A-Za-z]\w*|>>|<<|\b(?:endobj|Tj|TD|Td|Tm|T\*|ET)\b|-?\d+(?:\.\d+)?/g;

/** So far to the left a string moves within a word; further away is a space. */
const wordGap = 180;

/** Strings that one line shows in pieces are one: "[(J) 20 (ane) -300 (Doe)] TJ" is "Jane Doe". */
export function stringsOf(text: string): PdfString[] {
  const found: PdfString[] = [];
  let line: Buffer[] = [];
  let spaced: string[] = [];
  const close = () => {
    if (line.length > 0) found.push({ plain: spaced.join(""), bytes: Buffer.concat(line) });
    line = [];
    spaced = [];
  };
  for (const [token] of text.matchAll(pattern)) {
    if (token.startsWith("(") || /^<[^<]/.test(token)) {
      const bytes = token.startsWith("(") ? literal(token.slice(1, -1)) : hexadecimal(token);
      line.push(bytes);
      spaced.push(decoded(bytes));
    } else if (/^-?\d/.test(token)) {
      if (line.length > 0 && Number(token) < -wordGap) spaced.push(" ");
    } else close();
    if (spaced.length > 4_000) close();
  }
  close();
  return found;
}

const named: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

function literal(text: string): Buffer {
  const plain = text.replace(/\\([0-7]{1,3}|\r\n|[\s\S])/g, (_, code: string) => {
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 0xff);
    return /^[\r\n]/.test(code) ? "" : (named[code] ?? code);
  });
  return Buffer.from(plain, "latin1");
}

function hexadecimal(token: string): Buffer {
  const digits = token.replace(/[<>\s]/g, "");
  return Buffer.from(digits.length % 2 ? `${digits}0` : digits, "hex");
}

function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  const utf8 = bytes.toString("utf8");
  return utf8.includes("\ufffd") ? bytes.toString("latin1") : utf8;
}
