/** Gathers the text and the attachments of a plain tree of parts, and reads messages inside. Never opens OpenPGP. */
import { createHash } from "node:crypto";
import { encodedFilesIn } from "./encoded-in-text.ts";
import { headerValue } from "./header-block.ts";
import { isHeaderCopy, withoutHeaderCopy } from "./header-copy.ts";
import { htmlToText } from "./html-to-text.ts";
import type { MailLimits } from "./mail-limits.ts";
import type { MailProblem } from "./mail-problem.ts";
import {
  type MailAddress,
  readDate,
  readFileName,
  readHeaderValues,
  safeFileName,
} from "./read-values.ts";
import type { MailSignature } from "./signature-state.ts";
import { type MailPart, splitMime } from "./split-mime.ts";
import { decodeTextBody } from "./text-body.ts";
import { decodeTransfer } from "./transfer-encoding.ts";

export interface MailAttachment {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  /** Whether it stood inside the encrypted or signed part; always true where the message has none. */
  readonly inside: boolean;
  /** Of a file that was signed by itself; the text of the mail is not covered by it. */
  readonly signature?: MailSignature;
  /** What it says, where it is a message and lies not too deep. */
  readonly message?: InnerMessage;
}

/** A message that was attached: its words and claims, none of which anything here vouches for. */
export interface InnerMessage {
  readonly from: MailAddress | null;
  readonly subject: string | null;
  readonly date: Date | null;
  readonly text: string;
  /** Names of its files; their bytes are in the message. */
  readonly files: readonly string[];
  readonly messages: readonly InnerMessage[];
}

export interface MailContent {
  readonly text: string;
  readonly attachments: readonly MailAttachment[];
}

interface Gathering {
  readonly limits: MailLimits;
  readonly problems: Set<MailProblem>;
  readonly without: readonly MailPart[];
  readonly inside: boolean;
  readonly inPayload: boolean;
  /** Of messages within messages. */
  readonly depth: number;
  /** Parts that may still be read in messages inside. */
  readonly left: { parts: number };
}

interface Found {
  readonly texts: readonly { readonly html: boolean; readonly text: string }[];
  readonly attachments: readonly MailAttachment[];
}

/** Reads everything under `part`, leaving out the parts `without` and what is in them. */
export async function collectContent(
  part: MailPart,
  limits: MailLimits,
  problems: Set<MailProblem>,
  wish: Partial<Pick<Gathering, "without" | "inside" | "inPayload">> = {},
): Promise<MailContent> {
  const { without = [], inside = true, inPayload = false } = wish;
  const left = { parts: limits.partsMax };
  const gathering = { limits, problems, without, inside, inPayload, depth: 0, left };
  const found = await gather(part, gathering);
  if (found.texts.length > 0 && found.texts.every((each) => each.html))
    problems.add("mail.html-only");
  return { text: textOf(found, gathering), attachments: found.attachments };
}

function textOf({ texts }: Found, { limits, problems }: Gathering): string {
  const text = texts.map((each) => each.text).join("\n\n");
  if (text.length > limits.textCharsMax) problems.add("mail.text-limit");
  return text.slice(0, limits.textCharsMax);
}

/** An attachment from its bytes. */
export function toAttachment(
  name: string,
  type: string,
  bytes: Uint8Array,
  inside: boolean,
): MailAttachment {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { name, type, bytes: ofItsOwn(bytes), sha256, inside };
}

/** A slice would keep the whole message alive, and carry it between threads: it becomes a copy. */
function ofItsOwn(bytes: Uint8Array): Uint8Array {
  const whole = bytes.byteLength === bytes.buffer.byteLength;
  return whole ? new Uint8Array(bytes.buffer) : Uint8Array.from(bytes);
}

async function gather(part: MailPart, gathering: Gathering): Promise<Found> {
  if (gathering.without.includes(part)) return { texts: [], attachments: [] };
  if (gathering.inPayload && isHeaderCopy(part)) return { texts: [], attachments: [] };
  if (part.type.startsWith("multipart/")) return gatherChildren(part, gathering);
  if (/^application\/(?:x-)?pkcs7-/.test(part.type)) {
    gathering.problems.add("mail.smime-not-read");
  }
  const named = await readFileName(part);
  if (named?.changed) gathering.problems.add("mail.name-changed");
  const isText = part.type === "text/plain" || part.type === "text/html";
  if (isText && part.disposition !== "attachment" && named === null) {
    return await gatherText(part, gathering);
  }
  const { bytes, broken } = decodeTransfer(part.body, part.encoding);
  if (broken) gathering.problems.add("mail.encoding-broken");
  const name = named?.name ?? unnamed(part.type);
  if (isOutlookContainer(part.type, name)) gathering.problems.add("mail.outlook-container");
  const file = toAttachment(name, part.type, bytes, gathering.inside);
  if (!isMessage(part.type, name)) return { texts: [], attachments: [file] };
  const message = await readInner(bytes, gathering);
  return { texts: [], attachments: [message ? { ...file, message } : file] };
}

