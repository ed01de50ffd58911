/** The messages that fuzzing starts from, made anew for each run: what honest and hostile senders write. */
import { composeMail } from "../../src/formats/mail/compose-mail.ts";
import { makeKeyPair } from "../../src/formats/mail/keys.ts";
import type { MailKeys } from "../../src/formats/mail/mail-keys.ts";
import { aeadMails, smimeMails } from "./sealed-samples.ts";

export interface MailCorpus {
  readonly samples: readonly Uint8Array[];
  readonly keys: MailKeys;
}

/** OpenSSL issues certificates from the moment of the run on. */
const now = new Date(Math.max(Date.parse("2026-01-03T00:00:00Z"), Date.now() + 60_000));
const sent = new Date("2026-01-02T03:04:05Z");

export async function mailCorpus(): Promise<MailCorpus> {
  const made = new Date("2026-01-01T00:00:00Z");
  const team = await makeKeyPair({ name: "Team", email: "psirt@team.example", now: made });
  const finder = await makeKeyPair({ name: "Finder", email: "finder@lab.example", now: made });
  const plain = [
    ...structures,
    ...reports,
    ...charsets,
    ...names,
    ...pages,
    ...costly,
    ...costlyTexts,
    ...encodings,
    ...headers,
  ];
  const smime = smimeMails();
  return {
    samples: [
      ...plain.map(toBytes),
      ...(await sealed(team.armoredPublic, finder)),
      ...(await aeadMails(team.armoredPublic)),
      ...(smime?.samples ?? []),
    ],
    keys: {
      own: [{ armored: team.armoredPrivate }],
      trust: [finder.armoredPublic],
      now,
      ...(smime ? { smime: smime.keys } : {}),
    },
  };
}

/** Signed, encrypted, inline, clear-signed and attached, as our own composer writes them. */
async function sealed(
  teamKey: string,
  finder: { armoredPrivate: string; armoredPublic: string },
): Promise<Uint8Array[]> {
  const mail = {
    from: { address: "finder@lab.example", name: "Finder" },
    to: [{ address: "psirt@team.example" }],
    subject: "Overflow in the parser",
    messageId: "<1@lab.example>",
    date: sent,
    text: "The parser of routers overflows.\nSteps: …\n",
  };
  const file = {
    name: "prüf.bin",
    type: "application/octet-stream",
    bytes: Buffer.alloc(3_000, 7),
  };
  const signWith = { armored: finder.armoredPrivate };
  const encrypted = await composeMail(mail, { signWith, encryptTo: [teamKey] });
  const withFile = { ...mail, attachments: [file] };
  const armored = armorIn(encrypted);
  return [
    encrypted,
    await composeMail(withFile, { signWith, encryptTo: [teamKey] }),
    await composeMail(withFile, { signWith }),
    await composeMail(mail, { signWith }),
    toBytes({ lines: ["", `before\r\n${armored}\r\nafter`] }),
    toBytes({ lines: ["", "my key:", finder.armoredPublic, "bye"] }),
    toBytes(
      multipart("mixed", [
        ["", "see file"],
        [attached("report.txt.pgp"), "", armored],
      ]),
    ),
    toBytes({
      lines: ["Content-Type: message/rfc822", "", Buffer.from(encrypted).toString("latin1")],
    }),
  ];
}

function armorIn(raw: Uint8Array): string {
  const text = Buffer.from(raw).toString("latin1");
  return /-----BEGIN PGP MESSAGE-----[\s\S]*?-----END PGP MESSAGE-----/.exec(text)?.[0] ?? "";
}

interface Sample {
  readonly lines: readonly string[];
  readonly header?: readonly string[];
}

const usual = [
  "From: Finder <finder@lab.example>",
  "To: psirt@team.example",
  "Subject: a report",
  "Date: Fri, 02 Jan 2026 03:04:05 +0000",
  "Message-ID: <1@lab.example>",
  "MIME-Version: 1.0",
];

function toBytes({ lines, header = usual }: Sample): Buffer {
  return Buffer.from([...header, ...lines].join("\r\n"), "latin1");
}

function multipart(kind: string, parts: readonly (readonly string[])[], boundary = "b"): Sample {
  const bodies = parts.flatMap((part) => [`--${boundary}`, ...part]);
  const type = `Content-Type: multipart/${kind}; boundary="${boundary}"`;
  return { lines: [type, "", ...bodies, `--${boundary}--`, ""] };
}

const attached = (name: string) => `Content-Disposition: attachment; filename="${name}"`;

