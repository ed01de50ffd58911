/** Splits a raw header block into fields, byte for byte. Never decodes a value, never merges two fields. */
import type { MailLimits } from "./mail-limits.ts";
import type { MailProblem } from "./mail-problem.ts";

export interface HeaderField {
  /** Lower case. */
  readonly name: string;
  /** The field as it came, one latin1 character per byte, folded lines joined by CRLF. */
  readonly line: string;
  /** After the colon, unfolded, outer spaces off. */
  readonly value: string;
}

export interface HeaderBlock {
  readonly fields: readonly HeaderField[];
  /** Where the body starts. */
  readonly bodyAt: number;
  readonly problems: readonly MailProblem[];
}

// RFC 5322 section 3.6: at most once. Readers differ on which of two they show, so spoofers send two.
const onlyOnce = [
  "from",
  "sender",
  "reply-to",
  "to",
  "cc",
  "date",
  "subject",
  "message-id",
  "in-reply-to",
  "references",
  "content-type",
  "content-transfer-encoding",
  "content-disposition",
  "mime-version",
];

const lineFeed = 0x0a;

/** Reads the fields at the start of an entity, up to the first empty line or the limits. */
export function readHeaderBlock(raw: Buffer, limits: MailLimits): HeaderBlock {
  const problems = new Set<MailProblem>();
  const lines: string[] = [];
  let at = 0;
  while (at < raw.length) {
    const end = raw.indexOf(lineFeed, at);
    const next = end < 0 ? raw.length : end + 1;
    const line = withoutLineEnd(raw.toString("latin1", at, Math.min(next, at + 65_536)));
    at = next;
    if (line === "") break;
    if (at > limits.headerBytesMax) problems.add("mail.header-limit");
    else lines.push(line);
  }
  const fields = toFields(unfold(lines), problems);
  if (fields.length > limits.headerFieldsMax) problems.add("mail.header-limit");
  const kept = fields.slice(0, limits.headerFieldsMax);
  const seen = kept.map((field) => field.name).filter((name) => onlyOnce.includes(name));
  if (new Set(seen).size < seen.length) problems.add("mail.duplicate-header");
  return { fields: kept, bodyAt: at, problems: [...problems] };
}

/** The first field of that name: what the signer or relay wrote on top wins over what follows. */
export function headerValue(fields: readonly HeaderField[], name: string): string | null {
  return fields.find((field) => field.name === name)?.value ?? null;
}

function withoutLineEnd(line: string): string {
  const end = line.endsWith("\r\n") ? -2 : line.endsWith("\n") ? -1 : undefined;
  const cut = line.slice(0, end);
  return cut === "\r" ? "" : cut;
}

function unfold(lines: readonly string[]): string[] {
  const fields: string[][] = [];
  for (const line of lines) {
    const last = fields.at(-1);
    if (last && /^[ \t]/.test(line)) last.push(line);
    else fields.push([line]);
  }
  return fields.map((field) => field.join("\r\n"));
}

function toFields(lines: readonly string[], problems: Set<MailProblem>): HeaderField[] {
  const fields: HeaderField[] = [];
  for (const [index, line] of lines.entries()) {
    const match = /^([!-9;-~]{1,128})[ \t]*:/.exec(line);
    // Mailbox files put a "From " line on top; it is no header and no fault.
    if (!match && index === 0 && line.startsWith("From ")) continue;
    // A bare CR or NUL inside a field is a line end to some readers and not to others.
    if (!match || /\r(?!\n)|\0/.test(line)) problems.add("mail.header-broken");
    if (!match?.[1]) continue;
    const clean = line.replace(/\r(?!\n)|\0/g, " ");
    const value = withoutOuterBlanks(clean.slice(match[0].length).replaceAll("\r\n", ""));
    fields.push({ name: match[1].toLowerCase(), line: clean, value });
  }
  return fields;
}

/**
 * Not String.trim(): it also strips U+FEFF and NBSP, and a hidden mark would vanish. Not /[ \t]+$/
 * either: a field of 200,000 blanks with a letter behind them took it 15 seconds.
 */
function withoutOuterBlanks(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isBlank(text.charCodeAt(from))) from += 1;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
