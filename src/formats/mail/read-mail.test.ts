import { expect, test } from "vitest";
import { bytesOf, plainHeader, readAt, team, teamKeys } from "../../../test/support/mail.ts";
import { readMail } from "./read-mail.ts";

const nobody = { own: [], trust: [], now: readAt };
const read = (...lines: string[]) => readMail(bytesOf(...lines), nobody);

test("a plain mail is read as it came, with its thread headers", async () => {
  const mail = await read(
    "From: =?utf-8?q?J=C3=B6?= <reporter@lab.example>",
    "To: psirt@team.example, second@team.example",
    "Cc: third@team.example",
    "Reply-To: lab@lab.example",
    "Subject: =?iso-8859-1?q?h=E9?= overflow",
    "Date: Fri, 02 Jan 2026 04:04:05 +0100 (CET)",
    "Message-ID: <b@lab.example>",
    "In-Reply-To: <a@team.example>",
    "References: <0@team.example>",
    " <a@team.example>",
    "Content-Type: text/plain; charset=iso-8859-1",
    "",
    "caf\xe9",
    "",
  );
  expect(mail).toMatchObject({
    messageId: "<b@lab.example>",
    inReplyTo: "<a@team.example>",
    references: ["<0@team.example>", "<a@team.example>"],
    from: { address: "reporter@lab.example", name: "Jö" },
    replyTo: { address: "lab@lab.example" },
    to: [{ address: "psirt@team.example" }, { address: "second@team.example" }],
    cc: [{ address: "third@team.example" }],
    subject: "hé overflow",
    date: new Date("2026-01-02T03:04:05Z"),
    text: "café\n",
    encrypted: false,
    decrypted: false,
    signature: { state: "none", fingerprint: null },
    problems: [],
  });
});

test("of a mail in both forms the plain text is shown; attachments keep their bytes and names", async () => {
  const mail = await read(
    ...plainHeader,
    'Content-Type: multipart/mixed; boundary="out"',
    "",
    "--out",
    'Content-Type: multipart/alternative; boundary="in"',
    "",
    "--in",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "caf=C3=A9 is=",
    " open",
    "--in",
    "Content-Type: text/html",
    "",
    "<p>other</p>",
    "--in--",
    "--out",
    "Content-Type: application/octet-stream",
    "Content-Disposition: attachment; filename*=utf-8''..%2F..%2Fpr%C3%BCf.bin",
    "Content-Transfer-Encoding: base64",
    "",
    "AAEC",
    "--out--",
  );
  expect(mail.text).toBe("café is open");
  expect(mail.attachments).toMatchObject([
    {
      name: "prüf.bin",
      type: "application/octet-stream",
      sha256: "ae4b3280e56e2faf83f414a6e3dabe9d5fbe18976544c05fed121accb85b53fc",
      inside: true,
    },
  ]);
  expect(mail.attachments[0]?.bytes).toEqual(new Uint8Array([0, 1, 2]));
  expect(mail.problems).toEqual([]);
});

test("a mail in HTML only gives its text without script, style, picture or hidden scheme", async () => {
  const mail = await read(
    ...plainHeader,
    "Content-Type: text/html; charset=utf-8",
    "",
    '<style>p{}</style><p>One &lt;b&gt;</p><script>alert(1)</script><img src="http://t.example/x">',
    '<a href="javascript:x">two</a> <a href="https://e.example/?a=1&amp;b=2">site</a>',
  );
  expect(mail.text).toBe("One <b>\ntwo site (https://e.example/?a=1&b=2)");
  expect(mail.problems).toEqual(["mail.html-only"]);
});

test("headers that must be unique but occur twice are named, and the first one counts", async () => {
  const mail = await read(
    "From: first@lab.example",
    "From: second@lab.example",
    "Subject: one",
    "subject: two",
    "Date: Fri, 02 Jan 2026 03:04:05 +0000",
    "",
    "text",
  );
  expect(mail.from?.address).toBe("first@lab.example");
  expect(mail.subject).toBe("one");
  expect(mail.problems).toEqual(["mail.duplicate-header"]);
});

