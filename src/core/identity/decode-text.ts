/**
 * Undoes what may stand between a text and its words: percent-encoding, entities and tags, quoted-
 * printable, encoded words of mail headers, escapes of JSON, and base64. Every letter keeps the place
 * it came from. Work is bounded; what stays undecoded is said.
 */

/** A text and, for each of its letters, where in the original it came from. */
export interface View {
  readonly text: string;
  readonly origins: Uint32Array;
  /** How it was decoded, in order; empty for the text itself. */
  readonly how: readonly string[];
  /** False for bytes that are hardly text: only long matches count there. */
  readonly clean: boolean;
}

export interface Views {
  readonly views: readonly View[];
  /** Whether more was encoded than may be undone. */
  readonly cut: boolean;
}

const depthMax = 4;
const viewsMax = 400;

/** The text and everything that is encoded in it. */
export function viewsOf(text: string): Views {
  const whole: View = {
    text,
    origins: Uint32Array.from({ length: text.length }, (_, at) => at),
    how: [],
    clean: true,
  };
  const seen = new Set([text]);
  const views = [whole];
  let letters = 40 * text.length + 2_000_000;
  for (const view of views) {
    for (const decoded of decodedFrom(view)) {
      if (seen.has(decoded.text)) continue;
      letters -= decoded.text.length;
      if (letters < 0 || decoded.how.length > depthMax) return { views, cut: true };
      seen.add(decoded.text);
      views.push(decoded);
    }
    // Short runs of base64 are as many as words; they are looked through and then forgotten.
    if (views.length > viewsMax + text.length / 4) return { views, cut: true };
  }
  return { views, cut: false };
}

function decodedFrom(view: View): View[] {
  if (!view.clean) return [];
  const whole = [percent, entities, quotedPrintable, encodedWords, escapes].flatMap((decode) => {
    const decoded = decode(view);
    return decoded && decoded.text !== view.text ? [decoded] : [];
  });
  return [...whole, ...base64Runs(view)];
}

/** Replaces every match; the letters put in its place come from where it began. */
function replaced(
  view: View,
  pattern: RegExp,
  how: string,
  by: (match: RegExpExecArray) => string | undefined,
): View | undefined {
  const parts: string[] = [];
  const origins: number[] = [];
  let from = 0;
  const keep = (to: number) => {
    parts.push(view.text.slice(from, to));
    for (let at = from; at < to; at += 1) origins.push(view.origins[at] ?? 0);
  };
  for (const match of view.text.matchAll(pattern)) {
    const put = by(match);
    if (put === undefined) continue;
    keep(match.index);
    parts.push(put);
    for (let at = 0; at < put.length; at += 1) origins.push(view.origins[match.index] ?? 0);
    from = match.index + match[0].length;
  }
  if (from === 0) return undefined;
  keep(view.text.length);
  return {
    text: parts.join(""),
    origins: Uint32Array.from(origins),
    how: [...view.how, how],
    clean: view.clean,
  };
}

const percent = (view: View) =>
  replaced(view, /(?:%[0-9a-f]{2})+/gi, "percent-encoding", ([run]) =>
    textOfBytes(bytesOfHex(run.replaceAll("%", ""))),
  );

const quotedPrintable = (view: View) =>
  replaced(view, /(?:=[0-9a-f]{2}|=[ \t]*\r?\n)+/gi, "quoted-printable", ([run]) =>
    textOfBytes(bytesOfHex(run.replace(/=[ \t]*\r?\n|=/g, ""))),
  );

const escapes = (view: View) =>
  replaced(
    view,
    /(?:\\(?:u\{[0-9a-f]{1,6}\}|u[0-9a-f]{4}|x[0-9a-f]{2}|[nrt"/\\]))+/gi,
    "escapes",
    ([run]) =>
      run.replace(
        /\\(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2})|(.))/gi,
        (_, wide, four, two, letter) =>
          letter === undefined
            ? letterOf(wide ?? four ?? two, 16)
            : /[nrt]/.test(letter)
              ? " "
              : letter,
      ),
  );

/** Tags inside a word vanish, all others part words. */
const entities = (view: View) =>
  replaced(
    view,
    /<\/?(?:a|abbr|b|bdi|bdo|big|code|em|font|i|mark|s|small|span|strong|sub|sup|u|wbr|w:[a-z]+|text:span)\b[^<>]{0,2000}>|<!--[\s\S]{0,2000}?-->|<[!/?]?[a-z][^<>]{0,2000}>|(?:&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,12});)+/gi,
    "HTML",
    ([run]) => {
      if (run.startsWith("&")) return run.replace(/&([^;]+);/g, (_, name) => entityOf(name));
      return /^<(?:[!/?]?)(?:a|abbr|b|bdi|bdo|big|code|em|font|i|mark|s|small|span|strong|sub|sup|u|wbr|w:t|w:r|text:span)\b/i.test(
        run,
      ) || run.startsWith("<!--")
        ? ""
        : " ";
    },
  );

const marks: Readonly<Record<string, string>> = {
  grave: "\u0300",
  acute: "\u0301",
  circ: "\u0302",
  tilde: "\u0303",
  uml: "\u0308",
  ring: "\u030a",
  cedil: "\u0327",
  caron: "\u030c",
  breve: "\u0306",
  macr: "\u0304",
  ogon: "\u0328",
  dot: "\u0307",
  dblac: "\u030b",
};

