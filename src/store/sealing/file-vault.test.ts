import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openChunks, sealChunks } from "./file-vault.ts";

const key = randomBytes(32);
const chunk = 64 * 1024;

function sealed(bytes: Uint8Array): Buffer {
  return Buffer.concat([...sealChunks(key, "file", bytes, randomBytes(7))]);
}

test("a file of any length opens as it was, at the edges of chunks too", async () => {
  const lengths = fc.oneof(
    fc.integer({ min: 0, max: 300 }),
    fc.constantFrom(chunk - 1, chunk, chunk + 1, 2 * chunk, 3 * chunk + 17),
  );
  await fc.assert(
    fc.asyncProperty(lengths, async (length) => {
      const bytes = randomBytes(length);
      expect(openChunks(key, "file", sealed(bytes)).equals(bytes)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test("a file that is cut off at a chunk's end does not open", () => {
  const whole = sealed(randomBytes(2 * chunk + 5));
  expect(() => openChunks(key, "file", whole.subarray(0, 7 + chunk + 16))).toThrow();
});

test("chunks that change places do not open", () => {
  const whole = sealed(randomBytes(3 * chunk));
  const size = chunk + 16;
  const swapped = Buffer.concat([
    whole.subarray(0, 7),
    whole.subarray(7 + size, 7 + 2 * size),
    whole.subarray(7, 7 + size),
    whole.subarray(7 + 2 * size),
  ]);
  expect(() => openChunks(key, "file", swapped)).toThrow();
});

test("a file does not open in another file's place", () => {
  expect(() => openChunks(key, "other", sealed(randomBytes(10)))).toThrow();
});