function nested(depth: number): Sample {
  const open = Array.from({ length: depth }, (_, at) => [
    `Content-Type: multipart/mixed; boundary=b${at}`,
    "",
    `--b${at}`,
  ]);
  return { lines: [...open.flat(), "Content-Type: text/plain", "", "deep"] };
}

function mailInMail(depth: number): string {
  const inside = depth === 0 ? "the innermost words" : mailInMail(depth - 1);
  const type = depth === 0 ? "text/plain" : "message/rfc822";
  return [
    `Subject: inner ${depth}`,
    `From: inner${depth}@lab.example`,
    `Content-Type: ${type}`,
    "",
    inside,
  ].join("\r\n");
}

const structures: readonly Sample[] = [
  { lines: ["", "just words"] },
  nested(3),
  nested(40),
  multipart(
    "mixed",
    Array.from({ length: 600 }, (_, at) => ["", `part ${at}`]),
  ),
  multipart("alternative", [
    ["Content-Type: text/html", "", "<p>one</p>"],
    ["", "two"],
  ]),
  multipart("digest", [
    ["", mailInMail(0)],
    ["", mailInMail(0)],
  ]),
  multipart("related", [
    ["Content-Type: text/html", "", '<img src="cid:a"><img src="http://t.example/x">'],
    [
      "Content-Type: image/png",
      "Content-ID: <a>",
      "Content-Transfer-Encoding: base64",
      "",
      "iVBORw0KGgo=",
    ],
  ]),
  multipart("report; report-type=delivery-status", [
    ["", "not delivered"],
    [
      "Content-Type: message/delivery-status",
      "",
      "Reporting-MTA: dns; mx.example",
      "",
      "Action: failed",
    ],
  ]),
  { lines: ["Content-Type: message/rfc822", "", mailInMail(6)] },
  { lines: ["Content-Type: multipart/mixed", "", "no boundary"] },
  multipart('signed; protocol="application/pgp-signature"', [
    ["", "x"],
    ["Content-Type: application/pgp-signature", "", "none"],
  ]),
  {
    lines: [
      "Content-Type: application/pkcs7-mime; name=smime.p7m",
      "Content-Transfer-Encoding: base64",
      "",
      "MIAGCSqGSIb3DQEHA6CAMIACAQAxggE=",
    ],
  },
  multipart("mixed", [
    ["", "x"],
    [
      "Content-Type: application/ms-tnef; name=winmail.dat",
      "Content-Transfer-Encoding: base64",
      "",
      "eJ8+IgAA",
    ],
  ]),
];

const fromDaemon = [
  "From: MAILER-DAEMON@mx.example",
  "X-Failed-Recipients: a@lab.example",
  ...usual.slice(1),
];

/** What mail servers report, in their form and in words, and what would cost their readers time. */
const reports: readonly Sample[] = [
  multipart("report; report-type=delivery-status", [
    ["", "It did not arrive."],
    [
      "Content-Type: message/delivery-status",
      "",
      "Original-Envelope-Id: 0123456789abcdef0123456789abcdef",
      "",
      "Original-Recipient: rfc822;finder@lab.example",
      "Action: failed (really)",
      "Status: 5.1.1 (no such user)",
      "Diagnostic-Code: smtp; 550 5.1.1 <finder@lab.example>",
    ],
    ["Content-Type: text/rfc822-headers", "", "Message-ID: <2@team.example>"],
  ]),
  multipart("report; report-type=disposition-notification", [
    ["", "It was shown."],
    [
      "Content-Type: message/disposition-notification",
      "",
      "Original-Message-ID: <2@team.example>",
      "Disposition: manual-action/MDN-sent-manually; displayed",
    ],
  ]),
  ...[
    "Hi. This is the qmail-send program.\r\n<a@lab.example>:\r\n550 5.1.1 no\r\n--- Below this line is a copy of the message.\r\nMessage-ID: <2@team.example>",
    `It could not be delivered.\r\n${"-".repeat(150_000)}`,
    `It could not be delivered.\r\n${"<a".repeat(75_000)}`,
    `It could not be delivered.\r\n${"5.1.".repeat(40_000)}`,
  ].map((text) => ({ header: fromDaemon, lines: ["", text] })),
];

const charsets: readonly Sample[] = [
  ["utf-8", "caf\xc3\xa9 \xc0\xaf \xed\xa0\x80"],
  ["utf-7", "+ADw-script+AD4-"],
  ["iso-2022-jp", "\x1b$B%F%9%H\x1b(B"],
  ["x-none", "caf\xe9"],
  ["utf-16", "\xff\xfea\x00b\x00"],
  ["gb18030", "\x81\x30\x81\x30"],
  ["us-ascii", "caf\xe9 \x00 nul"],
].map(([charset, text]) => ({
  lines: [`Content-Type: text/plain; charset=${charset}`, "", text ?? ""],
}));

