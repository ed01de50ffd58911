/**
 * Looks for secret words in every byte that Parley left: files of the data directory (database,
 * write-ahead log, file vault), logs, and every row of every table, which the database may have
 * compressed on the disk.
 */
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import type pg from "pg";

export interface Scan {
  readonly files: number;
  readonly bytes: number;
  /** File below the directory, or table, for each find. */
  readonly found: string[];
}

/** Every file below the directory, as bytes. */
export async function scanFiles(directory: string, words: readonly string[]): Promise<Scan> {
  const needles = words.flatMap(formsOf);
  const found: string[] = [];
  let files = 0;
  let bytes = 0;
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const scanned = await scanFile(path, needles);
    files += 1;
    bytes += scanned.bytes;
    if (scanned.holds) found.push(relative(directory, path));
  }
  return { files, bytes, found };
}

/** Plain, as UTF-16, as hexadecimal digits, and as base 64 from each of its three offsets. */
function formsOf(word: string): Buffer[] {
  const plain = Buffer.from(word);
  const base64 = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), plain]).toString("base64");
    // The letters at both ends depend on what stands beside the word.
    return text.slice(offset === 0 ? 0 : offset + 1, Math.floor(((plain.length + offset) * 8) / 6));
  });
  const hex = plain.toString("hex");
  const texts = [word.toUpperCase(), hex, hex.toUpperCase(), ...base64];
  return [plain, Buffer.from(word, "utf16le"), ...texts.map((text) => Buffer.from(text))];
}

async function scanFile(path: string, needles: readonly Buffer[]) {
  const overlap = Math.max(...needles.map((needle) => needle.length));
  let tail: Buffer = Buffer.alloc(0);
  let bytes = 0;
  let holds = false;
  try {
    // Memory for a whole block is taken with each read, and a database has a thousand small files.
    const { size } = await stat(path);
    const highWaterMark = Math.min(4 * 1024 * 1024, Math.max(64 * 1024, size));
    for await (const chunk of createReadStream(path, { highWaterMark })) {
      const block = Buffer.concat([tail, chunk as Buffer]);
      holds ||= needles.some((needle) => block.includes(needle));
      bytes += (chunk as Buffer).length;
      tail = block.subarray(Math.max(0, block.length - overlap));
    }
  } catch (error) {
    // A running server removes and renames files of its own.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  return { bytes, holds };
}

/** The tables with a row that holds one of the words, in text or in bytes. */
export async function scanTables(admin: pg.Pool, words: readonly string[]): Promise<string[]> {
  const tables = await admin.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')
        and has_table_privilege(c.oid, 'select') order by 1`,
  );
  const found: string[] = [];
  for (const { name } of tables.rows) {
    const { rowCount } = await admin.query(
      `select 1 from ${name} as t, unnest($1::text[]) as sought(word)
        where strpos(lower(t::text), sought.word) > 0
           or strpos(t::text, encode(convert_to(sought.word, 'UTF8'), 'hex')) > 0 limit 1`,
      [words],
    );
    if (rowCount) found.push(name);
  }
  return found;
}
