/** Undoes a part's Content-Transfer-Encoding (RFC 2045 section 6). Never throws: broken input gives what is readable. */

const equals = 0x3d;

export interface DecodedBody {
  readonly bytes: Buffer;
  readonly broken: boolean;
}

/** Decodes a body by the name of its encoding; unknown names are taken as binary. */
export function decodeTransfer(body: Buffer, encoding: string): DecodedBody {
  switch (encoding.toLowerCase()) {
    case "base64":
      return decodeBase64(body);
    case "quoted-printable":
      return decodeQuotedPrintable(body);
    case "":
    case "7bit":
    case "8bit":
    case "binary":
      return { bytes: body, broken: false };
    default:
      return { bytes: body, broken: true };
  }
}

/**
 * What follows padding is read too: gateways put encoded pieces one behind the other. Byte by byte,
 * since a string of the body would be a second copy of what may be megabytes; and first only counted,
 * so that the bytes have memory of exactly their size and can be handed on without a copy.
 */
export function decodeBase64(body: Buffer): DecodedBody {
  const out = new Uint8Array(runBase64(body, null).length);
  const { broken } = runBase64(body, out);
  return { bytes: Buffer.from(out.buffer), broken };
}

function runBase64(body: Buffer, out: Uint8Array | null): { length: number; broken: boolean } {
  let length = 0;
  let bits = 0;
  let held = 0;
  let broken = false;
  for (let at = 0; at < body.length; at += 1) {
    const code = body[at] ?? 0;
    const value = base64Values[code] ?? -1;
    if (value < 0) {
      // Padding ends a piece: what follows begins a new one.
      if (code === equals) held = 0;
      else if (!isSpace(code)) broken = true;
      continue;
    }
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    if (out) out[length] = (bits >> held) & 0xff;
    length += 1;
  }
  return { length, broken };
}

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0;
}

const base64Values = new Int8Array(256).fill(-1);
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
for (const [value, letter] of [...alphabet].entries()) base64Values[letter.charCodeAt(0)] = value;

function decodeQuotedPrintable(body: Buffer): DecodedBody {
  const out = Buffer.allocUnsafe(body.length);
  let length = 0;
  let broken = false;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] ?? 0;
    if (byte !== equals) {
      out[length++] = byte;
      continue;
    }
    const softBreak = softBreakLength(body, at + 1);
    const value = softBreak > 0 ? -1 : hexByte(body, at + 1);
    if (softBreak > 0) at += softBreak;
    else if (value >= 0) {
      out[length++] = value;
      at += 2;
    } else {
      out[length++] = byte;
      broken = true;
    }
  }
  return { bytes: out.subarray(0, length), broken };
}

/** How many bytes after "=" make a soft line break: white space that relays added, and the line end. */
function softBreakLength(body: Buffer, from: number): number {
  let at = from;
  while (at - from < 100 && (body[at] === 0x20 || body[at] === 0x09)) at++;
  if (at >= body.length) return at - from || 1;
  if (body[at] === 0x0d && body[at + 1] === 0x0a) return at - from + 2;
  return body[at] === 0x0a ? at - from + 1 : 0;
}

function hexByte(body: Buffer, at: number): number {
  const digits = body.toString("latin1", at, at + 2);
  return /^[0-9A-Fa-f]{2}$/.test(digits) ? Number.parseInt(digits, 16) : -1;
}
