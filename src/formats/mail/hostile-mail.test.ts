import fc from "fast-check";
import { expect, test } from "vitest";
import {
  aReport,
  bytesOf,
  ownKey,
  plainHeader,
  reporter,
  team,
  teamKeys,
} from "../../../test/support/mail.ts";
import { composeMail } from "./compose-mail.ts";
import { mailLimits } from "./mail-limits.ts";
import { readMail } from "./read-mail.ts";

const nested = (depth: number) => {
  const open = Array.from({ length: depth }, (_, at) => [
    `Content-Type: multipart/mixed; boundary=b${at}`,
    "",
    `--b${at}`,
  ]).flat();
  return bytesOf(...plainHeader, ...open, "Content-Type: text/plain", "", "deep");
};

test("parts nested too deeply are kept unopened", async () => {
  const mail = await readMail(nested(200), teamKeys);
  expect(mail.problems).toContain("mail.depth-limit");
  expect(Buffer.from(mail.attachments[0]?.bytes ?? []).toString()).toContain("deep");
  expect((await readMail(nested(5), teamKeys)).text).toBe("deep");
});

test("of ten thousand parts the first five hundred are read", async () => {
  const parts = Array.from({ length: 10_000 }, (_, at) => ["--b", "", `part ${at}`]).flat();
  const head = [...plainHeader, "Content-Type: multipart/mixed; boundary=b", ""];
  const mail = await readMail(bytesOf(...head, ...parts, "--b--"), teamKeys);
  expect(mail.problems).toContain("mail.parts-limit");
  expect(mail.text).toContain("part 498");
  expect(mail.text).not.toContain("part 499");
});

test("a header without end, and one with a million fields, are cut at the limit", async () => {
  const long = await readMail(
    bytesOf("From: a@b.example", `X: ${"x".repeat(3_000_000)}`),
    teamKeys,
  );
  expect(long.problems).toContain("mail.header-limit");
  expect(long.from?.address).toBe("a@b.example");
  const many = bytesOf(...plainHeader, ...Array(5_000).fill("X: y"), "", "text");
  const mail = await readMail(many, teamKeys);
  expect(mail.problems).toContain("mail.header-limit");
  expect(mail.text).toBe("text");
});

test("a field of blanks is read as quickly as any other", async () => {
  const blanks = `${" ".repeat(60_000)}\r\n`.repeat(4);
  const raw = bytesOf("From: a@b.example", `Subject: one${blanks} two \t`, "", "text");
  const mail = await readMail(raw, teamKeys);
  expect(mail.subject?.startsWith("one ")).toBe(true);
  expect(mail.text).toBe("text");
});

test("HTML made to block a parser is cut, and the message read on", async () => {
  const html = "<div>".repeat(100_000);
  const raw = bytesOf(...plainHeader, "Content-Type: text/html", "", `start ${html} end`);
  const mail = await readMail(raw, teamKeys);
  expect(mail.text).toBe("start");
  expect(mail.problems).toContain("mail.text-limit");
});

test("layers of signatures inside each other are opened to the limit only", async () => {
  let entity = "Content-Type: text/plain\r\n\r\ncore";
  for (let layer = 0; layer < 8; layer++) {
    entity = [
      `Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary=s${layer}`,
      "",
      `--s${layer}`,
      entity,
      `--s${layer}`,
      "Content-Type: application/pgp-signature",
      "",
      "none",
      `--s${layer}--`,
    ].join("\r\n");
  }
  const mail = await readMail(bytesOf(...plainHeader, entity), teamKeys);
  expect(mail.problems).toContain("mail.layer-limit");
  expect(mail.signature.state).toBe("bad");
});

test("a name or subject cannot turn its direction or path round", async () => {
  const raw = bytesOf(
    "From: =?utf-8?q?=E2=80=AEtxt.exe?= <a@b.example>",
    "Subject: =?utf-8?q?a=0D=0ABcc:_x?=",
    'Content-Disposition: attachment; filename="C:\\\\x\\\\..\\\\evil.txt"',
    "",
    "x",
  );
  const mail = await readMail(raw, teamKeys);
  expect(mail.from?.name).toBe("txt.exe");
  expect(mail.subject).toBe("a Bcc: x");
  expect(mail.attachments[0]?.name).toBe("evil.txt");
});

const samples = await Promise.all([
  composeMail(aReport, { signWith: ownKey(reporter), encryptTo: [team.armoredPublic] }),
  composeMail(
    { ...aReport, attachments: [{ name: "a.txt", type: "text/html", bytes: Buffer.from("<p>x") }] },
    { signWith: ownKey(reporter) },
  ),
  Promise.resolve(nested(3)),
]);

type Change = readonly [at: number, cut: number, insert: Uint8Array];

const change = fc.tuple(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.oneof(fc.constant(0), fc.constant(1), fc.nat(200)),
  fc.oneof(
    fc.uint8Array({ maxLength: 4 }),
    fc
      .constantFrom(
        "\r\n",
        "\r\n\r\n",
        "--",
        "=",
        "=?utf-8?b?",
        "\r\n--b",
        ";",
        '"',
        "-----BEGIN PGP MESSAGE-----\n",
      )
      .map((text) => new Uint8Array(Buffer.from(text))),
  ),
);

function mutate(raw: Uint8Array, changes: readonly Change[]): Buffer {
  let bytes = Buffer.from(raw);
  for (const [where, cut, insert] of changes) {
    const at = Math.floor(where * bytes.length);
    bytes = Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + cut)]);
  }
  return bytes;
}

test("no mutation of a message makes the reader throw or pass altered ciphertext as whole", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...samples),
      fc.array(change, { minLength: 1, maxLength: 6 }),
      async (sample, changes) => {
        const mail = await readMail(mutate(sample, changes), teamKeys);
        const files = mail.attachments.map(({ bytes }) => Buffer.from(bytes).toString());
        if (mail.decrypted) expect([mail.text, ...files].join()).toContain("parser of routers");
        if (mail.signature.state === "good") expect(mail.text).toContain("parser of routers");
      },
    ),
    { numRuns: 400 },
  );
});

test("no bytes at all make the reader throw", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
      const mail = await readMail(bytes, teamKeys, mailLimits);
      expect(mail.signature.state).toBe("none");
    }),
    { numRuns: 200 },
  );
});
