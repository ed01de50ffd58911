/**
 * The file that holds the master key. Made once, readable by its owner only, on the disk before
 * anything is sealed under it; never replaced, never made anew for data that exists.
 */
import { link, mkdir, open, readFile, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { Refusal } from "../../core/refusal.ts";
import { isErrno } from "../server/files.ts";

/** The key in the file; undefined where there is no file. Refuses a file that holds no key. */
export async function readMasterKeyFile(path: string): Promise<Uint8Array | undefined> {
  try {
    const text = (await readFile(path, "utf8")).trim();
    if (!/^[0-9a-fA-F]{64}$/.test(text)) throw new Refusal("key.file-unreadable", { file: path });
    return new Uint8Array(Buffer.from(text, "hex"));
  } catch (error) {
    if (isErrno(error, "ENOENT", "ENOTDIR")) return undefined;
    if (isErrno(error, "EACCES", "EISDIR", "EPERM")) {
      throw new Refusal("key.file-unreadable", { file: path });
    }
    throw error;
  }
}

/** Writes a new key; refuses with key.file-unwritable, and never writes over a file. */
async function writeMasterKeyFile(path: string, key: Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const unfinished = `${path}.${process.pid}`;
    const file = await open(unfinished, "w", 0o600);
    await file.writeFile(`${Buffer.from(key).toString("hex")}\n`);
    await file.sync().finally(() => file.close());
    // The name appears with the whole key or not at all, and never over another key.
    await link(unfinished, path).finally(() => unlink(unfinished));
    const directory = await open(dirname(path), "r");
    await directory.sync().finally(() => directory.close());
  } catch (error) {
    if (!isErrno(error, "EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "ENOSPC")) throw error;
    throw new Refusal("key.file-unwritable", { file: path });
  }
}

/**
 * The master key of this start. `hasData` says whether anything was ever sealed: then a missing
 * file is refused with key.master-missing, since a new key could open nothing.
 */
export async function masterKeyOf(
  path: string,
  hasData: boolean,
  randomBytes: (count: number) => Uint8Array,
): Promise<Uint8Array> {
  const found = await readMasterKeyFile(path);
  if (found) return found;
  if (hasData) throw new Refusal("key.master-missing", { file: path });
  const made = randomBytes(32);
  await writeMasterKeyFile(path, made);
  return made;
}
