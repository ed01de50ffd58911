/**
 * `parley probe leak`: looks for words in every byte that Parley left: its data directory, a fresh dump
 * of every table, a backup made now, inside and out, and logs. Changes nothing; never says a word.
 */
import { createReadStream } from "node:fs";
import { mkdtemp, open, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { type WordFinder, wordFinder } from "../../lib/word-forms.ts";
import type { DatabaseServer } from "../server/database-server.ts";
import { isErrno } from "../server/files.ts";
import { withClient } from "./admin-connection.ts";
import { copyOut } from "./backup/copy.ts";
import { type DumpTable, tablesToDump } from "./dump-tables.ts";

/** A place that holds one of the words. */
export interface Leak {
  readonly kind: "file" | "table" | "backup" | "log";
  /** A path, a table with its columns, or a part of the backup. */
  readonly where: string;
  /** Which of the words, from 1. */
  readonly word: number;
  readonly forms: readonly string[];
}

export interface LeakSummary {
  readonly found: number;
  readonly files: number;
  readonly tables: number;
  readonly backupBytes: number;
  readonly bytes: number;
}

export interface LeakProbe {
  readonly words: readonly string[];
  readonly database: DatabaseServer;
  readonly dataDirectory: string;
  /** Files, or folders with files. */
  readonly logs: readonly string[];
  /** Makes a backup at the path and gives its inside, entry by entry. */
  backup(path: string): Promise<AsyncGenerator<{ readonly name: string; readonly bytes: Buffer }>>;
  report(leak: Leak): void;
  progress(what: string): void;
}

type Chunks = AsyncIterable<Buffer>;

const blockBytesMin = 64 * 1024;
const blockBytesMax = 4 * 1024 * 1024;

/** Looks everywhere; `report` takes each place as it is found. */
export async function probeLeak(probe: LeakProbe): Promise<LeakSummary> {
  const finders = probe.words.map(wordFinder);
  const seen = { found: 0, files: 0, tables: 0, backupBytes: 0, bytes: 0 };
  const tell = (leak: Leak) => {
    seen.found += 1;
    probe.report(leak);
  };
  const search = async (kind: Leak["kind"], where: string, chunks: Chunks) => {
    const result = await formsIn(chunks, finders);
    seen.bytes += result.bytes;
    for (const { word, forms } of result.found) tell({ kind, where, word, forms });
    return result;
  };
  await flush(probe.database);
  seen.tables = await searchTables(probe, finders, tell);
  seen.backupBytes = await searchBackup(probe, search);
  for (const log of probe.logs) seen.files += await searchFiles("log", log, search);
  probe.progress("the data directory");
  seen.files += await searchFiles("file", probe.dataDirectory, search);
  return seen;
}

/** What the embedded server still holds in memory is written to its files first. */
async function flush(database: DatabaseServer): Promise<void> {
  if (database.kind !== "embedded") return;
  await withClient(database.connectionFor("admin"), (client) => client.query("checkpoint"));
}

/** Blocks that follow each other share as many bytes as the longest form has. */
async function formsIn(chunks: Chunks, finders: readonly WordFinder[]) {
  const overlap = Math.max(...finders.map((finder) => finder.overlap));
  const found = finders.map(() => new Set<string>());
  let tail: Buffer = Buffer.alloc(0);
  let bytes = 0;
  for await (const chunk of chunks) {
    const block = Buffer.concat([tail, chunk]);
    finders.forEach((finder, index) => {
      for (const form of finder.formsIn(block)) found[index]?.add(form);
    });
    bytes += chunk.length;
    tail = block.subarray(Math.max(0, block.length - overlap));
  }
  const places = found.map((forms, index) => ({ word: index + 1, forms: [...forms] }));
  return { bytes, found: places.filter(({ forms }) => forms.length > 0) };
}

type Search = (
  kind: Leak["kind"],
  where: string,
  chunks: Chunks,
) => Promise<{ readonly bytes: number }>;

async function searchTables(
  { database, progress }: LeakProbe,
  finders: readonly WordFinder[],
  tell: (leak: Leak) => void,
): Promise<number> {
  const tables = await tablesToDump(database);
  for (const [index, table] of tables.entries()) {
    progress(`table ${index + 1} of ${tables.length}`);
    await withClient(database.connectionFor(table.role), async (client) => {
      const { found } = await formsIn(copyOut(client, dumpOf(table, table.columns)), finders);
      for (const { word, forms } of found) {
        const columns = [];
        // Which column it is in is asked only where something is.
        for (const column of table.columns) {
          const inColumn = await formsIn(copyOut(client, dumpOf(table, [column])), finders);
          if (inColumn.found.some((each) => each.word === word)) columns.push(column);
        }
        tell({ kind: "table", where: `${table.name} (${columns.join(", ")})`, word, forms });
      }
    });
  }
  return tables.length;
}

/** In binary form what is compressed or moved out of the row comes as it was written. */
const dumpOf = ({ name }: DumpTable, columns: readonly string[]) =>
  `copy ${name} (${columns.join(", ")}) to stdout (format binary)`;

async function searchBackup(probe: LeakProbe, search: Search): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "parley-probe-"));
  try {
    probe.progress("a backup");
    const path = join(folder, "backup");
    const inside = await probe.backup(path);
    const { bytes } = await search("backup", "the file", createReadStream(path));
    let name = "";
    let waiting: Buffer[] = [];
    const searchEntry = async () => {
      if (waiting.length > 0) await search("backup", name, asChunks(waiting));
      waiting = [];
    };
    for await (const part of inside) {
      if (part.name !== name || waiting.length > 64) await searchEntry();
      name = part.name;
      waiting.push(part.bytes);
    }
    await searchEntry();
    return bytes;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* asChunks(parts: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* parts;
}

async function searchFiles(kind: "file" | "log", path: string, search: Search): Promise<number> {
  let files = 0;
  for await (const file of filesBelow(path)) {
    const where = file === path ? path : relative(path, file);
    for (const chunks of await readings(file)) {
      await search(kind, where, whileThere(chunks));
    }
    files += 1;
  }
  return files;
}

async function* filesBelow(path: string): AsyncGenerator<string> {
  if (!(await stat(path)).isDirectory()) {
    yield path;
    return;
  }
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) yield join(entry.parentPath, entry.name);
  }
}

/** The file as it lies, and, where it is compressed, what is in it. */
async function readings(path: string): Promise<Chunks[]> {
  const { start, size } = await startOf(path);
  // Memory for a whole block is taken with each read, and a database has a thousand small files.
  const highWaterMark = Math.min(blockBytesMax, Math.max(blockBytesMin, size));
  const read = () => createReadStream(path, { highWaterMark });
  if (start.startsWith("1f8b")) return [read(), read().pipe(createGunzip())];
  if (start === "28b52ffd") return [read(), read().pipe(createZstdDecompress())];
  return [read()];
}

/** Its first four bytes as hexadecimal digits; nothing of a file that is gone. */
async function startOf(path: string): Promise<{ start: string; size: number }> {
  const file = await open(path, "r").catch(() => undefined);
  if (!file) return { start: "", size: 0 };
  const { size } = await file.stat();
  const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
  await file.close();
  return { start: buffer.toString("hex", 0, bytesRead), size };
}

/** A running server removes and renames files of its own; a damaged archive holds what was read of it. */
async function* whileThere(chunks: Chunks): AsyncGenerator<Buffer> {
  try {
    yield* chunks;
  } catch (error) {
    if (!isErrno(error, "ENOENT", "Z_DATA_ERROR", "Z_BUF_ERROR")) throw error;
  }
}
