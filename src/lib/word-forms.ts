/**
 * Finds a word in bytes, in whatever form software may have written it: as UTF-8 or UTF-16, in any
 * case, as base 64 from each offset, as hexadecimal digits, escaped for addresses, JSON, HTML or mail.
 * Never says the word.
 */

/** Shorter words are found everywhere by chance. */
export const wordLengthMin = 4;

/** A shorter run of letters of base 64 is found by chance as well. */
const needleBytesMin = 4;

interface Needle {
  /** Bytes as Latin-1 text. */
  readonly text: string;
  readonly form: string;
}

export interface WordFinder {
  /** The forms in which the word is in these bytes, none where it is not. */
  formsIn(bytes: Buffer): string[];
  /** Bytes that the longest form has: what two blocks that are searched apart must share. */
  readonly overlap: number;
}

/** Throws where the word is too short to say anything. */
export function wordFinder(word: string): WordFinder {
  if (word.length < wordLengthMin) throw new RangeError("the word is too short to be looked for");
  const anyCase = distinct(variantsOf(word).flatMap(caselessForms));
  const exact = distinct(variantsOf(word).flatMap(base64Forms));
  const longest = Math.max(...[...anyCase, ...exact].map(({ text }) => text.length));
  return {
    overlap: longest,
    formsIn(bytes) {
      const raw = bytes.toString("latin1");
      // Folds ASCII, and of Latin-1 whatever the needles were folded by as well.
      const folded = raw.toLowerCase();
      const found = [
        ...anyCase.filter(({ text }) => folded.includes(text)),
        ...exact.filter(({ text }) => raw.includes(text)),
      ];
      return [...new Set(found.map(({ form }) => form))];
    },
  };
}

function distinct(needles: readonly Needle[]): Needle[] {
  const byText = new Map(needles.map((needle) => [needle.text, needle]));
  return [...byText.values()].filter(({ text }) => text.length >= needleBytesMin);
}

/** As it was given, lower, upper and title case, each composed and decomposed. */
function variantsOf(word: string): string[] {
  const title = word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
  const cases = [word, word.toLowerCase(), word.toUpperCase(), title];
  return [...new Set(cases.flatMap((each) => [each.normalize("NFC"), each.normalize("NFD")]))];
}

function caselessForms(word: string): Needle[] {
  const utf8 = Buffer.from(word);
  const hex = utf8.toString("hex");
  const little = Buffer.from(word, "utf16le");
  const forms: [string, Buffer | string][] = [
    ["UTF-8", utf8],
    ["UTF-16", little],
    ["UTF-16, big end first", Buffer.from(little).swap16()],
    ["hexadecimal", hex],
    ["hexadecimal of UTF-16", little.toString("hex")],
    ["URL-encoded", encodeURIComponent(word)],
    ["URL-encoded", encodeURIComponent(word).replaceAll("%20", "+")],
    ["URL-encoded", hex.replace(/../g, "%$&")],
    ["JSON", JSON.stringify(word).slice(1, -1)],
    ["JSON", escaped(word, (unit) => `\\u${unit.toString(16).padStart(4, "0")}`)],
    ["HTML", escaped(word, (_, point) => `&#${point};`)],
    ["HTML", escaped(word, (_, point) => `&#x${point.toString(16)};`)],
    ["HTML", word.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)],
    ["quoted-printable", quotedPrintable(utf8)],
  ];
  return forms.map(([form, bytes]) => ({
    form,
    text: (typeof bytes === "string" ? bytes : bytes.toString("latin1")).toLowerCase(),
  }));
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** What is no ASCII, escaped: JSON by UTF-16 units, HTML by code points. */
function escaped(word: string, by: (unit: number, point: number) => string): string {
  if (by(65, 65).startsWith("\\")) {
    return [...Array(word.length).keys()]
      .map((at) => (word.charCodeAt(at) < 128 ? word.charAt(at) : by(word.charCodeAt(at), 0)))
      .join("");
  }
  return [...word]
    .map((sign) => (sign < "\u0080" ? sign : by(0, sign.codePointAt(0) ?? 0)))
    .join("");
}

const quotedPrintable = (utf8: Buffer) =>
  [...utf8]
    .map((byte) =>
      byte < 127 && byte > 32 && byte !== 61
        ? String.fromCharCode(byte)
        : `=${byte.toString(16).padStart(2, "0")}`,
    )
    .join("");

/** From each of the three offsets, in both alphabets: the letters at both ends depend on what stands beside. */
function base64Forms(word: string): Needle[] {
  const encodings: [string, Buffer][] = [
    ["base 64", Buffer.from(word)],
    ["base 64 of UTF-16", Buffer.from(word, "utf16le")],
  ];
  return encodings.flatMap(([form, plain]) =>
    [0, 1, 2].flatMap((offset) => {
      const text = Buffer.concat([Buffer.alloc(offset), plain]).toString("base64");
      const end = Math.floor(((plain.length + offset) * 8) / 6);
      const sure = text.slice(offset === 0 ? 0 : offset + 1, end);
      const url = sure.replaceAll("+", "-").replaceAll("/", "_");
      return [sure, url].map((each) => ({ form, text: each }));
    }),
  );
}
