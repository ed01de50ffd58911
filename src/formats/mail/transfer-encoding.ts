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

/** What follows padding is read too: gateways put encoded pieces one behind the other. */
function decodeBase64(body: Buffer): DecodedBody {
  const text = body.toString("latin1");
  const broken = /[^A-Za-z0-9+/=\s]/.test(text);
  const padding = text.indexOf("=");
  const more = padding < 0 ? "" : text.slice(padding).replace(/[^A-Za-z0-9+/]/g, "");
  if (more === "") return { bytes: Buffer.from(text, "base64"), broken };
  return { bytes: decodePieces(text), broken };
}

/** Padding ends one piece and begins the next. One pass, because a mail may hold millions of pieces. */
function decodePieces(text: string): Buffer {
  const out = Buffer.allocUnsafe(text.length);
  let length = 0;
  let bits = 0;
  let held = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const value = base64Values[code] ?? -1;
    if (code === equals) held = 0;
    if (value < 0) continue;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out[length++] = (bits >> held) & 0xff;
  }
  return out.subarray(0, length);
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
