/** What can be read of a kept mail without any key: its header, its plain text, how it is protected. */

export interface KeptMailWords {
  readonly header: readonly { readonly name: string; readonly value: string }[];
  readonly subject: string;
  /** When it says that it was written. */
  readonly date: Date;
  readonly protection: "encrypted" | "signed" | "none";
  /** The text as it travels; null where only its reader's key opens it. */
  readonly text: string | null;
}

const shown = ["From", "To", "Date", "Subject", "Message-ID", "In-Reply-To", "Auto-Submitted"];

/** Reads a mail that we composed ourselves; nothing that a stranger sent comes here. */
export function wordsOf(raw: Uint8Array): KeptMailWords {
  const text = Buffer.from(raw).toString("latin1");
  const { fields, body } = split(text);
  const value = (name: string) => decodedWords(fields.get(name.toLowerCase()) ?? "");
  const type = fields.get("content-type") ?? "";
  const encrypted = /^multipart\/encrypted/i.test(type);
  return {
    header: shown
      .map((name) => ({ name, value: value(name) }))
      .filter((field) => field.value !== ""),
    subject: value("Subject"),
    date: new Date(value("Date")),
    protection: encrypted ? "encrypted" : /^multipart\/signed/i.test(type) ? "signed" : "none",
    text: encrypted ? null : textIn({ fields, body }),
  };
}

interface Entity {
  readonly fields: ReadonlyMap<string, string>;
  readonly body: string;
}

function split(text: string): Entity {
  const end = text.indexOf("\r\n\r\n");
  const head = end < 0 ? text : text.slice(0, end);
  const lines = head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
  const fields = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { fields: new Map(fields), body: end < 0 ? "" : text.slice(end + 4) };
}

function textIn({ fields, body }: Entity): string {
  const type = fields.get("content-type") ?? "text/plain";
  const boundary = /^multipart\/.*boundary="([^"]+)"/i.exec(type)?.[1];
  if (boundary) {
    const [, first = ""] = `\r\n${body}`.split(`\r\n--${boundary}\r\n`);
    return textIn(split(first.split(`\r\n--${boundary}`)[0] ?? ""));
  }
  const quoted = /quoted-printable/i.test(fields.get("content-transfer-encoding") ?? "");
  const bytes = quoted ? unquoted(body) : body;
  return Buffer.from(bytes, "latin1").toString("utf8");
}

function unquoted(text: string): string {
  return text
    .replace(/[ \t]+(?=\r\n)/g, "")
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** RFC 2047, in the two forms that our own composer writes. */
function decodedWords(value: string): string {
  const joined = value.replace(/(\?=)\s+(?==\?)/g, "$1");
  return joined.replace(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi, (_, form: string, word: string) => {
    const bytes =
      form.toUpperCase() === "B"
        ? Buffer.from(word, "base64")
        : Buffer.from(unquoted(word.replace(/_/g, " ")), "latin1");
    return bytes.toString("utf8");
  });
}
