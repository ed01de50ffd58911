import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfig } from "./config.ts";
import { openKeyFile } from "./formats/mail/key-file.ts";
import { makeKeyPair } from "./formats/mail/keys.ts";
import { keysOutsideOf } from "./open-key-file.ts";

const now = new Date("2026-03-11T08:00:00Z");
const before = new Date("2026-01-01T00:00:00Z");
const wish = { name: "PSIRT", email: "psirt@ale.example", now: before, passphrase: "kept apart" };

let folder: string;
const path = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-key-file-"));
  await writeFile(path("passphrase"), "kept apart\n");
  await writeFile(path("wrong"), "kept together\n");
  await writeFile(path("empty"), "no key at all\n");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function opened(settings: Readonly<Record<string, string>>) {
  const named = Object.entries(settings).map(([name, file]) => [
    `PARLEY_MAIL_KEY_${name}`,
    path(file),
  ]);
  const config = readConfig(Object.fromEntries(named));
  return [...(await keysOutsideOf(config, { openKeyFile }, now)).values()];
}

test("every key of the file is opened with the passphrase of the other file, in its order", async () => {
  const present = await makeKeyPair(wish);
  const past = await makeKeyPair({ ...wish, validForSeconds: 86_400 });
  await writeFile(path("keys"), `# ours\n${present.armoredPrivate}\n${past.armoredPrivate}`);
  const keys = await opened({ FILE: "keys", PASSPHRASE_FILE: "passphrase" });
  expect(keys).toMatchObject([
    { fingerprint: present.fingerprint, addresses: ["psirt@ale.example"], problem: null },
    { fingerprint: past.fingerprint, addresses: ["psirt@ale.example"], problem: "key.expired" },
  ]);
  expect(await opened({})).toEqual([]);
});

test("a file that cannot be used stops the start with a sentence, and no secret in it", async () => {
  const message = async (settings: Readonly<Record<string, string>>) =>
    opened(settings).then(
      () => "opened",
      (error: Error) => error.message,
    );
  expect(await message({ FILE: "keys", PASSPHRASE_FILE: "wrong" })).toBe(
    "PARLEY_MAIL_KEY_FILE cannot be used. The private key does not open with this passphrase.",
  );
  expect(await message({ FILE: "keys" })).toContain("does not open");
  expect(await message({ FILE: "empty" })).toContain("This is not an OpenPGP key");
  expect(await message({ FILE: "nowhere" })).toBe("PARLEY_MAIL_KEY_FILE cannot be read.");
  expect(await message({ PASSPHRASE_FILE: "passphrase" })).toContain("opens nothing");
});
