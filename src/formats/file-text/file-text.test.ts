import { crc32, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scanFile } from "../../core/identity/scan-names.ts";
import { termsOf } from "../../core/identity/withheld-terms.ts";
import { textOfFile } from "./file-text.ts";

const name = "Zoë Müllerova";
const terms = termsOf(
  {
    name,
    handle: null,
    organisation: null,
    email: "zm@harbour-lab.example",
    telephone: null,
    keyFingerprint: null,
    portalToken: null,
  },
  "Reporter",
);

async function findings(fileName: string, bytes: Uint8Array) {
  return scanFile(await textOfFile(fileName, bytes), terms);
}

async function blocks(fileName: string, bytes: Uint8Array): Promise<boolean> {
  return (await findings(fileName, bytes)).some((finding) => finding.blocks);
}

/** A stored or deflated archive, as the file format's own note describes it. */
function zipOf(members: Readonly<Record<string, string | Uint8Array>>, flags = 0): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [member, content] of Object.entries(members)) {
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain);
    const path = Buffer.from(member);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(0x800 | flags, 2);
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE(crc32(plain), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(plain.length, 18);
    about.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), about, path, packed]);
    const entry = Buffer.concat([
      ...[Buffer.from("PK\x01\x02\x14\x00", "latin1"), about, Buffer.alloc(10)],
      Buffer.from([offset & 255, (offset >> 8) & 255, (offset >> 16) & 255, 0]),
      path,
    ]);
    offset += local.length;
    locals.push(local);
    central.push(entry);
  }
  const size = central.reduce((sum, each) => sum + each.length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(central.length, 4);
  end.writeUInt16LE(central.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, ...central, Buffer.from("PK\x05\x06"), end]);
}

const pdfOf = (...objects: readonly (string | Buffer)[]) =>
  Buffer.concat([
    Buffer.from("%PDF-1.7\n"),
    ...objects.map((object) =>
      Buffer.concat([Buffer.from("1 0 obj\n"), Buffer.from(object), Buffer.from("\nendobj\n")]),
    ),
  ]);

const streamOf = (dictionary: string, data: Uint8Array) =>
  Buffer.concat([Buffer.from(`<<${dictionary}>>\nstream\n`), data, Buffer.from("\nendstream")]);

const flate = (dictionary: string, text: string | Buffer) =>
  streamOf(`/Filter /FlateDecode ${dictionary}`, deflateSync(Buffer.from(text)));

function pngOf(type: string, data: Buffer): Buffer {
  const chunk = (kind: string, body: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    return Buffer.concat([length, Buffer.from(kind, "latin1"), body, Buffer.alloc(4)]);
  };
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    chunk("IHDR", Buffer.alloc(13)),
    chunk(type, data),
    chunk("IDAT", Buffer.alloc(4)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const jpegOf = (marker: number, data: Buffer) =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255]),
    data,
    Buffer.from([0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9]),
  ]);

const utf16 = (text: string) => Buffer.from(text, "utf16le");
const utf16be = (text: string) => Buffer.concat([Buffer.from([0xfe, 0xff]), utf16(text).swap16()]);
const asciiOf = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "");

