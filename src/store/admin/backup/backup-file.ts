/**
 * The form of a backup file: a line of magic, a line of JSON in clear, then entries in a chain of
 * AES-256-GCM chunks whose nonces count up and whose last says so (the STREAM construction, as in
 * sealed files), so that nothing can be cut off, swapped or added. Never holds more than two chunks.
 */
import { createCipheriv, createDecipheriv, createHash, createSecretKey } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { Refusal } from "../../../core/refusal.ts";

/** The version of this form. Another one is refused in a sentence. */
export const backupForm = 1;

const magic = "parley-backup";
const headerBytesMax = 1024 * 1024;
const chunkBytes = 256 * 1024;
const tagBytes = 16;

/** What stands in clear: enough to find the key and nothing of what is inside. */
export interface BackupHeader {
  readonly form: number;
  readonly madeAt: string;
  /** The version of Parley that made it. */
  readonly parley: string;
  /** Names the master key that wraps the backup's own key. */
  readonly masterKeyId: string;
  /** Base 64. */
  readonly wrapped: string;
  /** Base 64, 7 bytes: the beginning of every nonce. */
  readonly prefix: string;
  /** The master keys themselves, where they were asked for: closed to somebody, or by a passphrase. */
  readonly keys: readonly ClosedKeys[];
}

/** Master keys closed with something that is not a master key. */
export type ClosedKeys =
  | { readonly kind: "openpgp"; readonly fingerprint: string; readonly message: string }
  | {
      readonly kind: "passphrase";
      readonly salt: string;
      readonly cost: number;
      readonly sealed: string;
    };

/** A frame of the stream inside: the beginning of an entry, bytes of it, or its end. */
export type Frame =
  | { readonly type: "entry"; readonly entry: BackupEntry }
  | { readonly type: "data"; readonly bytes: Buffer }
  | { readonly type: "close" };

/** What an entry is; its bytes follow as data. */
export type BackupEntry =
  | {
      readonly kind: "manifest";
      readonly migrations: readonly { readonly name: string; readonly sha256: string }[];
      readonly postgres: string;
      readonly demonstration: boolean;
    }
  | { readonly kind: "table"; readonly table: string; readonly columns: readonly string[] }
  | { readonly kind: "owed" }
  | { readonly kind: "checkpoints" }
  | { readonly kind: "erasures" }
  | { readonly kind: "policy"; readonly name: string }
  | { readonly kind: "file"; readonly path: string }
  | ({ readonly kind: "end" } & BackupTotals);

/** What a whole backup holds; its last entry says so. */
export interface BackupTotals {
  readonly tables: number;
  readonly files: number;
  readonly checkpoints: number;
  /** Bytes of all entries, before they were sealed. */
  readonly bytes: number;
}

const frameTypes = { entry: 1, data: 2, close: 3 } as const;
const dataBytesMax = 1024 * 1024;

export interface BackupWriter {
  begin(entry: BackupEntry): Promise<void>;
  data(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
  /** Seals the last chunk; the file is whole then. */
  finish(): Promise<void>;
  /** Bytes of data so far. */
  readonly bytes: number;
}

/** Writes the header and returns what takes the entries. */
export async function writeBackup(
  file: FileHandle,
  header: BackupHeader,
  key: Uint8Array,
): Promise<BackupWriter> {
  const head = Buffer.from(`${magic} ${header.form}\n${JSON.stringify(header)}\n`);
  const chain = chunkChain(head, header, key);
  await writeAll(file, head);
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let bytes = 0;
  const put = async (...parts: Buffer[]) => {
    waiting.push(...parts);
    for (const part of parts) waitingBytes += part.length;
    if (waitingBytes <= chunkBytes) return;
    const all = Buffer.concat(waiting);
    let at = 0;
    // The last chunk is told from the others by its nonce: one more byte must be at hand.
    for (; all.length - at > chunkBytes; at += chunkBytes) {
      await writeAll(file, chain.seal(all.subarray(at, at + chunkBytes), false));
    }
    waiting = [all.subarray(at)];
    waitingBytes = all.length - at;
  };
  return {
    get bytes() {
      return bytes;
    },
    begin(entry) {
      const payload = Buffer.from(JSON.stringify(entry));
      return put(frameHead(frameTypes.entry, payload.length), payload);
    },
    async data(part) {
      bytes += part.length;
      for (let at = 0; at < part.length; at += dataBytesMax) {
        const some = part.subarray(at, at + dataBytesMax);
        // A copy: whoever reads into the same memory again goes on when this returns.
        await put(frameHead(frameTypes.data, some.length), Buffer.from(some));
      }
    },
    close: () => put(frameHead(frameTypes.close, 0)),
    finish: () => writeAll(file, chain.seal(Buffer.concat(waiting), true)),
  };
}

function frameHead(type: number, length: number): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(type, 0);
  head.writeUInt32BE(length, 1);
  return head;
}

