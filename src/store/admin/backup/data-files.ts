/**
 * The files of a data directory that a backup holds: all but the database's own, which are copied
 * row by row, and what belongs to this machine or moment alone.
 */
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { isErrno } from "../../server/files.ts";

const machineOnly = new Set(["postgres", "postgres-libraries", "run", "owner.lock"]);

/** Paths below the directory, with slashes, in no order. `apart`: files that have entries of their own. */
export async function* dataFilesIn(
  directory: string,
  apart: readonly string[],
): AsyncGenerator<string> {
  const others = new Set(apart.map((path) => resolve(path)));
  const pending = [directory];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const entry of await entriesOf(folder)) {
      const path = join(folder, entry.name);
      const ofMachine = folder === directory && isMachineOnly(entry.name);
      if (ofMachine || others.has(resolve(path)) || entry.name.endsWith(".partial")) continue;
      if (entry.isFile()) yield relative(directory, path).split(sep).join("/");
      else if (entry.isDirectory()) pending.push(path);
    }
  }
}

const isMachineOnly = (name: string) =>
  machineOnly.has(name) || name.startsWith("postgres.new") || name.startsWith("restoring");

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isErrno(error, "ENOENT")) return [];
    throw error;
  }
}

/** The bytes of a file; false as its end where it was removed meanwhile: it was erased. */
export async function* bytesOf(path: string): AsyncGenerator<Buffer, boolean> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      yield chunk as Buffer;
    }
    return true;
  } catch (error) {
    if (isErrno(error, "ENOENT")) return false;
    throw error;
  }
}

/** Whether a path of a backup stays below the directory that it is written to. */
export function staysBelow(path: string): boolean {
  const parts = path.split("/");
  return parts.every(
    (part) => part !== "" && part !== "." && part !== ".." && !part.includes("\0"),
  );
}
