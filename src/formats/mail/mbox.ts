/**
 * Splits a mailbox file (mbox) into its messages, as they were before a program wrote them there:
 * mboxo, mboxrd, mboxcl and mboxcl2 (RFC 4155 names none of them). Bytes in, messages out; whatever the
 * file holds, no byte of a message is given to another message twice.
 */

/** A message with CRLF, or one that was larger than the limit. */
export type MboxMessage = { readonly raw: Buffer } | { readonly tooLarge: number };

const lineFeed = 0x0a;
const fromMark = Buffer.from("From ");

// "From sender Thu Jan  1 00:00:00 1970", some with a zone before or after the year. Anything looser
// would split a message at a sentence that begins with "From".
const separator =
  /^From (?:.{0,500} )?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +\w{3} +\d{1,2} +\d{1,2}:\d{2}(?::\d{2})?(?: +[\w+-]{1,6})? +\d{4}(?: +[\w+-]{1,6})?\s*$/;

/** What mailbox programs write into a message to remember their own things: no word of its sender. */
const bookkeeping =
  /^(?:status|x-status|x-keywords|x-uid|x-imap|x-imapbase|x-mozilla-status2?|x-mozilla-keys|content-length|lines):/i;

/** Messages one after another, as far as they are whole; `end` gives the last. */
export interface MboxSplitter {
  push(chunk: Uint8Array): MboxMessage[];
  end(): MboxMessage[];
}

export function mboxSplitter(bytesMax: number): MboxSplitter {
  let rest: Buffer = Buffer.alloc(0);
  let message: Buffer[] | undefined;
  let length = 0;
  let afterBlank = true;
  const flush = (): MboxMessage[] => {
    const lines = message;
    message = undefined;
    if (!lines) return [];
    if (length === 0) return [];
    if (length > bytesMax) return [{ tooLarge: length }];
    return apart(lines).map((each) => ({ raw: asItWas(withoutLastBlank(each)) }));
  };
  const hear = (line: Buffer): MboxMessage[] => {
    const blank = isBlank(line);
    if (afterBlank && isSeparator(line) && !isInside(message, length)) {
      const done = flush();
      message = [];
      length = 0;
      afterBlank = false;
      return done;
    }
    afterBlank = blank;
    if (message) {
      length += line.length;
      if (length <= bytesMax) message.push(line);
      else message.length = 0;
    }
    return [];
  };
  return {
    push(chunk) {
      rest = Buffer.concat([rest, chunk]);
      const found: MboxMessage[] = [];
      let at = 0;
      for (let end = rest.indexOf(lineFeed); end >= 0; end = rest.indexOf(lineFeed, at)) {
        found.push(...hear(Buffer.from(rest.subarray(at, end + 1))));
        at = end + 1;
      }
      rest = Buffer.from(rest.subarray(at));
      return found;
    },
    end() {
      const last = rest.length > 0 ? hear(rest) : [];
      rest = Buffer.alloc(0);
      return [...last, ...flush()];
    },
  };
}

function isSeparator(line: Buffer): boolean {
  return line.subarray(0, 5).equals(fromMark) && separator.test(line.toString("latin1"));
}

function isBlank(line: Buffer): boolean {
  return line.length <= 2 && line.toString("latin1").trim() === "";
}

/**
 * Whether a separator stands inside the body that the message's own Content-Length measures (mboxcl2
 * quotes nothing). A length that ends elsewhere than at a blank line before a separator is not believed.
 */
function isInside(lines: readonly Buffer[] | undefined, length: number): boolean {
  const header = lines ? headerOf(lines) : undefined;
  if (!header || header.contentLength === undefined) return false;
  return length - header.bytes < header.contentLength;
}

/**
 * One message, or several where its Content-Length measured past them: such a length is believed only
 * where it ends at the end of the message.
 */
function apart(lines: readonly Buffer[]): (readonly Buffer[])[] {
  const header = headerOf(lines);
  const length = lines.reduce((sum, line) => sum + line.length, 0);
  const body = length - (header?.bytes ?? 0);
  if (header?.contentLength === undefined || Math.abs(body - header.contentLength) <= 2) {
    return [lines];
  }
  const messages: Buffer[][] = [[]];
  let afterBlank = false;
  for (const line of lines) {
    if (afterBlank && isSeparator(line)) messages.push([]);
    else messages.at(-1)?.push(line);
    afterBlank = isBlank(line);
  }
  return messages.filter((each) => each.length > 0);
}

function headerOf(lines: readonly Buffer[]) {
  let bytes = 0;
  let contentLength: number | undefined;
  for (const line of lines) {
    bytes += line.length;
    if (isBlank(line)) return { bytes, contentLength };
    const [, digits] = /^content-length:\s*(\d{1,12})\s*$/i.exec(line.toString("latin1")) ?? [];
    if (digits !== undefined) contentLength ??= Number(digits);
  }
  return undefined;
}

/** The blank line before the next separator belongs to the file. */
function withoutLastBlank(lines: readonly Buffer[]): readonly Buffer[] {
  const last = lines.at(-1);
  return last && isBlank(last) ? lines.slice(0, -1) : lines;
}

/** CRLF, without bookkeeping, and with the quoting of "From " undone where it was done. */
function asItWas(lines: readonly Buffer[]): Buffer {
  const header = headerOf(lines);
  // Unquoted "From " in a measured body: nothing was quoted there (mboxcl2).
  const quoted =
    header?.contentLength === undefined ||
    !lines.some((line) => line.subarray(0, 5).equals(fromMark));
  const end = lines.findIndex(isBlank);
  const bodyAt = end < 0 ? lines.length : end;
  const body = lines.slice(bodyAt).map((line) => (quoted ? unquoted(line) : line));
  return Buffer.concat([...withoutBookkeeping(lines.slice(0, bodyAt)), ...body].map(withCrLf));
}

function withoutBookkeeping(header: readonly Buffer[]): Buffer[] {
  let dropping = false;
  return header.filter((line) => {
    const text = line.toString("latin1");
    // A folded line goes with the field that it continues.
    dropping = /^[ \t]/.test(text) ? dropping : bookkeeping.test(text);
    return !dropping;
  });
}

function unquoted(line: Buffer): Buffer {
  return /^>+From /.test(line.toString("latin1", 0, 200)) ? line.subarray(1) : line;
}

function withCrLf(line: Buffer): Buffer {
  if (line.at(-1) !== lineFeed) return line;
  if (line.at(-2) === 0x0d) return line;
  return Buffer.concat([line.subarray(0, -1), Buffer.from("\r\n")]);
}