test.each([
  ["no header at all", ["just text"], "mail.from-missing"],
  ["an empty message", [""], "mail.from-missing"],
  [
    "a date that is none",
    ["From: a@b.example", "Date: yesterday", "", "x"],
    "mail.date-unreadable",
  ],
  ["a line that is no header", [...plainHeader, "no header here", "", "x"], "mail.header-broken"],
  [
    "a bare CR in a header",
    ["From: a@b.example", "Subject: x\rBcc: y", "", ""],
    "mail.header-broken",
  ],
  [
    "a missing boundary",
    [...plainHeader, "Content-Type: multipart/mixed", "", "x"],
    "mail.structure-broken",
  ],
  [
    "parts that never end",
    [...plainHeader, "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "x"],
    "mail.structure-broken",
  ],
  [
    "an unknown character set",
    [...plainHeader, "Content-Type: text/plain; charset=x-none", "", "x"],
    "mail.charset-unknown",
  ],
  ["text in no known character set", [...plainHeader, "", "caf\xe9"], "mail.charset-unknown"],
  [
    "broken base64",
    [...plainHeader, "Content-Transfer-Encoding: base64", "", "aGFsbG8=!!"],
    "mail.encoding-broken",
  ],
  [
    "broken quoted-printable",
    [...plainHeader, "Content-Transfer-Encoding: quoted-printable", "", "a=ZZ"],
    "mail.encoding-broken",
  ],
  [
    "S/MIME",
    [...plainHeader, 'Content-Type: application/pkcs7-mime; name="smime.p7m"', "", "x"],
    "mail.smime-not-read",
  ],
])("broken mail is read as far as it goes: %s", async (_, lines, problem) => {
  expect((await read(...lines)).problems).toContain(problem);
});

test("what a part without a usable boundary holds is kept as an attachment", async () => {
  const mail = await read(...plainHeader, "Content-Type: multipart/mixed", "", "the report");
  expect(Buffer.from(mail.attachments[0]?.bytes ?? []).toString()).toBe("the report");
});

test("a mail inside a mail stays closed and whole", async () => {
  const mail = await read(
    ...plainHeader,
    "Content-Type: multipart/mixed; boundary=b",
    "",
    "--b",
    "Content-Type: message/rfc822",
    "",
    "Subject: inner",
    "",
    "inner text",
    "--b--",
  );
  expect(mail.attachments).toMatchObject([{ name: "message.eml", type: "message/rfc822" }]);
  expect(Buffer.from(mail.attachments[0]?.bytes ?? []).toString()).toContain("inner text");
  expect(mail.text).toBe("");
});

test("[ALE-15] public keys are found in the text, in attachments and in Autocrypt", async () => {
  const key = team.armoredPublic.replace(/\n/g, "\r\n");
  const data = team.armoredPublic.split("\n\n")[1]?.split("\n=")[0] ?? "";
  const inText = await read(...plainHeader, "", "my key:", key, "bye");
  const attached = await read(
    ...plainHeader,
    "Content-Type: multipart/mixed; boundary=b",
    "",
    "--b",
    "Content-Type: application/pgp-keys; name=key.asc",
    "",
    key,
    "--b--",
  );
  const header = `Autocrypt: addr=reporter@lab.example; keydata=${data.replace(/\n/g, "")}`;
  const announced = await read(...plainHeader, header, "", "x");
  const expected = { fingerprint: team.fingerprint, userIds: ["Team <psirt@team.example>"] };
  expect(inText.keysFound).toMatchObject([{ ...expected, where: "body" }]);
  expect(attached.keysFound).toMatchObject([{ ...expected, where: "attachment" }]);
  expect(announced.keysFound).toMatchObject([{ ...expected, where: "autocrypt" }]);
  expect(inText.keysFound[0]?.armored).toContain("BEGIN PGP PUBLIC KEY BLOCK");
});

test("a private key sent by mistake is named and never offered as a key", async () => {
  const mail = await read(...plainHeader, "", team.armoredPrivate.replace(/\n/g, "\r\n"));
  expect(mail.keysFound).toEqual([]);
  expect(mail.problems).toEqual(["mail.private-key-inside"]);
});

test.each([
  ["Auto-Submitted: auto-replied", true, false],
  ["Auto-Submitted: no", false, false],
  ["Content-Type: multipart/report; boundary=b", true, false],
  ["Return-Path: <>", true, false],
  ["List-Id: <list.example>", false, true],
  ["Precedence: bulk", false, true],
])("mail by programs and lists is told apart: %s", async (line, autoSubmitted, mailingList) => {
  const mail = await readMail(bytesOf(...plainHeader, line, "", "x"), teamKeys);
  expect(mail).toMatchObject({ autoSubmitted, mailingList });
});

test("a mail over the size limit is described by its header only", async () => {
  const raw = Buffer.concat([bytesOf(...plainHeader, "", ""), Buffer.alloc(26 * 1024 * 1024, "a")]);
  const mail = await readMail(raw, nobody);
  expect(mail).toMatchObject({ subject: "a report", text: "", problems: ["mail.too-large"] });
});
