/**
 * Sealed files: raw mail and attachments that are too large for a row. Each file is a chain of
 * AES-256-GCM chunks whose nonces count up and whose last chunk says so, so that chunks can
 * neither be swapped, dropped nor cut off (the STREAM construction, Hoang et al. 2015).
 */
import { createCipheriv, createDecipheriv } from "node:crypto";
import { constants } from "node:fs";
import { mkdir, open, readFile, rename, statfs, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Refusal } from "../../core/refusal.ts";
import { isErrno } from "../server/files.ts";
import { type PieceFile, pieceSealer, placeOfPiece, readPieces } from "./piece-file.ts";

const chunkBytes = 64 * 1024;
const tagBytes = 16;

/** Originals up to this size lie in their row, larger ones in a file. */
export const rowBytesMax = 64 * 1024;

export interface FileVault {
  /** Writes, syncs to disk (file and directory), then returns. `prefix`: 7 random bytes. */
  write(
    fileId: string,
    key: Uint8Array,
    place: string,
    bytes: Uint8Array,
    prefix: Uint8Array,
  ): Promise<void>;
  read(fileId: string, key: Uint8Array, place: string): Promise<Buffer>;
  remove(fileId: string): Promise<void>;
  /** Opens a file that grows in pieces; makes it where it is not there. */
  openPieces(file: PieceFile, randomBytes: (count: number) => Uint8Array): Promise<PieceWriter>;
  /** A file of pieces, from `start` to before `end`, never more than a piece of it in memory. */
  readPieces(file: PieceFile, start: number, end: number): AsyncGenerator<Buffer>;
  /** Bytes that the disk still takes. */
  freeBytes(): Promise<number>;
}

export interface PieceWriter {
  write(index: number, plain: Uint8Array): Promise<void>;
  /** What was written before is on disk once this returns. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export function fileVault(directory: string): FileVault {
  const pathOf = (fileId: string) => join(directory, fileId.slice(-2), `${fileId}.sealed`);
  return {
    async write(fileId, key, place, bytes, prefix) {
      const path = pathOf(fileId);
      const partial = `${path}.partial`;
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await writeSynced(partial, sealChunks(key, place, bytes, prefix));
        await rename(partial, path);
        await syncDirectory(dirname(path));
        await syncDirectory(directory);
      } catch (error) {
        await unlink(partial).catch(() => undefined);
        throw fullDisk(error);
      }
    },
    async read(fileId, key, place) {
      return openChunks(key, place, await readFile(pathOf(fileId)));
    },
    async remove(fileId) {
      await unlink(pathOf(fileId));
    },
    openPieces: (file, randomBytes) =>
      openPieces(directory, pathOf(file.fileId), file, randomBytes),
    async *readPieces(file, start, end) {
      const handle = await open(pathOf(file.fileId), "r");
      try {
        yield* readPieces(handle, file, start, end);
      } finally {
        await handle.close();
      }
    },
    async freeBytes() {
      const { bavail, bsize } = await statfs(directory);
      return bavail * bsize;
    },
  };
}

async function openPieces(
  directory: string,
  path: string,
  file: PieceFile,
  randomBytes: (count: number) => Uint8Array,
): Promise<PieceWriter> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  // Neither cut nor appended to: a piece that arrives again takes its own place.
  const handle = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  await syncDirectory(dirname(path));
  await syncDirectory(directory);
  const seal = pieceSealer(file, randomBytes);
  return {
    async write(index, plain) {
      const sealed = seal(index, plain);
      try {
        const bytes = sealed.reduce((sum, part) => sum + part.length, 0);
        const { bytesWritten } = await handle.writev(sealed, placeOfPiece(index));
        if (bytesWritten !== bytes) throw new Refusal("service.busy");
      } catch (error) {
        throw fullDisk(error);
      }
    },
    sync: () => handle.datasync(),
    close: () => handle.close(),
  };
}

/** A full disk is an outage that people may hear of in one sentence; nothing was taken. */
function fullDisk(error: unknown): unknown {
  return isErrno(error, "ENOSPC", "EDQUOT")
    ? new Refusal("service.busy", {}, { cause: error })
    : error;
}

async function writeSynced(path: string, chunks: Iterable<Buffer>): Promise<void> {
  const file = await open(path, "w", 0o600);
  try {
    for (const chunk of chunks) await file.write(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
}

// A new name survives a power cut only once its directory is synced.
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** `prefix(7) | chunk*`, each chunk `ciphertext | tag(16)`. */
export function* sealChunks(
  key: Uint8Array,
  place: string,
  bytes: Uint8Array,
  prefix: Uint8Array,
): Generator<Buffer> {
  yield Buffer.from(prefix);
  const count = Math.max(1, Math.ceil(bytes.length / chunkBytes));
  for (let index = 0; index < count; index += 1) {
    const cipher = createCipheriv("aes-256-gcm", key, nonce(prefix, index, index === count - 1));
    cipher.setAAD(Buffer.from(`parley-file\0${place}`));
    const chunk = bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes);
    yield Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  }
}

export function openChunks(key: Uint8Array, place: string, sealed: Uint8Array): Buffer {
  const prefix = sealed.subarray(0, 7);
  const body = sealed.subarray(7);
  const size = chunkBytes + tagBytes;
  const count = Math.max(1, Math.ceil(body.length / size));
  const plain: Buffer[] = [];
  for (let index = 0; index < count; index += 1) {
    const chunk = body.subarray(index * size, (index + 1) * size);
    const decipher = createDecipheriv(
      "aes-256-gcm",
      key,
      nonce(prefix, index, index === count - 1),
    );
    decipher.setAAD(Buffer.from(`parley-file\0${place}`));
    decipher.setAuthTag(chunk.subarray(chunk.length - tagBytes));
    plain.push(decipher.update(chunk.subarray(0, chunk.length - tagBytes)), decipher.final());
  }
  return Buffer.concat(plain);
}

function nonce(prefix: Uint8Array, index: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.set(prefix, 0);
  bytes.writeUInt32BE(index, 7);
  bytes[11] = last ? 1 : 0;
  return bytes;
}
