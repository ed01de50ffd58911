/** Reads of an archived mail what tells its thread. Opens no body and no encryption. */
import type { ArchivedHead } from "../../core/mail/archive-threads.ts";
import { headerValue, readHeaderBlock } from "./header-block.ts";
import { mailLimits } from "./mail-limits.ts";
import { readDate, readHeaderValues } from "./read-values.ts";

export async function archivedHead(raw: Buffer, index: number): Promise<ArchivedHead> {
  const { fields } = readHeaderBlock(raw.subarray(0, mailLimits.headerBytesMax), mailLimits);
  const { messageId, inReplyTo, references, subject } = await readHeaderValues(
    fields,
    mailLimits.addressesMax,
  );
  return {
    index,
    messageId,
    answers: [...(inReplyTo ? [inReplyTo] : []), ...references],
    subject: subject ?? "",
    date: readDate(headerValue(fields, "date")),
  };
}
