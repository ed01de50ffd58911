/** Changes a message as broken programs and hostile people do: by bytes, lines, repetitions and borrowed pieces. */
import type { SeededRandom } from "../crash/seeded-random.ts";

const bytesMax = 600_000;

/** Some sample, changed once to eight times. */
export function mutatedMail(samples: readonly Uint8Array[], random: SeededRandom): Buffer {
  let bytes: Buffer = Buffer.from(pick(samples, random));
  const changes = 1 + below(8, random);
  for (let change = 0; change < changes; change += 1) {
    bytes = pick(ways, random)(bytes, random, samples).subarray(0, bytesMax);
  }
  return bytes;
}

type Way = (bytes: Buffer, random: SeededRandom, samples: readonly Uint8Array[]) => Buffer;

const ways: readonly Way[] = [
  flipByte,
  flipByte,
  insertWord,
  insertWord,
  insertWord,
  cutSomething,
  repeatSomething,
  moveLine,
  doubleLine,
  borrow,
  changeLineEnds,
  cutEnd,
];

/** What parsers of mail trip over. */
const words = [
  "\r\n",
  "\n",
  "\r",
  "\r\n\r\n",
  "\0",
  "--",
  "--b",
  "--b--\r\n",
  "=",
  "=\r\n",
  "=00",
  "=?utf-8?b?",
  "=?utf-8?q?=E2=80=AE?=",
  "=?x?x?x?=",
  ";",
  '"',
  "\\",
  "(",
  ")",
  "<",
  ">",
  "@",
  ",",
  ":",
  "%00",
  "*0*=",
  "\xff\xfe",
  "\xe2\x80\xae",
  "\x1b$B",
  "&#x110000;",
  "&lt;",
  "<div style='display:none'>",
  "<a href=",
  "<!--",
  "<pre>",
  "Content-Type: multipart/mixed; boundary=b\r\n",
  "Content-Type: multipart/signed; boundary=b; protocol=application/pgp-signature\r\n",
  "Content-Type: message/rfc822\r\n",
  "Content-Type: text/html; charset=utf-7\r\n",
  "Content-Transfer-Encoding: base64\r\n",
  "Content-Disposition: attachment; filename*0*=\r\n",
  "From: x@y.example\r\n",
  "begin 644 x\r\n",
  "=ybegin ",
  "-----BEGIN PGP MESSAGE-----\r\n",
  "-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\n",
  "-----BEGIN PGP SIGNATURE-----\r\n",
  "-----BEGIN PGP PUBLIC KEY BLOCK-----\r\n",
  "-----END PGP MESSAGE-----\r\n",
].map((word) => Buffer.from(word, "latin1"));

function flipByte(bytes: Buffer, random: SeededRandom): Buffer {
  if (bytes.length > 0) bytes[below(bytes.length, random)] = below(256, random);
  return bytes;
}

function insertWord(bytes: Buffer, random: SeededRandom): Buffer {
  const at = below(bytes.length + 1, random);
  return Buffer.concat([bytes.subarray(0, at), pick(words, random), bytes.subarray(at)]);
}

function cutSomething(bytes: Buffer, random: SeededRandom): Buffer {
  const [from, to] = range(bytes, random, 400);
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
}

function repeatSomething(bytes: Buffer, random: SeededRandom): Buffer {
  const [from, to] = range(bytes, random, 80);
  const times = 1 << below(14, random);
  const copies = Array.from({ length: times }, () => bytes.subarray(from, to));
  return Buffer.concat([bytes.subarray(0, to), ...copies, bytes.subarray(to)]);
}

function moveLine(bytes: Buffer, random: SeededRandom): Buffer {
  const [from, to] = lineAt(bytes, below(bytes.length + 1, random));
  const rest = Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  const [at] = lineAt(rest, below(rest.length + 1, random));
  return Buffer.concat([rest.subarray(0, at), bytes.subarray(from, to), rest.subarray(at)]);
}

function doubleLine(bytes: Buffer, random: SeededRandom): Buffer {
  const [from, to] = lineAt(bytes, below(bytes.length + 1, random));
  return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
}

function borrow(bytes: Buffer, random: SeededRandom, samples: readonly Uint8Array[]): Buffer {
  const other = Buffer.from(pick(samples, random));
  const [from, to] = range(other, random, 4_000);
  const at = below(bytes.length + 1, random);
  return Buffer.concat([bytes.subarray(0, at), other.subarray(from, to), bytes.subarray(at)]);
}

function changeLineEnds(bytes: Buffer, random: SeededRandom): Buffer {
  const end = pick(["\n", "\r", "\r\r\n", "\r\n "], random);
  return Buffer.from(bytes.toString("latin1").replaceAll("\r\n", end), "latin1");
}

function cutEnd(bytes: Buffer, random: SeededRandom): Buffer {
  return bytes.subarray(0, below(bytes.length + 1, random));
}

function range(bytes: Buffer, random: SeededRandom, lengthMax: number): [number, number] {
  const from = below(bytes.length + 1, random);
  return [from, Math.min(bytes.length, from + below(lengthMax, random))];
}

function lineAt(bytes: Buffer, at: number): [number, number] {
  const from = at === 0 ? 0 : bytes.lastIndexOf(0x0a, at - 1) + 1;
  const end = bytes.indexOf(0x0a, at);
  return [from, end < 0 ? bytes.length : end + 1];
}

function below(limit: number, random: SeededRandom): number {
  return Math.floor(random.next() * limit);
}

function pick<Thing>(things: readonly Thing[], random: SeededRandom): Thing {
  return things[below(things.length, random)] as Thing;
}
