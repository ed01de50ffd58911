import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { RefusalCode } from "../../core/refusal-codes.ts";
import { keysOfStart } from "./key-source.ts";
import { readMasterKeyFile, replaceMasterKeyFile } from "./master-key-file.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-key-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const random = (count: number) => new Uint8Array(count).fill(7);
const other = (count: number) => new Uint8Array(count).fill(8);
const masterKeyOf = async (
  masterKeyFile: string,
  hasData: boolean,
  randomBytes: (count: number) => Uint8Array,
) => {
  const none = { masterKeys: undefined, masterKeyCommand: undefined };
  return (await keysOfStart({ ...none, masterKeyFile }, hasData, randomBytes)).current;
};
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

test("the file holds several keys, the current one first, and is replaced as a whole", async () => {
  const file = join(folder, "data.key");
  await masterKeyOf(file, false, random);
  await replaceMasterKeyFile(file, { current: other(32), former: [random(32)] });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readMasterKeyFile(file)).toEqual({ current: other(32), former: [random(32)] });
  expect(await readdir(folder)).toEqual(["data.key"]);
});

test("a file with a key that is too short is refused, whatever else it holds", async () => {
  const file = join(folder, "data.key");
  await writeFile(file, `# ours\n${"ab".repeat(32)}\n${"ab".repeat(31)}\n`);
  await expect(masterKeyOf(file, true, random)).rejects.toEqual(refused("key.file-unreadable"));
});
