/** Gathers the text and the attachments of a plain tree of parts. Never opens OpenPGP or inner messages. */
import { createHash } from "node:crypto";
import { isHeaderCopy, withoutHeaderCopy } from "./header-copy.ts";
import { htmlToText } from "./html-to-text.ts";
import type { MailLimits } from "./mail-limits.ts";
import type { MailProblem } from "./mail-problem.ts";
import { readFileName, readTextBody } from "./read-values.ts";
import type { MailSignature } from "./signature-state.ts";
import type { MailPart } from "./split-mime.ts";
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
  const found = await gather(part, { limits, problems, without, inside, inPayload });
  if (found.texts.length > 0 && found.texts.every((each) => each.html))
    problems.add("mail.html-only");
  const text = found.texts.map((each) => each.text).join("\n\n");
  if (text.length > limits.textCharsMax) problems.add("mail.text-limit");
  return { text: text.slice(0, limits.textCharsMax), attachments: found.attachments };
}

/** An attachment from its bytes. */
export function toAttachment(
  name: string,
  type: string,
  bytes: Uint8Array,
  inside: boolean,
): MailAttachment {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  // A copy of its own: the slice would keep the whole message alive, and carry it between threads.
  return { name, type, bytes: Uint8Array.from(bytes), sha256, inside };
}

async function gather(part: MailPart, gathering: Gathering): Promise<Found> {
  if (gathering.without.includes(part)) return { texts: [], attachments: [] };
  if (gathering.inPayload && isHeaderCopy(part)) return { texts: [], attachments: [] };
  if (part.type.startsWith("multipart/")) return gatherChildren(part, gathering);
  if (/^application\/(?:x-)?pkcs7-/.test(part.type)) {
    gathering.problems.add("mail.smime-not-read");
  }
  const name = await readFileName(part);
  const isText = part.type === "text/plain" || part.type === "text/html";
  if (isText && part.disposition !== "attachment" && name === null) {
    return { texts: [await gatherText(part, gathering)], attachments: [] };
  }
  const { bytes, broken } = decodeTransfer(part.body, part.encoding);
  if (broken) gathering.problems.add("mail.encoding-broken");
  const shown = name ?? unnamed(part.type);
  return { texts: [], attachments: [toAttachment(shown, part.type, bytes, gathering.inside)] };
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

async function gatherText(
  part: MailPart,
  gathering: Gathering,
): Promise<{ html: boolean; text: string }> {
  if (decodeTransfer(part.body, part.encoding).broken)
    gathering.problems.add("mail.encoding-broken");
  const text = withoutHeaderCopy(await readTextBody(part), part, gathering.inPayload);
  if (!knownCharset(part.params.charset) || text.includes("\uFFFD")) {
    gathering.problems.add("mail.charset-unknown");
  }
  if (part.type === "text/plain") return { html: false, text };
  const flat = htmlToText(text);
  if (flat.cut) gathering.problems.add("mail.text-limit");
  return { html: true, text: flat.text };
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
