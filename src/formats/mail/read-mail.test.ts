import fc from "fast-check";
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
  expect(mail.problems).toEqual(["mail.name-changed"]);
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

const inside = (depth: number): string[] => [
  `Subject: inner ${depth}`,
  `From: =?utf-8?q?J=C3=B6?= <j${depth}@lab.example>`,
  ...(depth === 1 ? ["", "words 1"] : ["Content-Type: message/rfc822", "", ...inside(depth - 1)]),
];

test("a mail inside a mail stays whole, and is read and listed", async () => {
  const mail = await read(
    ...plainHeader,
    "Content-Type: multipart/mixed; boundary=b",
    "",
    "--b",
    "Content-Type: message/rfc822",
    "",
    ...inside(2),
    "--b--",
  );
  expect(mail.attachments).toMatchObject([
    {
      name: "message.eml",
      type: "message/rfc822",
      message: {
        from: { address: "j2@lab.example", name: "Jö" },
        subject: "inner 2",
        text: "",
        files: ["message.eml"],
        messages: [{ subject: "inner 1", text: "words 1", files: [], messages: [] }],
      },
    },
  ]);
  expect(Buffer.from(mail.attachments[0]?.bytes ?? []).toString()).toContain("words 1");
  expect(mail.text).toBe("");
  expect(mail.problems).toEqual([]);
});

test("mails inside each other are read three deep, and kept below that", async () => {
  const mail = await read(...plainHeader, "Content-Type: message/rfc822", "", ...inside(6));
  const [first] = mail.attachments;
  const third = first?.message?.messages[0]?.messages[0];
  expect(third).toMatchObject({ subject: "inner 4", files: ["message.eml"], messages: [] });
  expect(Buffer.from(first?.bytes ?? []).toString()).toContain("words 1");
  expect(mail.problems).toEqual(["mail.message-inside-limit"]);
});

test.each([
  ["a container of Outlook", ["Content-Type: application/ms-tnef", "", "x"], "unnamed.bin"],
  ["one under another type", ["Content-Type: a/b; name=WINMAIL.DAT", "", "x"], "WINMAIL.DAT"],
])("what cannot be opened is kept as a file and named: %s", async (_, lines, name) => {
  const mail = await read(...plainHeader, ...lines);
  expect(mail.attachments).toMatchObject([{ name }]);
  expect(mail.problems).toEqual(["mail.outlook-container"]);
});

test.each([
  ["uuencode", ["begin 644 ../a.txt", "#0V%T", "`", "end"], "a.txt.uue"],
  ["yEnc", ["=ybegin line=128 size=3 name=a.bin", "\x8b\x8c", "=yend size=3"], "a.bin.yenc"],
])("a file written into the text is kept as a file beside it: %s", async (_, block, name) => {
  const mail = await read(...plainHeader, "", "See below.", ...block, "Bye");
  expect(mail.text).toContain("See below.");
  expect(mail.attachments.map((each) => each.name)).toEqual([name]);
  const bytes = Buffer.from(mail.attachments[0]?.bytes ?? []).toString("latin1");
  expect(bytes).toBe(`${block.join("\r\n")}\r\n`);
  expect(mail.problems).toContain("mail.encoded-in-text");
});

test.each([
  ["an encoding that is not theirs", "utf-8", "caf\xe9", "café", true],
  ["two of them in one text", "utf-8", "caf\xc3\xa9\r\ncaf\xe9", "café\ncafé", true],
  ["overlong bytes, which are no slash", "utf-8", "a\xc0\xafb", "aÀ¯b", true],
  ["the wrong one declared", "iso-8859-1", "caf\xc3\xa9", "café", true],
  ["one that nobody knows", "x-none", "caf\xe9", "café", true],
  ["none declared", "", "caf\xc3\xa9", "café", false],
  ["a rare one", "cp850", "caf\x82", "café", true],
  ["UTF-7", "utf-7", "2 +- 2 +ADw-b+AD4-", "2 + 2 <b>", false],
  ["UTF-16 with its mark", "utf-16", "\xfe\xff\x00a\x00b", "ab", false],
  ["a zero byte", "utf-8", "a\0b", "a\uFFFDb", true],
])(
  "letters are read as far as they can be, and doubt is said: %s",
  async (_, set, sent, text, doubt) => {
    const mail = await read(...plainHeader, `Content-Type: text/plain; charset=${set}`, "", sent);
    expect(mail.text).toBe(text);
    expect(mail.problems).toEqual(doubt ? ["mail.charset-unknown"] : []);
  },
);