/** The words of a message inside; its bytes stay whole in the attachment. */
async function readInner(bytes: Buffer, gathering: Gathering): Promise<InnerMessage | null> {
  const { limits, problems, left } = gathering;
  const depth = gathering.depth + 1;
  if (depth > limits.messagesInsideMax) {
    problems.add("mail.message-inside-limit");
    return null;
  }
  if (left.parts <= 0) {
    problems.add("mail.parts-limit");
    return null;
  }
  const root = splitMime(bytes, { ...limits, partsMax: left.parts }, problems);
  left.parts -= countOf(root);
  const values = await readHeaderValues(root.fields, limits.addressesMax);
  const found = await gather(root, { ...gathering, depth, without: [], inPayload: false });
  return {
    from: values.from,
    subject: values.subject,
    date: readDate(headerValue(root.fields, "date")),
    text: textOf(found, gathering),
    files: found.attachments.map((each) => each.name),
    messages: found.attachments.flatMap((each) => each.message ?? []),
  };
}

function countOf(part: MailPart): number {
  return part.children.reduce((sum, child) => sum + countOf(child), 1);
}

function isMessage(type: string, name: string): boolean {
  return type === "message/rfc822" || type === "message/global" || /\.eml$/i.test(name);
}

function isOutlookContainer(type: string, name: string): boolean {
  return /^application\/(vnd\.)?ms-tnef$/.test(type) || /^winmail\.dat$/i.test(name);
}

async function gatherChildren(part: MailPart, gathering: Gathering): Promise<Found> {
  // Broken or too deep: its bytes are kept as one attachment rather than lost.
  if (part.children.length === 0) {
    if (part.body.length === 0) return { texts: [], attachments: [] };
    const kept = toAttachment("unreadable-part.txt", part.type, part.body, gathering.inside);
    return { texts: [], attachments: [kept] };
  }
  const children: Found[] = [];
  for (const child of part.children) children.push(await gather(child, gathering));
  const attachments = children.flatMap((child) => child.attachments);
  if (part.type !== "multipart/alternative") {
    return { texts: children.flatMap((child) => child.texts), attachments };
  }
  const readable = children.filter((child) => child.texts.some((each) => each.text.trim() !== ""));
  const plain = readable.find((child) => child.texts.some((each) => !each.html));
  return { texts: (plain ?? readable[0])?.texts ?? [], attachments };
}

async function gatherText(part: MailPart, gathering: Gathering): Promise<Found> {
  const { limits, problems, inside, inPayload } = gathering;
  const decoded = await decodeTextBody(part, limits);
  if (decoded.cut) problems.add("mail.text-limit");
  if (decoded.broken) problems.add("mail.encoding-broken");
  if (decoded.doubtful) problems.add("mail.charset-unknown");
  const text = withoutHeaderCopy(decoded.text, part, inPayload);
  if (part.type === "text/plain") {
    const files = encodedFilesIn(decodeTransfer(part.body, part.encoding).bytes);
    if (files.length > 0) problems.add("mail.encoded-in-text");
    const attachments = files.map(({ name, bytes }) =>
      toAttachment(safeFileName(name), "application/octet-stream", bytes, inside),
    );
    return { texts: [{ html: false, text }], attachments };
  }
  const flat = htmlToText(text);
  if (flat.cut) problems.add("mail.text-limit");
  if (flat.someHidden) problems.add("mail.hidden-text");
  if (flat.linkDiffers) problems.add("mail.link-differs");
  return { texts: [{ html: true, text: flat.text }], attachments: [] };
}

/** Whether the name of a character set is one that text can be read by. */
export function knownCharset(charset: string | undefined): boolean {
  if (charset === undefined || charset === "" || /^utf-?7$/i.test(charset)) return true;
  try {
    return new TextDecoder(charset.trim()) !== null;
  } catch {
    return false;
  }
}

function unnamed(type: string): string {
  if (type === "message/rfc822") return "message.eml";
  return `unnamed.${/\/([a-z0-9]{1,10})$/.exec(type)?.[1] ?? "bin"}`;
}
