/** The keyed hash of what a mail's sender wrote: the same for every copy of it, whichever way each came. */
import { createHash } from "node:crypto";
import type { MailEnvelope } from "../../core/mail/envelope.ts";
import { replyTagsIn } from "../../core/mail/reply-address.ts";
import { sameMailHeadBytes, writtenHead } from "../../core/mail/same-mail.ts";
import type { Context } from "../context.ts";

/** Null for a mail of which no other is ever a copy. */
export function copyHashOf(
  { masterKey }: Pick<Context, "masterKey">,
  raw: Uint8Array,
  envelope?: Pick<MailEnvelope, "to" | "leftBehindBytes">,
): Buffer | null {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const head = writtenHead(bytes.toString("latin1", 0, sameMailHeadBytes));
  if (!head) return null;
  // A party's own address that stands in no field decides by itself whose thread a mail continues.
  const tags = replyTagsIn(envelope?.to ?? []).filter((tag) => !head.text.includes(tag));
  // Only the header of it is here: a mail that has no body is another one.
  const part = envelope?.leftBehindBytes === undefined ? "whole" : "header";
  const written = createHash("sha256")
    .update(`${part} ${tags.sort().join(" ")}\n${head.text}\n\n`, "latin1")
    .update(withoutLastLines(bytes.subarray(head.bodyAt)))
    .digest();
  return masterKey.hash("mail-copy", written);
}

/** Mailboxes add empty lines at the end and take them off. */
function withoutLastLines(body: Buffer): Buffer {
  let end = body.length;
  while (end > 0 && (body[end - 1] === 0x0a || body[end - 1] === 0x0d)) end -= 1;
  return body.subarray(0, end);
}
