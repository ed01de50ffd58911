/**
 * The files of a data directory that a backup holds: all but the database's own, which are copied
 * row by row, and what belongs to this machine or moment alone.
 */
import { open, readdir } from "node:fs/promises";
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

const blockBytes = 1024 * 1024;

/**
 * Reads files one after another into the same memory: what it yields holds until the next is asked
 * for. Ends with false where the file was removed meanwhile: it was erased.
 */
export function fileReader(): (path: string) => AsyncGenerator<Buffer, boolean> {
  const block = Buffer.allocUnsafe(blockBytes);
  return async function* read(path) {
    const file = await open(path, "r").catch((error: unknown) => {
      if (!isErrno(error, "ENOENT")) throw error;
      return undefined;
    });
    if (!file) return false;
    try {
      for (;;) {
        const { bytesRead } = await file.read(block, 0, blockBytes, null);
        if (bytesRead > 0) yield block.subarray(0, bytesRead);
        // A short read of a file is its end; a file that grows meanwhile ends where it was.
        if (bytesRead < blockBytes) return true;
      }
    } finally {
      await file.close();
    }
  };
}

/** Whether a path of a backup stays below the directory that it is written to. */
export function staysBelow(path: string): boolean {
  const parts = path.split("/");
  return parts.every(
    (part) => part !== "" && part !== "." && part !== ".." && !part.includes("\0"),
  );
}
