/** Reads a ToUnicode map (ISO 32000-1, 9.10.3): fonts that hold only the letters in use write these. */

/** The text of a string whose font has this map; letters that the map does not know are left out. */
export type CharacterMap = (bytes: Uint8Array) => string;

const entriesMax = 70_000;

export function characterMapOf(source: string): CharacterMap {
  const letters = new Map<number, string>();
  for (const [, part = ""] of source.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code = "", to = ""] of part.matchAll(/<([\da-fA-F\s]+)>\s*<([\da-fA-F\s]+)>/g)) {
      if (letters.size < entriesMax) letters.set(numberOf(code), textOf(to));
    }
  }
  for (const [, part = ""] of source.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    readRanges(part, letters);
  }
  const wide = /begincodespacerange\s*<\s*[\da-fA-F]{4}\s*>/.test(source);
  return (bytes) => read(bytes, letters, wide ? 2 : 1);
}

function readRanges(part: string, letters: Map<number, string>): void {
  const range = /<([\da-fA-F\s]+)>\s*<([\da-fA-F\s]+)>\s*(?:<([\da-fA-F\s]+)>|\[([^\]]*)\])/g;
  for (const [, from = "", to = "", first, list = ""] of part.matchAll(range)) {
    const [low, high] = [numberOf(from), numberOf(to)];
    const each = [...list.matchAll(/<([\da-fA-F\s]+)>/g)].map(([, text = ""]) => textOf(text));
    for (let code = low; code <= high && letters.size < entriesMax; code += 1) {
      letters.set(code, first === undefined ? (each[code - low] ?? "") : nextOf(first, code - low));
    }
  }
}

/** The last letter of a range's text counts up with the code. */
function nextOf(first: string, by: number): string {
  const text = [...textOf(first)];
  const last = text.pop()?.codePointAt(0) ?? 0;
  return text.join("") + String.fromCodePoint(Math.min(last + by, 0x10ffff));
}

function read(bytes: Uint8Array, letters: ReadonlyMap<number, string>, width: 1 | 2): string {
  let text = "";
  for (let at = 0; at + width <= bytes.length; at += width) {
    const code = width === 1 ? (bytes[at] ?? 0) : ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    text += letters.get(code) ?? "";
  }
  return text;
}

function numberOf(hex: string): number {
  return Number.parseInt(hex.replace(/\s+/g, ""), 16);
}

function textOf(hex: string): string {
  return new TextDecoder("utf-16be").decode(Buffer.from(hex.replace(/\s+/g, ""), "hex"));
}
