/**
 * Reads an archive, and with it the documents that are archives (DOCX, ODT, XLSX, EPUB): every member,
 * its name, and the comments. Members are held in memory one at a time, within the budget.
 */
import type { Readable } from "node:stream";
import { type Entry, fromBuffer, type ZipFile } from "yauzl";
import type { Reading } from "./reading.ts";

export async function zipText(reading: Reading, place: string, bytes: Uint8Array): Promise<void> {
  let zip: ZipFile;
  try {
    zip = await opened(bytes);
  } catch {
    return reading.unread(place, "damaged");
  }
  reading.piece(`${place}: comment`, zip.comment);
  try {
    for await (const entry of entriesOf(zip)) {
      if (reading.budget.members < 0) break;
      await readEntry(reading, place, zip, entry);
    }
  } catch {
    reading.unread(place, "damaged");
  } finally {
    zip.close();
  }
}

function opened(bytes: Uint8Array): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const options = { lazyEntries: true, validateEntrySizes: true, autoClose: false };
    fromBuffer(Buffer.from(bytes), options, (error, zip) => (error ? reject(error) : resolve(zip)));
  });
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (let left = zip.entryCount; left > 0; left -= 1) {
    const entry = await nextEntry(zip);
    if (!entry) return;
    yield entry;
  }
}

function nextEntry(zip: ZipFile): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    const settled =
      <T>(settle: (value: T) => void) =>
      (value: T) => {
        zip.removeAllListeners();
        // Whatever it still has to say is said of an archive that is done with.
        zip.on("error", () => {});
        settle(value);
      };
    zip.once("entry", settled(resolve));
    zip.once("end", () => settled(resolve)(undefined));
    zip.once("error", settled(reject));
    zip.readEntry();
  });
}

async function readEntry(
  reading: Reading,
  place: string,
  zip: ZipFile,
  entry: Entry,
): Promise<void> {
  const name = entry.fileName;
  const inside = `${place} › ${name}`;
  reading.piece(`${inside}: name of the member`, name);
  reading.piece(`${inside}: comment`, entry.fileComment);
  if (name.endsWith("/")) return;
  if (entry.isEncrypted()) return reading.unread(inside, "encrypted");
  const most = reading.budget.bytes;
  if (entry.uncompressedSize > most) {
    reading.budget.bytes = -1;
    return reading.unread(inside, "too-large");
  }
  const bytes = await bytesOf(zip, entry, most).catch(() => undefined);
  if (!bytes) return reading.unread(inside, "damaged");
  await reading.inner(inside, bytes);
}

/** The size in the list may lie: what runs over the bound is cut off and counts as damaged. */
async function bytesOf(zip: ZipFile, entry: Entry, most: number): Promise<Uint8Array> {
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, readable) => (error ? reject(error) : resolve(readable)));
  });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw new Error("longer than its archive says");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
