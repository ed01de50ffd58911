/** Lists a ZIP archive from memory, and archives inside it while limits allow. Writes nothing anywhere. */
import { Readable } from "node:stream";
import { inflateRawSync } from "node:zlib";
import yauzl, { type Entry, type ZipFile } from "yauzl";
import { kindOfName } from "../../core/attachments/name-claims.ts";
import type { ArchiveBasket, Budget } from "./archive-basket.ts";
import { archiveLimits } from "./archive-limits.ts";

/** Lists what is inside an inner archive; false where it could not. */
export type ListInner = (bytes: Uint8Array, depth: number) => Promise<boolean>;

/**
 * The entries of a ZIP archive of `size` bytes whose bytes from `begin` on are at hand: for a large
 * one only its end, where its directory stands.
 */
export async function listZip(
  tail: Uint8Array,
  size: number,
  basket: ArchiveBasket,
  at: { readonly depth: number; readonly budget: Budget; readonly inner: ListInner },
): Promise<void> {
  const zip = await openZip(tail, size);
  for await (const entry of entriesOf(zip)) {
    const packed = entry.compressedSize;
    const inner = await innerBytes(entry, tail, size, at);
    const mark = basket.entries.length;
    const found = {
      name: nameOf(entry),
      bytes: entry.uncompressedSize,
      packed,
      encrypted: (entry.generalPurposeBitFlag & 1) === 1,
      // The high half of the attributes is the mode of Unix; 0xA000 marks a symbolic link.
      link: ((entry.externalFileAttributes >>> 16) & 0xf000) === 0xa000,
    };
    if (!basket.add(found, at.depth)) return;
    if (inner && (await at.inner(inner, at.depth + 1))) basket.wasOpened(mark);
  }
}

/** An entry's name as its bytes say, without checks that would hide an odd one. */
function nameOf(entry: Entry): string {
  const name: string | Buffer = entry.fileName;
  return typeof name === "string" ? name : Buffer.from(name).toString();
}

function openZip(tail: Uint8Array, size: number): Promise<ZipFile> {
  const bytes = Buffer.from(tail.buffer, tail.byteOffset, tail.byteLength);
  const reader = new TailReader(bytes, size);
  // Odd names are what we look for: they are not to end the listing.
  const options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: false };
  return new Promise((resolve, reject) => {
    yauzl.fromRandomAccessReader(reader, size, options, (error, zip) =>
      error || !zip ? reject(error ?? new Error("no archive")) : resolve(zip),
    );
  });
}

/** Gives yauzl the bytes that are at hand; what lies before them cannot be read. */
class TailReader extends yauzl.RandomAccessReader {
  readonly bytes: Buffer;
  readonly begin: number;

  constructor(bytes: Buffer, size: number) {
    super();
    this.bytes = bytes;
    this.begin = size - bytes.length;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    if (start < this.begin) throw new Error("the directory of this archive is too large to list");
    return Readable.from([this.bytes.subarray(start - this.begin, end - this.begin)]);
  }
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  const next = () =>
    new Promise<Entry | null>((resolve, reject) => {
      zip.removeAllListeners();
      zip.once("entry", resolve);
      zip.once("end", () => resolve(null));
      zip.once("error", reject);
      zip.readEntry();
    });
  for (let entry = await next(); entry; entry = await next()) yield entry;
}

/** The unpacked bytes of an entry that is an archive itself, where that is cheap; else undefined. */
async function innerBytes(
  entry: Entry,
  tail: Uint8Array,
  size: number,
  at: { readonly depth: number; readonly budget: Budget },
): Promise<Uint8Array | undefined> {
  const looks = kindOfName(nameOf(entry)) === "archive" && at.depth < archiveLimits.depthMax;
  const encrypted = (entry.generalPurposeBitFlag & 1) === 1;
  if (!looks || encrypted || entry.uncompressedSize > archiveLimits.innerBytesMax) return undefined;
  return unpacked(entry, tail, size, at.budget);
}

/** Unpacks one entry in memory, within its claim and the budget; undefined where it cannot. */
function unpacked(
  entry: Entry,
  tail: Uint8Array,
  size: number,
  budget: Budget,
): Uint8Array | undefined {
  const header = entry.relativeOffsetOfLocalHeader - (size - tail.length);
  const room = Math.min(archiveLimits.innerBytesMax, budget.inflated);
  if (header < 0 || header + 30 > tail.length || entry.uncompressedSize > room) return undefined;
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
  const packed = tail.subarray(start, start + entry.compressedSize);
  budget.inflated -= entry.uncompressedSize;
  if (entry.compressionMethod === 0) return packed;
  if (entry.compressionMethod !== 8) return undefined;
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.uncompressedSize) });
  } catch {
    return undefined;
  }
}

/** Small entries with these names, unpacked: what a document keeps of its authors. */
export async function entriesNamed(
  bytes: Uint8Array,
  names: RegExp,
): Promise<{ name: string; bytes: Uint8Array }[]> {
  const found: { name: string; bytes: Uint8Array }[] = [];
  const budget = { inflated: archiveLimits.innerBytesMax };
  const zip = await openZip(bytes, bytes.length);
  let count = 0;
  for await (const entry of entriesOf(zip)) {
    count += 1;
    if (count > archiveLimits.entriesMax) break;
    const name = nameOf(entry);
    const content = names.test(name) ? unpacked(entry, bytes, bytes.length, budget) : undefined;
    if (content) found.push({ name, bytes: content });
  }
  return found;
}