const names: readonly Sample[] = [
  "attachment; filename*0*=utf-8''pr%C3%BC; filename*1=f; filename*2*=%2Ebin",
  "attachment; filename*=utf-8''..%2F..%2Fetc%2Fpasswd",
  'attachment; filename="=?utf-8?q?a=E2=80=AEtxt.exe?="',
  "attachment; filename*=%zz'%'%; filename*9=x; filename*0=",
  `attachment; filename="${"x".repeat(2_000)}"`,
].map((disposition) => ({
  lines: ["Content-Type: text/plain", `Content-Disposition: ${disposition}`, "", "x"],
}));

const pages: readonly Sample[] = [
  "<style>.a{display:none}</style><p class=a>hidden</p><p style='color:#fff'>white</p><b>seen</b>",
  '<a href="https://evil.example/">https://bank.example</a><a href="javascript:x">y</a>',
  `${"<div>".repeat(2_000)}deep`,
  "<table><tr><td bgcolor=#000><font color=white size=0>x</font></td></tr></table><pre> a\n b</pre>",
  '<svg><script>1</script></svg><!--[if mso]>x<![endif]--><textarea>&lt;b&gt;</textarea><a href="x"',
].map((html) => ({ lines: ["Content-Type: text/html; charset=utf-8", "", html] }));

/** Pages made to cost a careless reader the square of their length. */
const costly: readonly Sample[] = [
  "<td> </td>".repeat(14_000),
  `<pre>a${" ".repeat(200_000)}b</pre>`,
  `<style>${"/*".repeat(25_000)}</style>x`,
  `<style>${"a ".repeat(25_000)}</style>x`,
  '<a href="https://a.example/">x'.repeat(5_000),
  "<i hidden>x</i><i>y</i>".repeat(7_000),
].map((html) => ({ lines: ["Content-Type: text/html; charset=utf-8", "", html] }));

/** Texts made to cost a careless decoder an exception, or a call, for each line. */
const costlyTexts: readonly Sample[] = [
  ["", "\xe9\n".repeat(100_000)],
  ["", "\xe9\n\xc3\xa9\n".repeat(40_000)],
  ["Content-Transfer-Encoding: base64", "YQ==".repeat(60_000)],
  ["Content-Type: text/plain; charset=utf-7", "+A-".repeat(60_000)],
  ["Content-Type: text/plain; format=flowed", "a \n".repeat(80_000)],
  ["X: y", "begin 644 a\r\n".repeat(20_000)],
].map(([line = "", text = ""]) => ({ lines: [...(line === "" ? [] : [line]), "", text] }));

const encodings: readonly Sample[] = [
  ["base64", "Y2Fmw6k=\r\nY2Fmw6k=\r\n@@@@"],
  ["quoted-printable", "caf=C3=A9 is=   \r\n open =ZZ =\r\n=\r\n.\r\n"],
  ["x-uuencode", "begin 644 a.txt\r\n#0V%T\r\n`\r\nend"],
  ["7bit", "=ybegin line=128 size=3 name=a.bin\r\n\x8b\x8c\x8d\r\n=yend size=3"],
  ["binary; x=y", "bytes"],
].map(([encoding, text]) => ({
  lines: [`Content-Transfer-Encoding: ${encoding}`, "", text ?? ""],
}));

const headers: readonly Sample[] = [
  {
    header: [...usual, ...Array.from({ length: 3 }, () => `X: a${" ".repeat(60_000)}\r\n b`)],
    lines: ["", "x"],
  },
  {
    header: ["From: a@b.example", "From: c@d.example", "Subject: one", "Subject: two", "Date: x"],
    lines: ["", "x"],
  },
  {
    header: ["Subject: =?utf-8?b?YQ0KQmNjOiB4?=", " folded", "\tmore", `X: ${"y".repeat(5_000)}`],
    lines: ["", "x"],
  },
  {
    header: [
      'From: "a\\"b, <x@y.example>" <z@b.example>, group: a@b.example;',
      "To: undisclosed:;",
    ],
    lines: ["", "x"],
  },
  { header: [`References: ${"<a@b.example> ".repeat(200)}`, "In-Reply-To: <>"], lines: ["", "x"] },
  {
    header: usual,
    lines: [
      "Content-Type: text/plain; format=flowed; delsp=yes",
      "",
      "one \r\ntwo  \r\n> three \r\n> four\r\n-- \r\nsig",
    ],
  },
  {
    header: usual,
    lines: ["Autocrypt: addr=finder@lab.example; keydata=mDMEaQ", "List-Id: <l.example>", "", "x"],
  },
];