const word = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`;

/** Two bytes a letter, known only by the font's own map. */
const glyphs = new Map([...new Set(name)].map((letter, at) => [letter, at + 3]));
const glyphHex = (text: string) =>
  [...text].map((letter) => (glyphs.get(letter) ?? 0).toString(16).padStart(4, "0")).join("");
const cmap = [
  "/CIDInit /ProcSet findresource begin begincmap",
  "1 begincodespacerange <0000> <ffff> endcodespacerange",
  `${glyphs.size} beginbfchar`,
  ...[...glyphs].map(
    ([letter, code]) =>
      `<${code.toString(16).padStart(4, "0")}> <${(letter.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}>`,
  ),
  "endbfchar endcmap",
].join("\n");

const iptc = Buffer.concat([
  Buffer.from("Photoshop 3.0\x008BIM\x04\x04\0\0\0\x14\x1c\x02\x50\0\x0e", "latin1"),
  Buffer.from(name),
]);

const planted: Readonly<Record<string, Buffer>> = {
  "notes.txt": Buffer.from(`found by ${name}`),
  "latin.txt": Buffer.from(`found by ${name}`, "latin1"),
  "wide.txt": Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(`found by ${name}`)]),
  "Zoe-Mullerova.txt": Buffer.from("nothing"),
  "log.gz": gzipSync(`by ${name}`),
  "gzip with a name": Buffer.concat([
    Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3]),
    Buffer.from("zoe-mullerova.log\0"),
    gzipSync("x").subarray(10),
  ]),
  "word.docx": zipOf({
    "word/document.xml": `<w:p>${word("Zo")}${word("ë Müll")}${word("erova")}</w:p>`,
  }),
  "author.docx": zipOf({ "docProps/core.xml": `<dc:creator>${name}</dc:creator>` }),
  "text.odt": zipOf({ "meta.xml": `<meta:initial-creator>${name}</meta:initial-creator>` }),
  "sheet.xlsx": zipOf({ "xl/sharedStrings.xml": `<si><t>${name}</t></si>` }),
  "inner.zip": zipOf({ "a/b.docx": zipOf({ "docProps/app.xml": `<Manager>${name}</Manager>` }) }),
  "names.zip": zipOf({ "home/zoe.mullerova/x": "x" }),
  "info.pdf": pdfOf(`<< /Author (Zo\\353 M\\374llerova) /Title (A report) >>`),
  "info-utf16.pdf": pdfOf(`<< /Author <${utf16be(name).toString("hex")}> /Title (x) >>`),
  "page.pdf": pdfOf(flate("", "BT [(Zo\\353) -300 (M\\374) 20 (ller) 5 (ova)] TJ ET")),
  "objects.pdf": pdfOf(flate("/Type /ObjStm /N 1", `1 0 << /Author (${asciiOf(name)}) >>`)),
  "xmp.pdf": pdfOf(flate("/Type /Metadata", `<dc:creator><rdf:li>${name}</rdf:li></dc:creator>`)),
  "fonts.pdf": pdfOf(flate("", cmap), flate("", `BT <${glyphHex(name)}> Tj ET`)),
  "attached.pdf": pdfOf(flate("/Type /EmbeddedFile", `by ${name}`)),
  "ascii85.pdf": pdfOf(
    streamOf(
      "/Filter [/ASCIIHexDecode /FlateDecode]",
      Buffer.from(`${deflateSync(Buffer.from(`(${asciiOf(name)}) Tj`)).toString("hex")}>`),
    ),
  ),
  "photo.pdf": pdfOf(
    streamOf("/Filter /DCTDecode /Subtype /Image", jpegOf(0xfe, Buffer.from(name))),
  ),
  "exif.jpg": jpegOf(
    0xe1,
    Buffer.concat([Buffer.from("Exif\0\0II*\0"), Buffer.from(`${asciiOf(name)}\0`)]),
  ),
  "exif-xp.jpg": jpegOf(0xe1, Buffer.concat([Buffer.from("Exif\0\0II*\0"), utf16(name)])),
  "iptc.jpg": jpegOf(0xed, iptc),
  "xmp.jpg": jpegOf(
    0xe1,
    Buffer.from(`http://ns.adobe.com/xap/1.0/\0<dc:creator>${name}</dc:creator>`),
  ),
  "comment.jpg": jpegOf(0xfe, Buffer.from(name)),
  "after.jpg": Buffer.concat([jpegOf(0xfe, Buffer.from("x")), Buffer.from(` ${name}`)]),
  "text.png": pngOf("tEXt", Buffer.from(`Author\0${name}`, "latin1")),
  "packed.png": pngOf(
    "zTXt",
    Buffer.concat([Buffer.from("Author\0\0"), deflateSync(Buffer.from(name, "latin1"))]),
  ),
  "international.png": pngOf(
    "iTXt",
    Buffer.concat([Buffer.from("Author\0\x01\0en\0\0"), deflateSync(Buffer.from(name))]),
  ),
  "exif.png": pngOf("eXIf", Buffer.from(`II*\0${asciiOf(name)}\0`)),
  "comment.gif": Buffer.concat([
    Buffer.from("GIF89a"),
    Buffer.alloc(7),
    Buffer.from([0x21, 0xfe, Buffer.byteLength(name)]),
    Buffer.from(name),
    Buffer.from([0, 0x3b]),
  ]),
  "exif.webp": Buffer.concat([
    Buffer.from("RIFF\0\0\0\0WEBPEXIF"),
    Buffer.from([Buffer.byteLength(name), 0, 0, 0]),
    Buffer.from(name),
  ]),
  "scan.tiff": Buffer.concat([
    Buffer.from([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0]),
    Buffer.from(`${name}\0`),
  ]),
  "photo.heic": Buffer.concat([Buffer.from("\0\0\0\x18ftypheic"), Buffer.from(name)]),
};