test("lines that flow are joined within one depth of quoting, signatures stay apart", async () => {
  const lines = ["one ", "two", "> three ", "> four", " > no quote", "-- ", "me"];
  const flowed = (delsp: string) =>
    read(...plainHeader, `Content-Type: text/plain; format=flowed; delsp=${delsp}`, "", ...lines);
  expect((await flowed("no")).text).toBe("one two\n> three four\n> no quote\n-- \nme");
  expect((await flowed("yes")).text).toContain("onetwo\n> threefour");
});

test("soft line breaks hide nothing, and pieces behind padding are not lost", async () => {
  const encoded = (encoding: string, ...body: string[]) =>
    read(...plainHeader, `Content-Transfer-Encoding: ${encoding}`, "", ...body);
  expect((await encoded("quoted-printable", "-----BEG= \t", "IN=3D=", "=", ".")).text).toBe(
    "-----BEGIN=.",
  );
  const pieces = await encoded("base64", "Y2Fmw6k=", "Y2Fmw6k=", "");
  expect([pieces.text, pieces.problems]).toEqual(["cafécafé", []]);
  const garbage = await encoded("base64", "@@@@ Y2Fm @@");
  expect([garbage.text, garbage.problems]).toEqual(["caf", ["mail.encoding-broken"]]);
});

test("any bytes in base 64 come back, in one piece or several", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 5 }),
      async (pieces) => {
        const type = ["Content-Type: a/b; name=c", "Content-Transfer-Encoding: base64", ""];
        const lines = pieces.map((piece) => Buffer.from(piece).toString("base64"));
        const mail = await read(...plainHeader, ...type, ...lines);
        const kept = Buffer.from(mail.attachments[0]?.bytes ?? []);
        expect(kept.equals(Buffer.concat(pieces))).toBe(true);
      },
    ),
    { numRuns: 50 },
  );
});

test.each(["utf-8", "utf-16le"] as const)(
  "any letters come back from a character set that has them: %s",
  async (set) => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), async (words) => {
        const text = words.toWellFormed().replace(/[\r\0\uFFFD\uFEFF]/gu, "");
        const head = bytesOf(...plainHeader, `Content-Type: text/plain; charset=${set}`, "", "");
        const body = Buffer.from(text, set === "utf-8" ? "utf8" : "utf16le");
        const mail = await readMail(Buffer.concat([head, body]), nobody);
        expect([mail.text, mail.problems]).toEqual([text, []]);
      }),
      { numRuns: 50 },
    );
  },
);

test.each([
  [
    "continued and encoded by turns",
    "filename*0*=utf-8''pr%C3%BC; filename*1=f; filename*2*=%2Ea",
    "prüf.a",
    false,
  ],
  ["a path", "filename*=utf-8''..%2F..%2Fetc%2Fpasswd", "passwd", true],
  ["a turned direction", 'filename="=?utf-8?q?a=E2=80=AEtxt.exe?="', "atxt.exe", true],
  [
    "invisible characters",
    "filename*=utf-8''in%E2%80%8Bvo%C2%ADice%EF%BB%BF.pdf",
    "invoice.pdf",
    true,
  ],
  ["bytes that are no letters", "filename*=utf-8''%FF.txt", "\uFFFD.txt", true],
  ["nothing but dots", 'filename=".."', "unnamed", true],
])(
  "a file's name is shown without what deceives, and that is said: %s",
  async (_, given, name, changed) => {
    const mail = await read(...plainHeader, `Content-Disposition: attachment; ${given}`, "", "x");
    expect(mail.attachments.map((each) => each.name)).toEqual([name]);
    expect(mail.problems).toEqual(changed ? ["mail.name-changed"] : []);
  },
);

test("hidden words and links that lie are marked in the text and said on the report", async () => {
  const html =
    '<p>Hello</p><p style="display:none">do not read</p><a href="https://evil.example/">bank.example</a>';
  const mail = await read(...plainHeader, "Content-Type: text/html", "", html);
  expect(mail.text).toBe(
    "Hello\n[hidden in the original: do not read]\nbank.example (https://evil.example/)",
  );
  expect(mail.problems).toEqual(["mail.hidden-text", "mail.html-only", "mail.link-differs"]);
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
  const raw = Buffer.concat([bytesOf(...plainHeader, "", ""), Buffer.alloc(50 * 1024 * 1024, "a")]);
  const mail = await readMail(raw, nobody);
  expect(mail).toMatchObject({ subject: "a report", text: "", problems: ["mail.too-large"] });
});
