import { deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { Jimp } from "jimp";
import { pack } from "tar-stream";
import { describe, expect, test } from "vitest";
import { lookAtFile } from "./look-at-file.ts";

const look = (name: string, bytes: Uint8Array) =>
  lookAtFile(name, { size: bytes.length, head: bytes, tail: bytes });

async function aTar(...entries: { name: string; content?: Uint8Array; linkname?: string }[]) {
  const archive = pack();
  for (const { name, content, linkname } of entries) {
    const header = {
      name,
      uname: "jdoe",
      ...(linkname ? { type: "symlink" as const, linkname } : {}),
    };
    archive.entry(header, Buffer.from(content ?? []));
  }
  archive.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of archive as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe("archives are listed in memory", () => {
  test("tar.gz, with links, programs, ways out of their folder, and archives inside", async () => {
    const inner = gzipSync(await aTar({ name: "deep.exe", content: Buffer.from("x") }));
    const tar = await aTar(
      { name: "readme.txt", content: Buffer.from("hello") },
      { name: "/etc/passwd", content: Buffer.from("x") },
      { name: "shortcut", linkname: "../../secret" },
      { name: "inner.tgz", content: inner },
    );
    const { preview, type, words } = await look("poc.tar.gz", gzipSync(tar));
    expect(type).toBe("application/gzip");
    expect(preview).toMatchObject({ is: "archive", listing: { format: "tar.gz", whole: true } });
    const entries = preview?.is === "archive" ? preview.listing.entries : [];
    expect(entries.map(({ name, depth, odd }) => [name, depth, odd])).toEqual([
      ["readme.txt", 1, []],
      ["/etc/passwd", 1, ["outside"]],
      ["shortcut → ../../secret", 1, ["outside", "link"]],
      ["inner.tgz", 1, []],
      ["deep.exe", 2, ["program"]],
    ]);
    // The account of whoever packed it is a word that could name them.
    expect(words).toContainEqual({ place: "owner of files in the archive", text: "jdoe" });
  });

  test("a bomb is known by how it grows, and costs no more than the limit", async () => {
    const { preview } = await look("bomb.gz", gzipSync(Buffer.alloc(200 * 1024 * 1024)));
    expect(preview).toMatchObject({ listing: { whole: false, odd: ["bomb"] } });
  });

  test("what is cut or no archive at all is said to be unreadable or listed in part", async () => {
    const tar = await aTar(
      { name: "a.txt", content: Buffer.alloc(5_000) },
      { name: "b.txt", content: Buffer.alloc(5_000) },
    );
    const cut = await look("a.tar", tar.subarray(0, 9_000));
    expect(cut.preview).toMatchObject({ listing: { whole: false } });
    const broken = Buffer.concat([Buffer.from("PK\x03\x04"), Buffer.alloc(200, 7)]);
    expect(await look("a.zip", broken)).toMatchObject({ preview: null, problem: "unreadable" });
  });

  test("no bytes make the look throw", async () => {
    const starts = [
      "PK\x03\x04",
      "\x1f\x8b\x08\0",
      "%PDF-1.4",
      "\x89PNG\r\n\x1a\n",
      "\xff\xd8\xff",
      "II*\0",
      "",
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...starts),
        fc.uint8Array({ maxLength: 400 }),
        async (start, rest) => {
          const bytes = Buffer.concat([Buffer.from(start, "latin1"), rest]);
          expect((await look("a.zip", bytes)).type).toMatch(/\//);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("pictures are drawn anew", () => {
  const aPicture = async (width: number, height: number) =>
    new Jimp({ width, height, color: 0x3366ffff }).getBuffer("image/png");

  test("small, as a PNG of our own without a byte of what came along", async () => {
    const png = await aPicture(900, 300);
    const text = Buffer.from("Author\0a withheld name");
    const chunk = Buffer.alloc(8);
    chunk.writeUInt32BE(text.length);
    chunk.write("tEXt", 4);
    const sent = Buffer.concat([
      png.subarray(0, 33),
      chunk,
      text,
      Buffer.alloc(4),
      png.subarray(33),
    ]);
    const { preview, words, kind } = await look("screen.png", sent);
    expect(kind).toBe("image");
    expect(words).toEqual([{ place: "PNG Author", text: "a withheld name" }]);
    if (preview?.is !== "image") throw new Error("no picture");
    expect(preview).toMatchObject({ type: "image/png", width: 900, height: 300 });
    const drawn = Buffer.from(preview.base64, "base64");
    expect(drawn.includes("withheld")).toBe(false);
    expect((await Jimp.read(drawn)).width).toBe(480);
  });

  test("never one that would take gigabytes to decode, however few bytes it has", async () => {
    const bomb = Buffer.from(await aPicture(2, 2));
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    expect(await look("bomb.png", bomb)).toMatchObject({ preview: null, problem: "too-large" });
  });

  test("an SVG is text: a picture that can run is not drawn", async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
    const { preview, kind } = await look("logo.svg", svg);
    expect({ kind, is: preview?.is }).toEqual({ kind: "text", is: "text" });
  });
});

describe("words that could name who made a file", () => {
  test("in a PDF, also where they are packed into an object stream", async () => {
    const packed = deflateSync(
      Buffer.from("1 0 << /Author (A packed name) /Producer <FEFF00C90074> >>"),
    );
    const head = Buffer.from("%PDF-1.5\n5 0 obj << /Type /ObjStm /N 1 >> stream\n");
    const { words } = await look(
      "a.pdf",
      Buffer.concat([head, packed, Buffer.from("\nendstream")]),
    );
    expect(words).toEqual([
      { place: "PDF Author", text: "A packed name" },
      { place: "PDF Producer", text: "Ét" },
    ]);
  });

  test("in the EXIF block of a JPEG", async () => {
    const artist = Buffer.from("a withheld name\0");
    const tiff = Buffer.alloc(26 + artist.length);
    tiff.write("II*\0", 0, "latin1");
    tiff.writeUInt32LE(8, 4);
    tiff.writeUInt16LE(1, 8);
    tiff.writeUInt16LE(315, 10);
    tiff.writeUInt16LE(2, 12);
    tiff.writeUInt32LE(artist.length, 14);
    tiff.writeUInt32LE(26, 18);
    artist.copy(tiff, 26);
    const jpeg = Buffer.concat([Buffer.from("\xff\xd8\xff\xe1\x00\x50Exif\0\0", "latin1"), tiff]);
    const { words } = await look("a.jpg", jpeg);
    expect(words).toEqual([{ place: "EXIF Artist", text: "a withheld name" }]);
  });
});
