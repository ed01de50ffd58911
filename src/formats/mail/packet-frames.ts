/**
 * Where the packets of a binary OpenPGP message begin and end (RFC 9580 section 4.2), also those whose
 * body comes in pieces. Says nothing of what is in them.
 */

export interface PacketHeader {
  readonly tag: number;
  readonly bodyAt: number;
  /** Null where the packet has no length of its own: only data packets may. */
  readonly length: number | null;
}

/** A packet that lies whole in the data. */
export interface PacketFrame {
  readonly tag: number;
  readonly at: number;
  readonly bodyAt: number;
  /** Where the next one begins. */
  readonly end: number;
  /** Of its body, without the lengths between its pieces. */
  readonly length: number;
}

/** Section 4.2: the header in its present and in its legacy form. */
export function readPacketHeader(data: Buffer, at: number): PacketHeader | null {
  const first = data[at] ?? 0;
  if ((first & 0x80) === 0) return null;
  if ((first & 0x40) === 0) return readLegacyHeader(data, at, first);
  const tag = first & 0x3f;
  if (isPartial(data[at + 1] ?? 255)) return { tag, bodyAt: at + 2, length: null };
  const size = readLength(data, at + 1);
  return size && { tag, bodyAt: size.next, length: size.length };
}

/** The packet at this place; null where it is cut off, or is in pieces smaller than anybody writes. */
export function frameAt(data: Buffer, at: number): PacketFrame | null {
  const header = readPacketHeader(data, at);
  if (!header) return null;
  let end = at;
  let length = 0;
  const add = (from: number, to: number) => {
    length += to - from;
    end = to;
  };
  return eachPiece(data, at, header, add) ? { ...header, at, end, length } : null;
}

/** The body of a packet that was framed, its pieces moved together: what lay between them is overwritten. */
export function joinBody(data: Buffer, { at, length }: PacketFrame): Buffer {
  const header = readPacketHeader(data, at);
  if (!header) return data.subarray(at, at);
  let filled = header.bodyAt;
  eachPiece(data, at, header, (from, to) => {
    if (from !== filled) data.copyWithin(filled, from, to);
    filled += to - from;
  });
  return data.subarray(header.bodyAt, header.bodyAt + length);
}

/** The same body as it lies there, piece by piece. */
export function bodyPieces(data: Buffer, { at }: PacketFrame): readonly Buffer[] {
  const header = readPacketHeader(data, at);
  const pieces: Buffer[] = [];
  if (header) eachPiece(data, at, header, (from, to) => pieces.push(data.subarray(from, to)));
  return pieces;
}

// RFC 9580 section 4.2.1.4 asks for 512 bytes in the first; a million tiny ones would only cost time.
const pieceBytesMin = 512;

/** Whether all pieces lie in the data; `visit` is told of each, from first to last. */
function eachPiece(
  data: Buffer,
  at: number,
  { bodyAt, length }: PacketHeader,
  visit: (from: number, to: number) => void,
): boolean {
  if (length !== null || ((data[at] ?? 0) & 0x40) === 0) {
    // Without a length, in the legacy form, it goes on to the end.
    const to = length === null ? data.length : bodyAt + length;
    if (to <= data.length) visit(bodyAt, to);
    return to <= data.length;
  }
  let place = at + 1;
  for (let octet = data[place] ?? 0; isPartial(octet); octet = data[place] ?? 0) {
    const to = place + 1 + 2 ** (octet & 0x1f);
    if (to - place - 1 < pieceBytesMin || to >= data.length) return false;
    visit(place + 1, to);
    place = to;
  }
  const last = readLength(data, place);
  if (!last || last.next + last.length > data.length) return false;
  visit(last.next, last.next + last.length);
  return true;
}

function isPartial(octet: number): boolean {
  return octet >= 224 && octet < 255;
}

function readLength(data: Buffer, at: number): { length: number; next: number } | null {
  const octet = data[at] ?? 255;
  if (octet < 192) return { length: octet, next: at + 1 };
  if (octet < 224) {
    return { length: (octet - 192) * 256 + (data[at + 1] ?? 0) + 192, next: at + 2 };
  }
  return at + 5 <= data.length ? { length: data.readUInt32BE(at + 1), next: at + 5 } : null;
}

function readLegacyHeader(data: Buffer, at: number, first: number): PacketHeader | null {
  const tag = (first & 0x3c) >> 2;
  const octets = [1, 2, 4, 0][first & 3] ?? 0;
  if (octets === 0) return { tag, bodyAt: at + 1, length: null };
  if (at + 1 + octets > data.length) return null;
  return { tag, bodyAt: at + 1 + octets, length: data.readUIntBE(at + 1, octets) };
}
