/**
 * Writes the files of a backup beside their places, and puts them there in one step each when all of
 * them are whole and on the disk. Never writes outside the data directory.
 */
import { type FileHandle, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Refusal } from "../../../core/refusal.ts";
import type { BackupEntry } from "./backup-file.ts";
import { staysBelow } from "./data-files.ts";

export interface Unpacking {
  begin(entry: BackupEntry): Promise<void>;
  data(bytes: Buffer): Promise<void>;
  close(): Promise<void>;
  /** Puts everything in its place; what stood there under the same top name is gone then. */
  place(): Promise<void>;
  /** Removes what was unpacked and not placed. */
  discard(): Promise<void>;
}

/** Where a backup's policy files are put, below the data directory. */
const policyFolder = "policies";

export async function beginUnpacking(dataDirectory: string): Promise<Unpacking> {
  const staging = join(dataDirectory, "restoring");
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true, mode: 0o700 });
  let file: FileHandle | undefined;
  return {
    async begin(entry) {
      const path = pathOf(entry);
      if (path === undefined) return;
      if (!staysBelow(path)) throw new Refusal("backup.damaged", { place: "a file's name" });
      await mkdir(dirname(join(staging, path)), { recursive: true, mode: 0o700 });
      file = await open(join(staging, path), "w", 0o600);
    },
    async data(bytes) {
      await file?.writeFile(bytes);
    },
    async close() {
      await file?.sync();
      await file?.close();
      file = undefined;
    },
    async place() {
      for (const name of await readdir(staging)) {
        await rm(join(dataDirectory, name), { recursive: true, force: true });
        await rename(join(staging, name), join(dataDirectory, name));
      }
      await rm(staging, { recursive: true, force: true });
      const directory = await open(dataDirectory, "r");
      await directory.sync().finally(() => directory.close());
    },
    async discard() {
      await file?.close().catch(() => {});
      await rm(staging, { recursive: true, force: true });
    },
  };
}

function pathOf(entry: BackupEntry): string | undefined {
  if (entry.kind === "file") return entry.path;
  return entry.kind === "policy" ? `${policyFolder}/${entry.name}` : undefined;
}
