import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { aKey, aPack, archiveOf, madeAt } from "../../../test/support/evidence.ts";
import { makeKeyPair } from "../../formats/mail/keys.ts";
import { runParley } from "../run-parley.ts";

let folder: string;
let pack: string;
let archive: Buffer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "parley-evidence-"));
  archive = await archiveOf(aPack());
  pack = fileOf("pack.zip", archive);
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  process.exitCode = undefined;
});

function fileOf(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

async function parley(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const around = {
    environment: {},
    now: () => madeAt,
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
  };
  const code = await runParley(["evidence", ...args], around);
  const exit = code ?? process.exitCode ?? 0;
  return { exit, out: out.join(""), err: err.join("") };
}

test("a good pack is told with its promises and signer, and trust in the key stays the reader's", async () => {
  const { exit, out } = await parley("verify", pack, "--json");
  expect(exit).toBe(0);
  expect(JSON.parse(out)).toEqual({
    file: pack,
    valid: true,
    errors: [],
    notes: [],
    signedBy: aKey.fingerprint,
    trusted: null,
    reference: "PSIRT-2026-0007",
    madeAt: madeAt.toISOString(),
    includes: [],
    promises: { kept: 1, broken: 1, owed: 0, ended: 0 },
    events: 6,
    checkpoint: null,
  });
  const words = await parley("verify", pack);
  expect(words.out).toContain(`${pack}: valid\n`);
  expect(words.out).toContain("a key that the pack brings itself: compare its fingerprint");
});

test("the fingerprint or key that the reader has from elsewhere decides", async () => {
  const spaced = aKey.fingerprint.toLowerCase().replace(/(.{4})/g, "$1 ");
  const same = await parley("verify", pack, "--fingerprint", spaced, "--json");
  expect([same.exit, JSON.parse(same.out).trusted]).toEqual([0, true]);
  const key = fileOf("team.asc", aKey.armoredPublic);
  expect((await parley("verify", pack, "--key", key)).exit).toBe(0);

  const other = await makeKeyPair({ name: "Else", email: "e@elsewhere.example", now: madeAt });
  const wrong = await parley("verify", pack, "--fingerprint", other.fingerprint);
  expect(wrong.exit).toBe(1);
  expect(wrong.out).toContain("NOT VALID");
  expect(wrong.out).toContain("evidence.other-key");
  const otherKey = fileOf("other.asc", other.armoredPublic);
  expect((await parley("verify", pack, "--key", otherKey)).exit).toBe(1);
});

test("a changed pack is refused with the file that was changed, in words and as JSON", async () => {
  const bytes = Buffer.from(archive);
  bytes.write("X", bytes.indexOf("PSIRT-2026-0007"));
  const changed = fileOf("changed.zip", bytes);
  const { exit, out } = await parley("verify", changed, "--json");
  expect(exit).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    valid: false,
    errors: [{ rule: "evidence.altered", path: "README.txt" }],
    signedBy: null,
  });
  expect((await parley("verify", changed)).out).toContain("README.txt is not as it was");
});

test("a pack that somebody else signed writes nothing over its verdict", async () => {
  const lie = "Team\u001b[2J\u202e\n  signed by the key that you gave";
  const forged = fileOf("forged.zip", await archiveOf({ ...aPack(), team: lie }));
  const { out } = await parley("verify", forged);
  expect(out).toContain("Team?[2J??  signed by the key that you gave");
  expect(out).not.toMatch(/[^\P{C}\n]/u);
  expect(out.split("\n").filter((line) => line.startsWith("  signed by"))).toHaveLength(1);
  const key = { ...aPack(), "\u001b[2Jkey": 1 } as ReturnType<typeof aPack>;
  const refused = await parley("verify", fileOf("key.zip", await archiveOf(key)));
  expect(refused.exit).toBe(1);
  expect(refused.out).not.toMatch(/[^\P{C}\n]/u);
});

test("what is no file is not read to its end", async () => {
  expect((await parley("verify", "/dev/zero")).exit).toBe(2);
});

test.each([
  ["an empty file", ""],
  ["a text", "hello"],
  ["a page", "<html></html>"],
])("%s is refused as no pack", async (_, text) => {
  const { exit, out } = await parley("verify", fileOf("none.zip", text), "--json");
  expect(exit).toBe(1);
  expect(JSON.parse(out).errors).toMatchObject([{ rule: "evidence.not-a-pack" }]);
});

test("what is asked wrongly ends with usage", async () => {
  expect((await parley("verify", join(folder, "nowhere.zip"))).exit).toBe(2);
  expect((await parley("verify", pack, "--fingerprint", "12")).exit).toBe(2);
  expect((await parley("verify", pack, "--key", join(folder, "nowhere.asc"))).exit).toBe(2);
  expect((await parley("verify")).exit).toBe(2);
  expect((await parley("PSIRT-2026-0007")).exit).toBe(2);
  expect((await parley()).exit).toBe(2);
});

test("making one asks the running server, and says where none runs", async () => {
  const { exit, err } = await parley("PSIRT-2026-0007", "--out", join(folder, "made.zip"));
  expect(exit).toBe(1);
  expect(err).toContain("Parley is not running");
});
