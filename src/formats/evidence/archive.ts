/**
 * The archive of an evidence pack: a ZIP of stored files in one fixed layout, so that equal contents
 * give equal bytes. Reads only what it would itself write: nothing is inflated, no name leads out.
 */
import { crc32 } from "node:zlib";

export interface ArchivedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** No folder, no dot in front, nothing that a shell or a file system takes for more than a name. */
const fileName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;
const filesMax = 200;

export const archiveBytesMax = 200 * 1024 * 1024;

// APPNOTE.TXT of PKWARE 4.3.7, 4.3.12 and 4.3.16, with every optional field at zero.
const localHeader = 0x04034b50;
const centralHeader = 0x02014b50;
const endRecord = 0x06054b50;
const localBytes = 30;
const centralBytes = 46;
const endBytes = 22;
const version = 20;

/** The archive of these files in this order, dated with that instant (UTC, to two seconds). */
export function writeArchive(files: readonly ArchivedFile[], at: Date): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    if (!fileName.test(name)) throw new Error(`${name} is no name for a file of an archive`);
    const about = aboutOf(name, bytes, at);
    parts.push(local(about), Buffer.from(bytes));
    directory.push(central(about, offset));
    offset += localBytes + name.length + bytes.length;
  }
  const listed = Buffer.concat(directory);
  return Buffer.concat([...parts, listed, end(files.length, listed.length, offset)]);
}

interface About {
  readonly name: Buffer;
  readonly size: number;
  readonly crc: number;
  readonly time: number;
  readonly date: number;
}

function aboutOf(name: string, bytes: Uint8Array, at: Date): About {
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  const year = Math.min(Math.max(at.getUTCFullYear() - 1980, 0), 127);
  const date = (year << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  return { name: Buffer.from(name), size: bytes.length, crc: crc32(bytes), time, date };
}

function local(about: About): Buffer {
  const header = Buffer.alloc(localBytes);
  header.writeUInt32LE(localHeader, 0);
  header.writeUInt16LE(version, 4);
  common(header, 10, about);
  return Buffer.concat([header, about.name]);
}

function central(about: About, offset: number): Buffer {
  const header = Buffer.alloc(centralBytes);
  header.writeUInt32LE(centralHeader, 0);
  header.writeUInt16LE(version, 4);
  header.writeUInt16LE(version, 6);
  common(header, 12, about);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, about.name]);
}

/** Method 0 (stored) is what `alloc` left; then time, date, CRC and twice the size. */
function common(header: Buffer, at: number, { name, size, crc, time, date }: About): void {
  header.writeUInt16LE(time, at);
  header.writeUInt16LE(date, at + 2);
  header.writeUInt32LE(crc, at + 4);
  header.writeUInt32LE(size, at + 8);
  header.writeUInt32LE(size, at + 12);
  header.writeUInt16LE(name.length, at + 16);
}

function end(count: number, directoryBytes: number, offset: number): Buffer {
  const record = Buffer.alloc(endBytes);
  record.writeUInt32LE(endRecord, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(directoryBytes, 12);
  record.writeUInt32LE(offset, 16);
  return record;
}

/** Why bytes are no archive of ours, in a sentence. */
export class NoArchive extends Error {
  override readonly name = "NoArchive";
}

/**
 * The files of an archive, without a look at whether the rest of it is as it should be: who needs
 * that writes them anew and compares. Throws NoArchive for bytes that no archive of ours begins with.
 */
export function readArchive(bytes: Uint8Array): ArchivedFile[] {
  if (bytes.length === 0) throw new NoArchive("The file is empty.");
  if (bytes.length > archiveBytesMax) throw new NoArchive("The file is larger than any pack.");
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const files: ArchivedFile[] = [];
  let offset = 0;
  while (has(buffer, offset, 4) && buffer.readUInt32LE(offset) === localHeader) {
    const file = fileAt(buffer, offset);
    if (files.some(({ name }) => name === file.name)) {
      throw new NoArchive(`The archive holds ${file.name} twice.`);
    }
    if (files.length >= filesMax)
      throw new NoArchive("The archive holds more files than any pack.");
    files.push(file);
    offset += localBytes + file.name.length + file.bytes.length;
  }
  if (files.length === 0) throw new NoArchive("This is no evidence pack: it is not a ZIP archive.");
  if (!has(buffer, offset, 4) || buffer.readUInt32LE(offset) !== centralHeader) {
    throw new NoArchive(
      "The archive is damaged: it breaks off or goes on where its list should be.",
    );
  }
  return files;
}

function fileAt(buffer: Buffer, offset: number): ArchivedFile {
  const broken = new NoArchive("The archive is damaged: it ends in the middle of a file.");
  if (!has(buffer, offset, localBytes)) throw broken;
  if (buffer.readUInt16LE(offset + 8) !== 0) {
    throw new NoArchive("The archive holds packed files; those of an evidence pack are stored.");
  }
  const size = buffer.readUInt32LE(offset + 22);
  const nameBytes = buffer.readUInt16LE(offset + 26);
  const start = offset + localBytes;
  if (!has(buffer, start, nameBytes + size)) throw broken;
  const name = buffer.toString("latin1", start, start + nameBytes);
  if (!fileName.test(name)) {
    throw new NoArchive(`The archive holds a file of a name that no pack has: ${shown(name)}.`);
  }
  return { name, bytes: buffer.subarray(start + nameBytes, start + nameBytes + size) };
}

function has(buffer: Buffer, offset: number, count: number): boolean {
  return offset + count <= buffer.length;
}

/** A name from outside as far as a terminal may see it. */
function shown(name: string): string {
  return JSON.stringify(name.slice(0, 60).replace(/[^\x20-\x7e]/g, "?"));
}
