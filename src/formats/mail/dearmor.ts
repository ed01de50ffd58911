/** Takes OpenPGP data out of its armor (RFC 9580 section 6). Never fails: the checks are in the data itself. */
import { decodeBase64 } from "./transfer-encoding.ts";

const begin = "-----BEGIN PGP ";
const end = "\n-----END ";
const lineFeed = 0x0a;

/**
 * The bytes of the first armored block, or a copy of the data where none is there; in memory of their
 * own, as they may be opened in it. The checksum is not looked at: relays lose it, and what must not be
 * altered has a cryptographic one.
 */
export function dearmor(data: Buffer): Buffer {
  const start = data.indexOf(begin);
  const firstLine = start < 0 ? -1 : data.indexOf(lineFeed, start);
  if (firstLine < 0) return Buffer.from(Uint8Array.from(data).buffer);
  const stop = data.indexOf(end, firstLine);
  const block = data.subarray(afterHeaders(data, firstLine + 1), stop < 0 ? data.length : stop);
  return decodeBase64(withoutChecksum(block)).bytes;
}

// "Version: …", "Hash: …" and so on up to the first line without anything on it.
function afterHeaders(data: Buffer, from: number): number {
  for (let at = from, lines = 0; lines < 50; lines++) {
    const next = data.indexOf(lineFeed, at) + 1;
    if (next === 0 || !/^[A-Za-z-]{1,40}:/.test(data.toString("latin1", at, at + 42))) return at;
    at = next;
  }
  return from;
}

function withoutChecksum(block: Buffer): Buffer {
  const tail = block.toString("latin1", Math.max(0, block.length - 20));
  const checksum = /\n=[A-Za-z0-9+/]{4}\s*$/.exec(tail);
  return checksum ? block.subarray(0, block.length - checksum[0].length) : block;
}
