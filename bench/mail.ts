/** How many mails a second are read, decrypted and checked, beside `gpg --decrypt` on the same ciphertexts in the same run. */
import { execFile } from "node:child_process";
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { seededRandom } from "../scripts/crash/seeded-random.ts";
import type { MailKeys } from "../src/formats/mail/mail-keys.ts";
import { type MailReader, mailReader } from "../src/formats/mail/mail-reader.ts";
import { type GnuPg, hasGnuPg, startGnuPg } from "../test/support/gnupg.ts";
import type { Row } from "./support/benchmarks-page.ts";
import { type BuiltReader, buildReader } from "./support/built-reader.ts";
import { median, rounded } from "./support/percentile.ts";

export const name = "mail";

export const about = `PGP/MIME mails that GnuPG signed and encrypted, read by the server's reader in its
thread: taken apart, decrypted, signature checked, attachment hashed. Beside it one process of
\`gpg --decrypt\` for each of the same ciphertexts, which also checks the signature and keeps its keys in
an agent. A reader that lives on is compared with a program that starts anew, as a mail server would
call it. Three rounds of both in turn after a warm-up, medians. Memory: the most that a fresh process,
built as the program is and doing nothing else, held at any time while it read the one mail with an
attachment of 25 MB that nothing makes smaller, Node and OpenPGP included; the bound is 300 MB. GnuPG
takes the third off again that base 64 adds, unless it is told not to compress, as other programs do.`;

const roundMs = 2_500;
const rounds = 3;
const memoryMbMax = 300;
const run1 = promisify(execFile);

export async function run(): Promise<Row[]> {
  if (!hasGnuPg()) throw new Error("this benchmark compares with gpg, which is not on the PATH");
  const gpg = startGnuPg();
  const reader = mailReader();
  try {
    const rows: Row[] = [];
    for (const [kind, algorithm] of kinds) {
      const people = makePeople(gpg, kind, algorithm);
      const small = makeMail(gpg, people, `${kind}-small`, 7_500);
      rows.push(
        await row(reader, gpg, small, `10 KB, ${kind}, one at a time`, 1),
        await row(reader, gpg, small, `10 KB, ${kind}, 8 at a time`, 8),
      );
      if (kind !== "Ed25519") continue;
      const large = makeMail(gpg, people, "large", 10_000_000);
      rows.push(await row(reader, gpg, large, `10 MB attachment, ${kind}`, 1));
      rows.push(...(await memoryRows(gpg, people)));
    }
    return rows;
  } finally {
    await reader.close();
    gpg.remove();
  }
}

const kinds = [
  ["Ed25519", "default"],
  ["RSA-4096", "rsa4096"],
] as const;

interface People {
  readonly team: string;
  readonly finder: string;
  readonly keys: MailKeys;
  readonly ownFile: string;
  readonly trustFile: string;
}

function makePeople(gpg: GnuPg, kind: string, algorithm: string): People {
  const make = (who: string) => {
    const address = `${who}-${kind.toLowerCase()}@example.org`;
    const fingerprint = gpg.makeKey(`${who} <${address}>`, algorithm);
    // What GnuPG calls "default" has its encryption subkey already.
    if (algorithm !== "default") gpg.run(["--quick-add-key", fingerprint, algorithm, "encr"]);
    return fingerprint;
  };
  const [team, finder] = [make("team"), make("finder")];
  const own = gpg.run(["--armor", "--export-secret-keys", team]).out;
  const trust = gpg.run(["--armor", "--export", finder]).out;
  return {
    team,
    finder,
    keys: { own: [{ armored: own.toString() }], trust: [trust.toString()], now: new Date() },
    ownFile: gpg.file(`own-${kind}.asc`, own),
    trustFile: gpg.file(`trust-${kind}.asc`, trust),
  };
}

interface Made extends People {
  readonly mail: Uint8Array;
  readonly mailFile: string;
  /** The armored message alone, for gpg. */
  readonly armoredFile: string;
  readonly attached: number;
}

function makeMail(
  gpg: GnuPg,
  people: People,
  label: string,
  attached: number,
  how: readonly string[] = [],
): Made {
  const random = seededRandom(attached);
  const bytes = Buffer.from(
    Uint32Array.from({ length: attached / 4 }, () => random.next() * 2 ** 32).buffer,
  );
  const entity = [
    "Content-Type: multipart/mixed; boundary=b",
    "",
    "--b",
    "Content-Type: text/plain; charset=utf-8",
    "",
    "The parser of routers overflows.",
    "--b",
    "Content-Type: application/octet-stream; name=capture.bin",
    "Content-Transfer-Encoding: base64",
    "",
    ...(bytes.toString("base64").match(/.{1,76}/g) ?? []),
    "--b--",
    "",
  ];
  const { team, finder } = people;
  const from = ["--local-user", finder, "--recipient", team, ...how];
  const sealed = gpg.run(["--armor", ...from, "--sign", "--encrypt"], entity.join("\r\n")).out;
  const armoredFile = gpg.file(`${label}.asc`, sealed);
  const mail = Buffer.concat([
    Buffer.from(head.join("\r\n")),
    sealed,
    Buffer.from("\r\n--e--\r\n"),
  ]);
  const mailFile = join(gpg.home, `${label}.eml`);
  writeFileSync(mailFile, mail);
  return { ...people, mail: Uint8Array.from(mail), mailFile, armoredFile, attached: bytes.length };
}

