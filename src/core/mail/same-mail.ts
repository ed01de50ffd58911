/**
 * What makes two mails one and the same however they came: what their sender wrote, without the fields
 * that servers and mailboxes add on the way. Where anything is odd it says nothing: two mails then.
 */

/** Written by the sender and changed by nobody on the way; each at most once (RFC 5322, section 3.6). */
const senderFields = [
  "message-id",
  "from",
  "sender",
  "reply-to",
  "to",
  "cc",
  "date",
  "subject",
  "in-reply-to",
  "references",
  "auto-submitted",
  "autocrypt",
  "mime-version",
  "content-type",
  "content-transfer-encoding",
  "content-disposition",
];

/** A longer header is none of an honest copy. */
export const sameMailHeadBytes = 64 * 1024;

export interface WrittenHead {
  /** The sender's fields in an order of ours, one a line. */
  readonly text: string;
  /** Where the body starts. */
  readonly bodyAt: number;
}

/**
 * `head`: the mail's first bytes, a letter each. Null where it has no Message-ID, or two of a field, or
 * a line that readers could take for different things: whoever sends such a mail could else have one
 * counted as the copy that reads otherwise.
 */
export function writtenHead(head: string): WrittenHead | null {
  const block = headerIn(head);
  if (!block) return null;
  const values = new Map<string, string>();
  for (const field of block.fields) {
    const match = /^([!-9;-~]{1,128})[ \t]{0,20}:/.exec(field);
    // Some readers end a line at them.
    if (!match?.[1] || /[\r\0]/.test(field)) return null;
    const name = match[1].toLowerCase();
    if (!senderFields.includes(name)) continue;
    if (values.has(name)) return null;
    // Servers fold long fields anew.
    const value = field.slice(match[0].length).replace(/[ \t\n]+/g, " ");
    values.set(name, value.replace(/^ | $/g, ""));
  }
  if (!values.get("message-id")) return null;
  const lines = senderFields.map((name) => `${name}:${values.get(name) ?? ""}`);
  return { text: lines.join("\n"), bodyAt: block.bodyAt };
}

/** The fields with their folded lines, which a line feed parts; null where no empty line ends them. */
function headerIn(head: string): { fields: string[]; bodyAt: number } | null {
  const fields: string[] = [];
  for (let at = 0; at < head.length; ) {
    const end = head.indexOf("\n", at);
    if (end < 0) return null;
    const line = head.slice(at, head[end - 1] === "\r" ? end - 1 : end);
    at = end + 1;
    if (line === "") return { fields, bodyAt: at };
    const last = fields.length - 1;
    if (last >= 0 && /^[ \t]/.test(line)) fields[last] += `\n${line}`;
    else fields.push(line);
  }
  return null;
}
