import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { scanFiles } from "./canary.ts";

const word = "quatzelphrydal";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "parley-scan-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const forms: [string, Buffer][] = [
  ["plain", Buffer.from(`a ${word} b`)],
  ["in capital letters", Buffer.from(word.toUpperCase())],
  ["as UTF-16", Buffer.from(word, "utf16le")],
  ["in hexadecimal digits", Buffer.from(Buffer.from(`x${word}`).toString("hex"))],
  ["in base 64", Buffer.from(Buffer.from(`${word}.`).toString("base64"))],
  ["in base 64 after one byte", Buffer.from(Buffer.from(`x${word}.`).toString("base64"))],
  ["in base 64 after two bytes", Buffer.from(Buffer.from(`xy${word}.`).toString("base64"))],
];

test.each(forms)("the scan for secret words finds one that stands %s", async (_, bytes) => {
  await writeFile(join(directory, "file"), bytes);

  const { found } = await scanFiles(directory, [word]);

  expect(found).toEqual(["file"]);
});

test("the scan for secret words finds one across the pieces in which it reads a file", async () => {
  const before = Buffer.alloc(4 * 1024 * 1024 - 5, "-");
  await writeFile(join(directory, "large"), Buffer.concat([before, Buffer.from(word)]));

  const { found, bytes } = await scanFiles(directory, [word]);

  expect(found).toEqual(["large"]);
  expect(bytes).toBe(before.length + word.length);
});

test("the scan for secret words finds nothing where there is only part of one", async () => {
  await writeFile(join(directory, "file"), word.slice(1));

  expect((await scanFiles(directory, [word])).found).toEqual([]);
});
