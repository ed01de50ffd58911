import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { NoArchive, readArchive, writeArchive } from "./archive.ts";

const at = new Date("2026-03-20T10:00:00Z");
const file = (name: string, text: string) => ({ name, bytes: Buffer.from(text) });

const files = fc.uniqueArray(
  fc.record({
    name: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/),
    bytes: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  }),
  { minLength: 1, maxLength: 6, selector: ({ name }) => name },
);

test("an archive gives back its files, and the same files give the same bytes", () => {
  fc.assert(
    fc.property(files, (given) => {
      const bytes = writeArchive(given, at);
      expect(readArchive(bytes)).toEqual(given);
      expect(writeArchive(readArchive(bytes), at)).toEqual(bytes);
    }),
  );
});

test("other programs read it: Python's zipfile finds every file whole", () => {
  const folder = mkdtempSync(join(tmpdir(), "parley-archive-"));
  try {
    const path = join(folder, "pack.zip");
    writeFileSync(path, writeArchive([file("a.txt", "one"), file("SHA256SUMS", "two")], at));
    const script = `import json, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
print(json.dumps([[i.filename, z.read(i).decode(), list(i.date_time)] for i in z.infolist()]))`;
    const said = pythonSays(script, path);
    if (said === undefined) return;
    const dated = [2026, 3, 20, 10, 0, 0];
    expect(JSON.parse(said)).toEqual([
      ["a.txt", "one", dated],
      ["SHA256SUMS", "two", dated],
    ]);
    expect(readFileSync(path).length).toBeGreaterThan(100);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function pythonSays(script: string, path: string): string | undefined {
  try {
    return execFileSync("python3", ["-c", script, path], { encoding: "utf8" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    console.log("python3 is not on the PATH: the archive was not read by another program");
    return undefined;
  }
}

test.each([
  ["no bytes at all", Buffer.alloc(0), "empty"],
  ["what is no ZIP", Buffer.from("<html>not this</html>"), "not a ZIP"],
  ["an archive that breaks off", writeArchive([file("a", "text")], at).subarray(0, 33), "middle"],
  ["one without its list", writeArchive([file("a", "text")], at).subarray(0, 35), "breaks off"],
])("%s is refused in a sentence", (_, bytes, words) => {
  expect(() => readArchive(bytes)).toThrow(NoArchive);
  expect(() => readArchive(bytes)).toThrow(words);
});

/** A good archive whose one local name, and its copy in the list, say something else. */
function named(name: string): Buffer {
  const bytes = writeArchive([file("x".repeat(name.length), "text")], at);
  for (let from = bytes.indexOf("xxx"); from >= 0; from = bytes.indexOf("xxx")) {
    bytes.write(name, from, "latin1");
  }
  return bytes;
}

test.each(["../../etc/passwd", "/etc/passwd", "a/b/c", "..\\..\\c", "...", "C:evil", "a\0bc"])(
  "a file that would land elsewhere is refused: %s",
  (name) => {
    expect(() => readArchive(named(name))).toThrow("a name that no pack has");
  },
);

test("the same name twice, packed files and too many files are refused", () => {
  const twice = writeArchive([file("aaa", "1"), file("bbb", "2")], at);
  twice.write("aaa", twice.indexOf("bbb"));
  expect(() => readArchive(twice)).toThrow("holds aaa twice");

  const packed = writeArchive([file("a", "text")], at);
  packed.writeUInt16LE(8, 8);
  expect(() => readArchive(packed)).toThrow("packed files");

  const many = Array.from({ length: 201 }, (_, index) => file(`f${index}`, ""));
  expect(() => readArchive(writeArchive(many, at))).toThrow("more files");
});

test("a size that reaches beyond the end makes nobody reserve it", () => {
  const bytes = writeArchive([file("a", "text")], at);
  bytes.writeUInt32LE(0xffffffff, 22);
  expect(() => readArchive(bytes)).toThrow("middle of a file");
});

test("whatever bytes come, reading ends in files or in a sentence", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, begun) => {
      const head = begun ? [0x50, 0x4b, 3, 4] : [];
      try {
        readArchive(Uint8Array.from([...head, ...bytes]));
      } catch (error) {
        expect(error).toBeInstanceOf(NoArchive);
      }
    }),
  );
});
