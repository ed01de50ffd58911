/**
 * The file that holds the master keys. Made once, readable by its owner only, on the disk before
 * anything is sealed under it; replaced as a whole by a rotation, never made anew for data that exists.
 */
import { link, mkdir, open, readFile, rename, stat, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { Refusal } from "../../core/refusal.ts";
import type { MasterKeys } from "../sealing/master-key.ts";
import { isErrno } from "../server/files.ts";
import { masterKeysIn, masterKeyText } from "./master-key-text.ts";

/** The keys in the file; undefined where there is no file. Refuses a file that holds no key. */
export async function readMasterKeyFile(path: string): Promise<MasterKeys | undefined> {
  try {
    const keys = masterKeysIn(await readFile(path, "utf8"));
    if (!keys) throw new Refusal("key.file-unreadable", { file: path });
    return keys;
  } catch (error) {
    if (isErrno(error, "ENOENT", "ENOTDIR")) return undefined;
    if (isErrno(error, "EACCES", "EISDIR", "EPERM")) {
      throw new Refusal("key.file-unreadable", { file: path });
    }
    throw error;
  }
}

/** Writes a new file; refuses with key.file-unwritable, and never writes over a file. */
export async function writeMasterKeyFile(path: string, keys: MasterKeys): Promise<void> {
  await written(path, keys, async (unfinished) => {
    // The name appears with the whole key or not at all, and never over another key.
    await link(unfinished, path).finally(() => unlink(unfinished));
  });
}

/** Puts other keys in the place of those in the file, in one step. The file keeps its owner. */
export async function replaceMasterKeyFile(path: string, keys: MasterKeys): Promise<void> {
  const { uid, gid } = await stat(path);
  await written(path, keys, async (unfinished, file) => {
    if (process.getuid?.() === 0) await file.chown(uid, gid);
    await rename(unfinished, path);
  });
}

type Finish = (unfinished: string, file: Awaited<ReturnType<typeof open>>) => Promise<void>;

async function written(path: string, keys: MasterKeys, finish: Finish): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const unfinished = `${path}.${process.pid}`;
    const file = await open(unfinished, "w", 0o600);
    try {
      await file.writeFile(masterKeyText(keys));
      await file.sync();
      await finish(unfinished, file);
    } finally {
      await file.close();
    }
    const directory = await open(dirname(path), "r");
    await directory.sync().finally(() => directory.close());
  } catch (error) {
    if (!isErrno(error, "EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "ENOSPC")) throw error;
    throw new Refusal("key.file-unwritable", { file: path });
  }
}
