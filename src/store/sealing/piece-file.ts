/**
 * A sealed file that is written and read in pieces, for files too large for memory. Each piece is
 * sealed by itself (AES-256-GCM) and bound to the file, its length and the piece's place in it, so
 * that pieces can neither be swapped, dropped, cut off nor taken from another file.
 */
import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync } from "node:crypto";
import type { FileHandle } from "node:fs/promises";

/** Plain bytes of a piece; the last one may be shorter. */
export const pieceBytes = 256 * 1024;
const nonceBytes = 12;
const tagBytes = 16;
const sealedBytes = nonceBytes + pieceBytes + tagBytes;

/** What a piece is bound to. */
export interface PieceFile {
  readonly fileId: string;
  /** Of the object that the file belongs to; each file has a key derived from it. */
  readonly key: Uint8Array;
  /** Plain bytes of the whole file. */
  readonly bytes: number;
}

/**
 * One key for each file, so that random nonces cannot meet (NIST SP 800-38D, 8.3: 2^32 pieces of
 * one key are a petabyte).
 */
function cipherKeyOf({ fileId, key }: PieceFile) {
  return createSecretKey(new Uint8Array(hkdfSync("sha256", key, fileId, "parley-pieces", 32)));
}

function boundTo({ fileId, bytes }: PieceFile, index: number): Buffer {
  return Buffer.from(`parley-piece\0${fileId}\0${bytes}\0${index}`);
}

/** Seals pieces of one file, each in parts that are written one after another. The nonce is new for each writing: a piece may be written again. */
export function pieceSealer(
  file: PieceFile,
  randomBytes: (count: number) => Uint8Array,
): (index: number, plain: Uint8Array) => Buffer[] {
  const key = cipherKeyOf(file);
  return (index, plain) => {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv("aes-256-gcm", key, nonce);
    cipher.setAAD(boundTo(file, index));
    return [Buffer.from(nonce), cipher.update(plain), cipher.final(), cipher.getAuthTag()];
  };
}

function pieceOpener(file: PieceFile): (index: number, sealed: Uint8Array) => Buffer {
  const key = cipherKeyOf(file);
  return (index, sealed) => {
    const end = sealed.length - tagBytes;
    const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, nonceBytes));
    decipher.setAAD(boundTo(file, index));
    decipher.setAuthTag(sealed.subarray(end));
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, end)), decipher.final()]);
  };
}

/** Where a piece begins on disk. */
export function placeOfPiece(index: number): number {
  return index * sealedBytes;
}

/** The plain bytes from `start` to before `end`, piece by piece; throws where the file was altered. */
export async function* readPieces(
  handle: FileHandle,
  file: PieceFile,
  start: number,
  end: number,
): AsyncGenerator<Buffer> {
  const open = pieceOpener(file);
  const sealed = Buffer.allocUnsafe(sealedBytes);
  for (let index = Math.floor(start / pieceBytes); index * pieceBytes < end; index += 1) {
    const first = index * pieceBytes;
    const length = Math.min(pieceBytes, file.bytes - first) + nonceBytes + tagBytes;
    const { bytesRead } = await handle.read(sealed, 0, length, placeOfPiece(index));
    if (bytesRead !== length) throw new Error(`sealed file ${file.fileId} is cut off`);
    const plain = open(index, sealed.subarray(0, length));
    yield plain.subarray(Math.max(0, start - first), Math.min(plain.length, end - first));
  }
}