const namedLetters: Readonly<Record<string, string>> = {
  ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " ", commat: "@", period: "." },
  ...{ szlig: "ß", aelig: "æ", oelig: "œ", oslash: "ø", eth: "ð", thorn: "þ", lstrok: "ł" },
  ...{ dstrok: "đ", inodot: "ı", shy: "\u00ad", zwj: "\u200d", zwnj: "\u200c", hyphen: "-" },
  ...{ lowbar: "_", ensp: " ", emsp: " ", thinsp: " ", comma: ",", plus: "+" },
};

function entityOf(name: string): string {
  if (name.startsWith("#")) {
    return /^#x/i.test(name) ? letterOf(name.slice(2), 16) : letterOf(name.slice(1), 10);
  }
  const marked = /^([a-z])([a-z]+)$/i.exec(name);
  const mark = marked && marks[marked[2] ?? ""];
  return mark ? `${marked[1]}${mark}` : (namedLetters[name.toLowerCase()] ?? " ");
}

function letterOf(digits: string, base: number): string {
  const code = Number.parseInt(digits, base);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : " ";
}

/** RFC 2047; the space between two of them is none. */
const encodedWords = (view: View) =>
  replaced(
    view,
    /=\?[\w-]{1,40}(?:\*[\w-]+)?\?[bq]\?[^?\s]{0,2000}\?=(?:\s{1,4}=\?[\w-]{1,40}(?:\*[\w-]+)?\?[bq]\?[^?\s]{0,2000}\?=){0,200}/gi,
    "encoded words",
    ([run]) =>
      [...run.matchAll(/=\?([\w-]+)(?:\*[\w-]+)?\?([bq])\?([^?\s]*)\?=/gi)]
        .map(([, charset = "", way = "", words = ""]) =>
          textOfBytes(way.toLowerCase() === "b" ? bytesOfBase64(words) : bytesOfQ(words), charset),
        )
        .join(""),
  );

function bytesOfQ(words: string): Uint8Array {
  const hex = words.replace(/=([0-9a-f]{2})|_|([\s\S])/gi, (whole, code, letter) => {
    if (code) return code;
    const plain = letter === undefined ? 0x20 : whole.charCodeAt(0) & 0xff;
    return plain.toString(16).padStart(2, "0");
  });
  return bytesOfHex(hex);
}

const runMin = 4;

/** Each run of base64 letters, also over lines; pieces of paths too, since "/" is one of the letters. */
function base64Runs(view: View): View[] {
  const found: View[] = [];
  const add = (run: string, at: number) => {
    const bytes = bytesOfBase64(run);
    if (bytes.length < runMin - 1) return;
    const text = textOfBytes(bytes);
    const origin = view.origins[at] ?? 0;
    const origins = new Uint32Array(text.length).fill(origin);
    found.push({ text, origins, how: [...view.how, "base64"], clean: isClean(text) });
  };
  for (const { 0: run, index } of view.text.matchAll(
    /[A-Za-z0-9+/_-]{4,}(?:\r?\n[ \t]*[A-Za-z0-9+/_-]{4,}){0,100000}/g,
  )) {
    const lines = [...run.matchAll(/\S+/g)];
    if (lines.length > 1) add(run.replace(/\s+/g, ""), index);
    for (const line of lines) {
      const at = index + line.index;
      add(line[0], at);
      const pieces = [...line[0].matchAll(/[A-Za-z0-9+]{4,}/g)];
      for (const piece of pieces) if (piece[0] !== line[0]) add(piece[0], at + piece.index);
    }
  }
  return found;
}

function isClean(text: string): boolean {
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    if (code === 0xfffd || (code < 0x20 && code !== 9 && code !== 10 && code !== 13)) return false;
    if (code >= 0x7f && code < 0xa0) return false;
  }
  return true;
}

const base64Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const base64Values = new Map(
  [...base64Letters, "-", "_"].map((letter, at) => [letter, at < 64 ? at : at - 2]),
);

/** Other letters are passed over; an end that is not whole is left out. */
function bytesOfBase64(text: string): Uint8Array {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of text) {
    const value = base64Values.get(letter);
    if (value === undefined) continue;
    bits = ((bits << 6) | value) & 0xffffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes.push((bits >> held) & 0xff);
    }
  }
  return Uint8Array.from(bytes);
}

function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length >> 1 }, (_, at) =>
    Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16),
  );
}

/** As UTF-8 where it is that, as UTF-16 where every second byte is empty, else one byte a letter. */
function textOfBytes(bytes: Uint8Array, charset = ""): string {
  if (/^(us-ascii|utf-?8)?$/i.test(charset)) {
    const wide = utf16Of(bytes);
    if (wide !== undefined) return wide;
    const text = new TextDecoder("utf-8").decode(bytes);
    if (!text.includes("\ufffd")) return text;
  } else {
    try {
      return new TextDecoder(charset).decode(bytes);
    } catch {
      // A charset that nobody knows is read letter by letter.
    }
  }
  return new TextDecoder("latin1").decode(bytes);
}

function utf16Of(bytes: Uint8Array): string | undefined {
  if (bytes.length < 4 || bytes.length % 2 === 1) return undefined;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < bytes.length; at += 2) {
    if (bytes[at] === 0) even += 1;
    if (bytes[at + 1] === 0) odd += 1;
  }
  const most = bytes.length / 4;
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || odd > most)
    return new TextDecoder("utf-16le").decode(bytes);
  if ((bytes[0] === 0xfe && bytes[1] === 0xff) || even > most)
    return new TextDecoder("utf-16be").decode(bytes);
  return undefined;
}