async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    at += (await file.write(bytes, at, bytes.length - at)).bytesWritten;
  }
}

/** Reads what stands in clear. Refuses with backup.not-one and backup.other-form. */
export async function readBackupHeader(
  file: FileHandle,
): Promise<{ header: BackupHeader; head: Buffer }> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headerBytesMax), 0, headerBytesMax, 0);
  const start = buffer.subarray(0, bytesRead);
  const [, form] = /^parley-backup (\d{1,6})\n/.exec(start.toString("latin1", 0, 64)) ?? [];
  if (form === undefined) throw new Refusal("backup.not-one");
  if (Number(form) !== backupForm) throw new Refusal("backup.other-form", { form });
  const first = start.indexOf(0x0a) + 1;
  const end = start.indexOf(0x0a, first) + 1;
  const header = end > 0 ? parsed(start.subarray(first, end)) : undefined;
  if (!header) throw new Refusal("backup.damaged", { place: 0 });
  return { header, head: Buffer.from(start.subarray(0, end)) };
}

function parsed(line: Buffer): BackupHeader | undefined {
  try {
    const header = JSON.parse(line.toString("utf8")) as BackupHeader;
    const texts = [header.madeAt, header.parley, header.masterKeyId, header.wrapped, header.prefix];
    const whole = texts.every((text) => typeof text === "string") && Array.isArray(header.keys);
    return whole && header.form === backupForm ? header : undefined;
  } catch {
    return undefined;
  }
}

/** Every frame in order. Refuses with backup.damaged where the file is cut off or was changed. */
export async function* readFrames(
  file: FileHandle,
  { header, head }: { header: BackupHeader; head: Buffer },
  key: Uint8Array,
): AsyncGenerator<Frame> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const plain of chunksOf(file, { header, head }, key)) {
    rest = rest.length > 0 ? Buffer.concat([rest, plain]) : plain;
    let at = 0;
    while (rest.length - at >= 5) {
      const size = rest.readUInt32BE(at + 1);
      if (rest.length - at < 5 + size) break;
      yield frameOf(rest.readUInt8(at), rest.subarray(at + 5, at + 5 + size));
      at += 5 + size;
    }
    rest = rest.subarray(at);
  }
  if (rest.length > 0) throw new Refusal("backup.damaged", { place: "its end" });
}

function frameOf(type: number, payload: Buffer): Frame {
  if (type === frameTypes.data) return { type: "data", bytes: payload };
  if (type === frameTypes.close) return { type: "close" };
  return { type: "entry", entry: JSON.parse(payload.toString("utf8")) as BackupEntry };
}

async function* chunksOf(
  file: FileHandle,
  { header, head }: { header: BackupHeader; head: Buffer },
  key: Uint8Array,
): AsyncGenerator<Buffer> {
  const chain = chunkChain(head, header, key);
  const { size } = await file.stat();
  const whole = chunkBytes + tagBytes;
  for (let at = head.length; ; at += whole) {
    const last = size - at <= whole;
    const sealed = await readExactly(file, at, Math.min(whole, size - at));
    const plain = sealed.length > tagBytes - 1 ? chain.open(sealed, last) : undefined;
    if (!plain) throw new Refusal("backup.damaged", { place: `byte ${at}` });
    yield plain;
    if (last) return;
  }
}

async function readExactly(file: FileHandle, at: number, count: number): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.max(0, count));
  for (let done = 0; done < count; ) {
    const { bytesRead } = await file.read(bytes, done, count - done, at + done);
    if (bytesRead === 0) return bytes.subarray(0, done);
    done += bytesRead;
  }
  return bytes;
}

/** Seals or opens one chunk after another; the head is bound to each of them. */
function chunkChain(head: Buffer, header: BackupHeader, key: Uint8Array) {
  const secret = createSecretKey(key);
  const aad = createHash("sha256").update(head).digest();
  const prefix = Buffer.from(header.prefix, "base64");
  let index = 0;
  const nonce = (last: boolean) => {
    const bytes = Buffer.alloc(12);
    prefix.copy(bytes, 0, 0, 7);
    bytes.writeUInt32BE(index, 7);
    bytes.writeUInt8(last ? 1 : 0, 11);
    index += 1;
    return bytes;
  };
  return {
    seal(plain: Buffer, last: boolean): Buffer {
      const cipher = createCipheriv("aes-256-gcm", secret, nonce(last));
      cipher.setAAD(aad);
      return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
    open(sealed: Buffer, last: boolean): Buffer | undefined {
      const decipher = createDecipheriv("aes-256-gcm", secret, nonce(last));
      decipher.setAAD(aad);
      decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
      try {
        const body = sealed.subarray(0, sealed.length - tagBytes);
        return Buffer.concat([decipher.update(body), decipher.final()]);
      } catch {
        return undefined;
      }
    },
  };
}