describe("a withheld name is found in a file [ALE-42]", () => {
  test.each(Object.entries(planted))("%s", async (fileName, bytes) => {
    expect(await blocks(fileName, bytes)).toBe(true);
  });

  test.each(Object.entries(planted).filter(([file]) => file !== "Zoe-Mullerova.txt"))(
    "%s: and a file without it passes",
    async (fileName, bytes) => {
      const other = termsOf(
        {
          ...{ name: "Quentin Xhaxhaj", handle: null, organisation: null, email: null },
          ...{ telephone: null, keyFingerprint: null, portalToken: null },
        },
        "Reporter",
      );
      expect(scanFile(await textOfFile(fileName, bytes), other)).toEqual([]);
    },
  );
});

describe("what could not be read is said, and blocks", () => {
  const reasons = async (fileName: string, bytes: Uint8Array) =>
    (await findings(fileName, bytes)).map(({ kind, whose }) => [kind, whose]);

  test("an encrypted PDF", async () => {
    const bytes = pdfOf("<< /Encrypt 5 0 R >>");
    expect(await reasons("x.pdf", bytes)).toEqual([["unread", "encrypted"]]);
  });

  test("an encrypted member of an archive", async () => {
    expect(await reasons("x.zip", zipOf({ a: "b" }, 1))).toEqual([["unread", "encrypted"]]);
  });

  test("a format that nobody knows", async () => {
    const bytes = Buffer.from([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await reasons("x.bin", bytes)).toEqual([["unread", "unknown-format"]]);
  });

  test("an archive in an archive in an archive …", async () => {
    let bytes = zipOf({ a: "b" });
    for (let depth = 0; depth < 6; depth += 1) bytes = zipOf({ "a.zip": bytes });
    expect(await reasons("x.zip", bytes)).toEqual([["unread", "too-deep"]]);
  });

  test("a small file that grows without end", async () => {
    const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024));
    expect(await reasons("x.gz", bomb)).toEqual([["unread", "too-large"]]);
    const zipped = zipOf({ big: Buffer.alloc(70 * 1024 * 1024) });
    expect(await reasons("x.zip", zipped)).toEqual([["unread", "too-large"]]);
  });

  test("a stream of a PDF in a packing that is not read", async () => {
    const bytes = pdfOf(streamOf("/Filter /LZWDecode", Buffer.from("x")));
    expect(await reasons("x.pdf", bytes)).toEqual([["unread", "unknown-format"]]);
  });

  test("whatever the bytes, reading ends without an error", async () => {
    const head = fc.constantFrom(
      "%PDF-1.4\n",
      "PK\x03\x04",
      "\xff\xd8\xff\xe1",
      "\x89PNG\r\n\x1a\n",
      "GIF89a",
      "RIFF",
      "",
    );
    await fc.assert(
      fc.asyncProperty(head, fc.uint8Array({ maxLength: 400 }), async (start, rest) => {
        const bytes = Buffer.concat([Buffer.from(start, "latin1"), rest]);
        const { pieces } = await textOfFile("any", bytes);
        return pieces.length > 0;
      }),
    );
    for (const bytes of Object.values(planted)) {
      for (let cut = 10; cut < bytes.length; cut += 37)
        await textOfFile("cut", bytes.subarray(0, cut));
    }
  });
});