const plainHead = [
  "From: finder@example.org",
  "To: psirt@example.org",
  "Subject: ...",
  "Date: Fri, 02 Jan 2026 03:04:05 +0000",
  "Message-ID: <1@example.org>",
  "",
];

const head = [
  ...plainHead.slice(0, -1),
  'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=e',
  "",
  "--e",
  "Content-Type: application/pgp-encrypted",
  "",
  "Version: 1",
  "",
  "--e",
  "Content-Type: application/octet-stream",
  "",
  "",
];

async function row(
  reader: MailReader,
  gpg: GnuPg,
  made: Made,
  what: string,
  lines: number,
): Promise<Row> {
  const ours: number[] = [];
  const theirs: number[] = [];
  await readOnce(reader, made);
  for (let round = 0; round < rounds; round += 1) {
    theirs.push(await rateOf(lines, () => decryptOnce(gpg, made)));
    ours.push(await rateOf(lines, () => readOnce(reader, made)));
  }
  return {
    metric: `mails read, ${what}`,
    value: rounded(median(ours)),
    unit: "mails/s",
    beside: `gpg --decrypt ${rounded(median(theirs))}/s`,
    ratio: rounded(median(ours) / median(theirs)),
  };
}

async function readOnce(reader: MailReader, { mail, keys, attached }: Made): Promise<void> {
  const { decrypted, signature, attachments } = await reader.read(mail, keys);
  const whole = decrypted && signature.state === "good";
  if (!whole || attachments[0]?.bytes.length !== attached) throw new Error("a mail was not read");
}

async function decryptOnce(gpg: GnuPg, { armoredFile }: Made): Promise<void> {
  const args = ["--homedir", gpg.home, "--batch", "--yes", "--trust-model", "always"];
  const where = ["--output", "/dev/null", "--decrypt", armoredFile];
  await run1("gpg", [...args, ...where]);
}

/** Runs `once` in so many lines at a time; how often a second it came to its end. */
async function rateOf(lines: number, once: () => Promise<void>): Promise<number> {
  const started = performance.now();
  let done = 0;
  const oneLine = async () => {
    while (performance.now() - started < roundMs) {
      await once();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: lines }, oneLine));
  return (done * 1000) / (performance.now() - started);
}

async function memoryRows(gpg: GnuPg, people: People): Promise<Row[]> {
  const bytes = 25_000_000;
  const compressed = makeMail(gpg, people, "compressed", bytes);
  const whole = makeMail(gpg, people, "whole", bytes, ["--compress-algo", "none"]);
  const plain = { ...whole, mailFile: join(gpg.home, "plain.eml") };
  const entity = gpg.run(["--decrypt", whole.armoredFile]).out;
  writeFileSync(plain.mailFile, Buffer.concat([Buffer.from(plainHead.join("\r\n")), entity]));
  const reader = await buildReader();
  try {
    return [
      await memoryRow(reader, plain, "in plain", "none"),
      await memoryRow(reader, compressed, "encrypted and signed", "good"),
      await memoryRow(reader, whole, "the same, not compressed", "good"),
    ];
  } finally {
    reader.remove();
  }
}

async function memoryRow(
  { program }: BuiltReader,
  { mailFile, ownFile, trustFile, attached }: Made,
  kind: string,
  state: string,
): Promise<Row> {
  const { stdout } = await run1(process.execPath, [program, mailFile, ownFile, trustFile]);
  const { before, peak, bytes, signature } = JSON.parse(stdout);
  if (bytes[0] !== attached || signature !== state) throw new Error(`not read: ${stdout}`);
  const verdict = peak <= memoryMbMax ? "within" : "ABOVE";
  console.error(`peak memory, ${kind}: ${peak} MB, ${verdict} the bound of ${memoryMbMax} MB`);
  const mailMb = Math.round(statSync(mailFile).size / 1_000_000);
  return {
    metric: `peak memory, 25 MB attachment, ${kind} (${mailMb} MB)`,
    value: peak,
    unit: `MB (bound ${memoryMbMax})`,
    beside: `${before} MB before it`,
  };
}
