import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { RefusalCode } from "../../core/refusal-codes.ts";
import { masterKeyOf } from "./master-key-file.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-key-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const random = (count: number) => new Uint8Array(count).fill(7);
const other = (count: number) => new Uint8Array(count).fill(8);
const refused = (code: RefusalCode) => expect.objectContaining({ code });

test("the first start makes a master key that only its owner can read; later starts read it", async () => {
  const file = join(folder, "below", "data.key");
  expect(await masterKeyOf(file, false, random)).toEqual(random(32));
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await masterKeyOf(file, true, other)).toEqual(random(32));
});

test("where data exists and its key is gone, no new key is made", async () => {
  const file = join(folder, "data.key");
  await expect(masterKeyOf(file, true, random)).rejects.toEqual(refused("key.master-missing"));
  await expect(readFile(file)).rejects.toThrow("ENOENT");
});

test("a file that holds no key is refused and left as it is", async () => {
  const file = join(folder, "data.key");
  await writeFile(file, "not a key\n");
  await expect(masterKeyOf(file, false, random)).rejects.toEqual(refused("key.file-unreadable"));
  expect(await readFile(file, "utf8")).toBe("not a key\n");
});

test("a place that cannot be written is refused in a sentence", async () => {
  const file = join(folder, "file", "data.key");
  await writeFile(join(folder, "file"), "");
  await chmod(folder, 0o700);
  await expect(masterKeyOf(file, false, random)).rejects.toEqual(refused("key.file-unwritable"));
});
