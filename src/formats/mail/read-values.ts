/** Decodes header values and text bodies through mailparser. It is given one flat part at a time, never a tree. */
import { type AddressObject, type ParsedMail, simpleParser } from "mailparser";
import type { HeaderField } from "./header-block.ts";
import type { MailPart } from "./split-mime.ts";

export interface MailAddress {
  readonly address: string;
  readonly name: string;
}

export interface HeaderValues {
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly from: MailAddress | null;
  readonly replyTo: MailAddress | null;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly subject: string | null;
}

// Building HTML or links from hostile text takes the parser seconds; nothing here needs them.
const parserOptions = {
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  skipImageLinks: true,
};

const read = ["from", "to", "cc", "reply-to", "subject", "message-id", "in-reply-to", "references"];

/** Decoded values (RFC 2047, RFC 5322 addresses); of a header that occurs twice, the first. */
export async function readHeaderValues(
  fields: readonly HeaderField[],
  addressesMax: number,
): Promise<HeaderValues> {
  const lines = read.flatMap((name) => fields.find((field) => field.name === name)?.line ?? []);
  const mail = await parse(`${lines.join("\r\n")}\r\n\r\n`);
  const addresses = (found: AddressObject | AddressObject[] | undefined) =>
    toAddresses(found).slice(0, addressesMax);
  return {
    messageId: mail.messageId ?? null,
    inReplyTo: messageIds(mail.inReplyTo)[0] ?? null,
    references: messageIds(mail.references).slice(-100),
    from: addresses(mail.from)[0] ?? null,
    replyTo: addresses(mail.replyTo)[0] ?? null,
    to: addresses(mail.to),
    cc: addresses(mail.cc),
    subject: mail.subject === undefined ? null : oneLine(mail.subject),
  };
}

/** The Date header as an instant, or null; an unreadable one is not replaced by today. */
export function readDate(value: string | null): Date | null {
  const date = new Date((value ?? "").slice(0, 100));
  return Number.isNaN(date.getTime()) ? null : date;
}

/** The text of a part in a character set that only the mail library knows. */
export async function readTextBody(part: MailPart): Promise<string> {
  const keep = ["content-type", "content-transfer-encoding"];
  const header = keep.flatMap(
    (name) => part.fields.find((field) => field.name === name)?.line ?? [],
  );
  // A declared text type may have been replaced by the default for its place.
  const type = header.length > 0 ? header : ["Content-Type: text/plain"];
  const head = Buffer.from(`${type.join("\r\n")}\r\n\r\n`, "latin1");
  const mail = await parse(Buffer.concat([head, part.body]));
  const text = part.type === "text/html" ? mail.html || "" : (mail.text ?? "");
  return text.replace(/\r\n?/g, "\n").replace(/\0/g, "\uFFFD");
}

/**
 * The name that a part gives itself (RFC 2231, RFC 2047), without path, control or invisible
 * characters; `changed` where such stood in it, or its encoding is broken.
 */
export async function readFileName(
  part: MailPart,
): Promise<{ name: string; changed: boolean } | null> {
  if (part.params.name === undefined && part.disposition === "") return null;
  const keep = ["content-type", "content-disposition"];
  const header = keep.flatMap(
    (name) => part.fields.find((field) => field.name === name)?.line ?? [],
  );
  // As an attachment in any case, so that the parser keeps the name of inline text too.
  const lines = header.map((line) =>
    line.replace(/^(content-disposition\s*:\s*)inline/i, "$1attachment"),
  );
  if (part.disposition === "") lines.push("Content-Disposition: attachment");
  const mail = await parse(`${lines.join("\r\n")}\r\n\r\n`);
  const name = mail.attachments[0]?.filename;
  if (name === undefined) return null;
  const safe = safeFileName(name);
  return { name: safe, changed: safe !== name.trim() || safe.includes("\uFFFD") };
}

async function parse(source: string | Buffer): Promise<ParsedMail> {
  const bytes = typeof source === "string" ? Buffer.from(source, "latin1") : source;
  return await simpleParser(bytes, parserOptions);
}

function toAddresses(found: AddressObject | AddressObject[] | undefined): MailAddress[] {
  return [found ?? []]
    .flat()
    .flatMap((each) => each.value)
    .flatMap((each) => (each.group ? each.group : [each]))
    .filter((each) => each.address)
    .map(({ address = "", name }) => ({ address: withoutBreaks(address), name: oneLine(name) }));
}

function messageIds(value: string | string[] | undefined): string[] {
  return [value ?? []].flat().flatMap((each) => each.match(/<[^<>\s]{1,500}>/g) ?? []);
}

// All that an address loses: without the letter that nobody sees it would be somebody else's.
function withoutBreaks(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}

// Control characters, direction marks and blanks without width in a subject or name only serve to
// deceive; joiners stay, since some scripts are written with them.
function oneLine(text: string): string {
  return withoutBreaks(text)
    .replace(/[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g, "")
    .trim()
    .slice(0, 2000);
}

/** A name that some program's list of files shows as it is: nothing in it is invisible. */
export function safeFileName(name: string): string {
  const visible = oneLine(name.replace(/\p{Cf}|\u034F|\u115F|\u1160|\u3164|\uFFA0/gu, ""));
  const last = visible.split(/[/\\]/).at(-1)?.trim().slice(-200) ?? "";
  return last === "" || /^\.+$/.test(last) ? "unnamed" : last;
}
