/**
 * The protected header once more, for programs that do not know of it: what they are meant to see
 * is no word of the sender's and is left out of the text. Looked for inside a protected part only.
 */
import { type HeaderField, headerValue, readHeaderBlock } from "./header-block.ts";
import type { MailLimits } from "./mail-limits.ts";
import type { MailPart } from "./split-mime.ts";
import { decodeTransfer } from "./transfer-encoding.ts";

/** The part that earlier programs show instead: text/rfc822-headers; protected-headers="v1". */
export function isHeaderCopy(part: MailPart): boolean {
  return part.type === "text/rfc822-headers" && part.params["protected-headers"] !== undefined;
}

/** The fields that a payload protects: its own, or those of the copy that the earliest programs write. */
export function protectedFields(
  payload: MailPart,
  limits: MailLimits,
): readonly HeaderField[] | null {
  // RFC 9788 says hp="cipher" or "clear"; what most programs write so far is protected-headers="v1".
  const declared =
    payload.params.hp !== undefined || payload.params["protected-headers"] !== undefined;
  // A whole message as the payload says nothing of it: that it has a sender of its own is enough.
  const whole = headerValue(payload.fields, "from") !== null;
  if ((declared || whole) && headerValue(payload.fields, "subject") !== null) return payload.fields;
  const copy = payload.children.find(isHeaderCopy);
  if (!copy) return null;
  const { bytes } = decodeTransfer(copy.body, copy.encoding);
  const { fields } = readHeaderBlock(bytes, limits);
  return headerValue(fields, "subject") === null ? null : fields;
}

const copyInHtml =
  /<div\s+class="?header-protection-legacy-display"?\s*>[\s\S]{0,20000}?<\/div\s*>/i;

/** The text without the lines of RFC 9788 section 4.10.3: "Subject: …" and the like, then an empty one. */
export function withoutHeaderCopy(text: string, part: MailPart, inPayload: boolean): string {
  if (!inPayload || part.params["hp-legacy-display"] !== "1") return text;
  if (part.type === "text/html") return text.replace(copyInHtml, "");
  const end = text.indexOf("\n\n");
  const lines = end < 0 ? [] : text.slice(0, end).split("\n");
  const isCopy = lines.every((line) => /^([!-9;-~]{1,60}:|[ \t])/.test(line));
  return lines.length > 0 && isCopy ? text.slice(end + 2) : text;
}
