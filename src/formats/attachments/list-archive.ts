/**
 * Lists what an archive holds: names, claimed sizes, depth, and what is odd. ZIP, tar, tar.gz and
 * gz are read; 7z, RAR, xz, bzip2 and zstd are named and not opened. Nothing is written anywhere.
 */
import { createGunzip } from "node:zlib";
import type { ArchiveListing, FoundWords } from "../../core/attachments/file-findings.ts";
import { ArchiveBasket, type Budget } from "./archive-basket.ts";
import { archiveLimits } from "./archive-limits.ts";
import { listTar } from "./list-tar.ts";
import { listZip } from "./list-zip.ts";

/** What of a file is at hand in memory. */
export interface BytesAtHand {
  /** Of the whole file. */
  readonly size: number;
  readonly head: Uint8Array;
  /** The end of a file that is larger than its head; else the same bytes. */
  readonly tail: Uint8Array;
}

export interface Listed {
  readonly listing: ArchiveListing;
  readonly words: readonly FoundWords[];
}

const listable = ["zip", "jar", "apk", "tar", "gz"];

/** Undefined where the format is not one that is listed. Throws where it cannot be read at all. */
export async function listArchive(format: string, at: BytesAtHand): Promise<Listed | undefined> {
  if (!listable.includes(format)) return undefined;
  const basket = new ArchiveBasket();
  const words: FoundWords[] = [];
  const budget: Budget = { inflated: archiveLimits.inflatedBytesMax };
  const isTarGz = await listInto(format, at, { basket, words, budget }, 1).catch((error) => {
    // What was read until then is shown; nothing at all is an archive that cannot be read.
    if (basket.entries.length === 0) throw error;
    basket.whole = false;
    return format === "gz";
  });
  const named = format === "gz" && isTarGz ? "tar.gz" : format;
  return { listing: basket.listing(named, at.size), words };
}

interface Listing {
  readonly basket: ArchiveBasket;
  readonly words: FoundWords[];
  readonly budget: Budget;
}

/** Lists one level; answers whether a gz held a tar. */
async function listInto(
  format: string,
  at: BytesAtHand,
  to: Listing,
  depth: number,
): Promise<boolean> {
  const inner = (bytes: Uint8Array, below: number) => listInner(bytes, to, below);
  const cut = at.head.length < at.size;
  if (format === "tar") {
    await listTar(at.head, to.basket, { depth, inner, words: to.words });
    if (cut) to.basket.whole = false;
    return false;
  }
  if (format !== "gz") {
    await listZip(at.tail, at.size, to.basket, { depth, budget: to.budget, inner });
    return false;
  }
  const { bytes, whole } = await gunzipped(at.head, to.budget);
  if (!whole || cut) to.basket.whole = false;
  if (isTar(bytes)) {
    await listTar(bytes, to.basket, { depth, inner, words: to.words });
    return true;
  }
  const name = nameInGzip(at.head) ?? "the packed file";
  const known = whole && !cut;
  to.basket.add({ name, bytes: known ? bytes.length : null, packed: at.size }, depth);
  // Ended by the budget after so little: whatever follows, it grows beyond reason.
  if (!whole && bytes.length / at.head.length > archiveLimits.ratioMax) to.basket.bomb = true;
  return false;
}

/** Lists an archive inside an archive; false where it is none that is listed. */
async function listInner(bytes: Uint8Array, to: Listing, depth: number): Promise<boolean> {
  const format = formatOf(bytes);
  if (!format) return false;
  try {
    await listInto(format, { size: bytes.length, head: bytes, tail: bytes }, to, depth);
    return true;
  } catch {
    return false;
  }
}

function formatOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return "zip";
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return "gz";
  return isTar(bytes) ? "tar" : undefined;
}

function isTar(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(257, 262)).toString("latin1") === "ustar";
}

/** Unpacks in memory until the budget ends; a cut end is no error, since only a part may be at hand. */
async function gunzipped(
  packed: Uint8Array,
  budget: Budget,
): Promise<{ bytes: Buffer; whole: boolean }> {
  const gunzip = createGunzip();
  gunzip.end(packed);
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      budget.inflated -= chunk.length;
      chunks.push(chunk);
      if (budget.inflated <= 0) return { bytes: Buffer.concat(chunks), whole: false };
    }
    return { bytes: Buffer.concat(chunks), whole: true };
  } catch (error) {
    if (chunks.length === 0) throw error;
    return { bytes: Buffer.concat(chunks), whole: false };
  }
}

/** The name that gzip keeps of the file (RFC 1952, 2.3). */
function nameInGzip(bytes: Uint8Array): string | undefined {
  const flags = bytes[3] ?? 0;
  if ((flags & 8) === 0 || (flags & 4) !== 0) return undefined;
  const end = bytes.indexOf(0, 10);
  return end > 10 ? Buffer.from(bytes.subarray(10, end)).toString("latin1") : undefined;
}
