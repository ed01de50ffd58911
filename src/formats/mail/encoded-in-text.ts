/** Finds files written into the text of a mail (uuencode, yEnc). They are kept as they came, never decoded. */

export interface EncodedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

const filesMax = 20;

/** The encoded blocks with their first and last lines, under the names that they give. */
export function encodedFilesIn(body: Buffer): EncodedFile[] {
  return [
    ...blocksIn(body, "begin ", /^begin [0-7]{3,4} ([^\r\n]{1,200})/, "end", "uue"),
    ...blocksIn(body, "=ybegin ", /^=ybegin [^\r\n]{0,200}name=([^\r\n]{1,200})/, "=yend", "yenc"),
  ];
}

function blocksIn(
  body: Buffer,
  begin: string,
  firstLine: RegExp,
  last: string,
  ending: string,
): EncodedFile[] {
  const found: EncodedFile[] = [];
  let at = body.indexOf(begin);
  while (at >= 0 && found.length < filesMax) {
    const name = atLineStart(body, at)
      ? firstLine.exec(body.toString("latin1", at, at + 500))
      : null;
    const end = name ? endOf(body, at, last) : -1;
    if (name?.[1] && end > 0) {
      found.push({ name: `${name[1].trim()}.${ending}`, bytes: body.subarray(at, end) });
    }
    // Without an end there is none for a later beginning either.
    if (name && end < 0) break;
    at = body.indexOf(begin, Math.max(at + 1, end));
  }
  return found;
}

function atLineStart(body: Buffer, at: number): boolean {
  return at === 0 || body[at - 1] === 0x0a;
}

/** Behind the line that ends the block; -1 where it never ends. */
function endOf(body: Buffer, from: number, last: string): number {
  const at = body.indexOf(`\n${last}`, from);
  if (at < 0) return -1;
  const line = body.indexOf(0x0a, at + 1);
  return line < 0 ? body.length : line + 1;
}
