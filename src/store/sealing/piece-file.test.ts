import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FileVault, fileVault } from "./file-vault.ts";
import { pieceBytes } from "./piece-file.ts";

const key = randomBytes(32);
const fileId = "00000000-0000-7000-8000-0000000000aa";
const sealedBytes = pieceBytes + 28;
let directory: string;
let vault: FileVault;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "parley-pieces-"));
  vault = fileVault(directory);
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function write(plain: Uint8Array): Promise<void> {
  const writer = await vault.openPieces({ fileId, key, bytes: plain.length }, randomBytes);
  for (let index = 0; index * pieceBytes < plain.length; index += 1) {
    await writer.write(index, plain.subarray(index * pieceBytes, (index + 1) * pieceBytes));
  }
  await writer.sync();
  await writer.close();
}

async function read(bytes: number, start = 0, end = bytes): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of vault.readPieces({ fileId, key, bytes }, start, end))
    pieces.push(piece);
  return Buffer.concat(pieces);
}

const path = () => join(directory, "aa", `${fileId}.sealed`);

test("any range of a file opens as it was written, and no plain byte is on the disk", async () => {
  const plain = randomBytes(3 * pieceBytes + 17);
  plain.write("a word that must stay inside", pieceBytes - 10);
  await write(plain);
  await fc.assert(
    fc.asyncProperty(fc.nat(plain.length), fc.nat(plain.length), async (one, other) => {
      const [start, end] = [Math.min(one, other), Math.max(one, other)];
      expect((await read(plain.length, start, end)).equals(plain.subarray(start, end))).toBe(true);
    }),
    { numRuns: 40 },
  );
  expect((await readFile(path())).includes("must stay inside")).toBe(false);
});

test("a file that is cut off, whose pieces change places, or that was changed does not open", async () => {
  const plain = randomBytes(3 * pieceBytes);
  await write(plain);
  const whole = await readFile(path());
  const swapped = Buffer.concat([
    whole.subarray(sealedBytes, 2 * sealedBytes),
    whole.subarray(0, sealedBytes),
    whole.subarray(2 * sealedBytes),
  ]);
  const changed = Buffer.from(whole);
  changed[sealedBytes + 500] = (changed[sealedBytes + 500] ?? 0) ^ 1;
  for (const bad of [whole.subarray(0, 2 * sealedBytes), swapped, changed]) {
    await writeFile(path(), bad);
    await expect(read(plain.length)).rejects.toThrow();
  }
  // Shorter by a whole piece, and its length told so: each piece knows how long the file was.
  await writeFile(path(), whole.subarray(0, 2 * sealedBytes));
  await expect(read(2 * pieceBytes)).rejects.toThrow();
});

test("a piece that is written again is sealed under another nonce", async () => {
  const plain = randomBytes(pieceBytes);
  await write(plain);
  const first = await readFile(path());
  await write(plain);
  const second = await readFile(path());
  expect(second.subarray(0, 12).equals(first.subarray(0, 12))).toBe(false);
  expect((await read(plain.length)).equals(plain)).toBe(true);
});
