import { createMessage, encrypt, readKey, readPrivateKey } from "openpgp";
import { expect, test } from "vitest";
import {
  aReport,
  bytesOf,
  ownKey,
  plainHeader,
  readAt,
  reporter,
  sentAt,
  stranger,
  team,
  teamKeys,
} from "../../../test/support/mail.ts";
import { composeMail } from "./compose-mail.ts";
import { detachedSignature } from "./detached-signature.ts";
import { readMail } from "./read-mail.ts";

const teamKey = await readKey({ armoredKey: team.armoredPublic });
const reporterKey = await readPrivateKey({ armoredKey: reporter.armoredPrivate });
const crlf = (text: string) => text.replace(/\r?\n/g, "\r\n");
const read = (...lines: string[]) => readMail(bytesOf(...lines), teamKeys);

async function sealed(inside: string, signed = false): Promise<string> {
  const armored = await encrypt({
    message: await createMessage({ binary: new Uint8Array(Buffer.from(inside)) }),
    encryptionKeys: teamKey,
    date: sentAt,
    ...(signed ? { signingKeys: reporterKey } : {}),
  });
  return crlf(armored);
}

const multipart = (type: string, boundary: string, parts: readonly string[]) =>
  [
    `Content-Type: ${type}; boundary=${boundary}`,
    "",
    ...parts.flatMap((part) => [`--${boundary}`, part]),
    `--${boundary}--`,
  ].join("\r\n");

const part = (type: string, body: string, more: readonly string[] = []) =>
  [`Content-Type: ${type}`, ...more, "", body].join("\r\n");

const pgpMime = (armored: string) =>
  multipart('multipart/encrypted; protocol="application/pgp-encrypted"', "e", [
    part("application/pgp-encrypted", "Version: 1"),
    part("application/octet-stream", armored),
  ]);

async function signedPart(entity: string, type = "multipart/signed"): Promise<string> {
  const signature = await detachedSignature(bytesOf(entity), ownKey(reporter), sentAt);
  const protocol = type === "multipart/signed" ? '; protocol="application/pgp-signature"' : "";
  return multipart(`${type}${protocol}`, "s", [
    entity,
    part("application/pgp-signature; name=signature.asc", crlf(signature)),
  ]);
}

const good = { state: "good", fingerprint: reporter.fingerprint };

test.each([
  ["its control part renamed", "application/octet-stream; name=ATT00001.bin", "mixed"],
  ["its control part made text", "text/plain", "mixed"],
  ["its parts under another multipart", "application/pgp-encrypted", "related"],
])("PGP/MIME with %s is opened", async (_title, control, kind) => {
  const armored = await sealed("Content-Type: text/plain\r\n\r\ninside", true);
  const mail = await read(
    ...plainHeader,
    multipart(`multipart/${kind}`, "m", [
      part("text/plain", ""),
      part(control, "Version: 1"),
      part("application/octet-stream; name=ATT00002.asc", armored),
    ]),
  );
  expect(mail).toMatchObject({ text: "inside", decrypted: true, signature: good, problems: [] });
  expect(mail.attachments).toEqual([]);
});

test("an encrypted entity that is all a mail server left is read as the message it was", async () => {
  const inside = multipart('multipart/mixed; protected-headers="v1"', "i", [
    part("text/plain", "inside"),
    part("text/plain; name=poc.txt", "proof", ["Content-Disposition: attachment"]),
  ]).replace("\r\n\r\n", "\r\nSubject: the real one\r\n\r\n");
  const armored = await sealed(inside, true);
  const attached = await read(
    ...plainHeader,
    multipart("multipart/mixed", "m", [
      part("text/plain", ""),
      part("application/octet-stream; name=encrypted.asc", armored),
    ]),
  );
  const inText = await read(...plainHeader, "", armored);
  for (const mail of [attached, inText]) {
    expect(mail).toMatchObject({
      subject: "the real one",
      text: "inside",
      decrypted: true,
      signature: good,
      attachments: [{ name: "poc.txt" }],
    });
  }
});

test("a signed mail that became multipart/mixed on its way is verified all the same", async () => {
  const entity = part("text/plain", "signed words");
  const mail = await read(...plainHeader, await signedPart(entity, "multipart/mixed"));
  expect(mail).toMatchObject({ text: "signed words", signature: good, attachments: [] });
});

test("files that are signed by themselves say so each, and do not vouch for the words beside them", async () => {
  const message = await createMessage({ text: "report", date: sentAt });
  const wish = { encryptionKeys: teamKey, signingKeys: reporterKey, date: sentAt };
  const armored = crlf(await encrypt({ message, ...wish }));
  const file = part("application/octet-stream; name=report.txt.pgp", armored);
  const mixed = (text: string) =>
    multipart("multipart/mixed", "m", [part("text/plain", text), file]);
  const withWords = await read(...plainHeader, mixed("words in the clear"));
  expect(withWords).toMatchObject({
    text: "words in the clear",
    decrypted: true,
    signature: { state: "none", fingerprint: null },
    attachments: [{ name: "report.txt", signature: good }],
    problems: ["mail.text-not-encrypted"],
  });
  const alone = await read(...plainHeader, mixed(""));
  expect(alone).toMatchObject({ text: "", signature: good, attachments: [{ name: "report.txt" }] });
});

test("a signature covers words in plain, and that it does not cover encrypted files is told", async () => {
  const entity = multipart("multipart/mixed", "m", [
    part("text/plain", "words in the clear"),
    part("application/octet-stream; name=report.txt.pgp", await sealed("report")),
  ]);
  const mail = await read(...plainHeader, await signedPart(entity));
  expect(mail).toMatchObject({
    text: "words in the clear",
    signature: good,
    encrypted: true,
    decrypted: true,
    attachments: [{ name: "report.txt" }],
  });
  expect(mail.attachments[0]).not.toHaveProperty("signature");
  expect(mail.problems).toContain("mail.signature-outside-encryption");
});

test("an encrypted message that somebody forwards is opened, their own words apart from it", async () => {
  const inner = [
    "From: stranger@else.example",
    "Subject: ...",
    pgpMime(
      await sealed('Content-Type: text/plain; hp="cipher"\r\nSubject: inner\r\n\r\ninside', true),
    ),
  ].join("\r\n");
  const mail = await read(
    ...plainHeader,
    multipart("multipart/mixed", "m", [
      part("text/plain", "please see below"),
      part("message/rfc822", inner),
    ]),
  );
  expect(mail).toMatchObject({
    subject: "a report",
    text: "inside",
    outsideText: "please see below",
    decrypted: true,
    signature: good,
  });
  expect(mail.problems).toContain("mail.forwarded-inside");
  expect(mail.problems).toContain("mail.parts-outside");
});

test("a signed message that somebody forwards stays a file: its signer did not write this mail", async () => {
  const inner = ["From: x@else.example", await signedPart(part("text/plain", "vendor says"))];
  const mail = await read(
    ...plainHeader,
    multipart("multipart/mixed", "m", [
      part("text/plain", "my report"),
      part("message/rfc822", inner.join("\r\n")),
    ]),
  );
  expect(mail).toMatchObject({
    text: "my report",
    signature: { state: "none" },
    attachments: [{ type: "message/rfc822" }],
  });
});

test("encrypted mail that passed a mailing list is opened, its footer apart", async () => {
  const armored = await sealed("Content-Type: text/plain\r\n\r\ninside");
  const mail = await read(
    ...plainHeader,
    multipart("multipart/mixed", "m", [pgpMime(armored), part("text/plain", "list footer")]),
  );
  expect(mail).toMatchObject({ text: "inside", outsideText: "list footer", decrypted: true });
});

test.each([
  ["RFC 9788", 'text/plain; hp="cipher"'],
  ["the earlier draft", 'text/plain; protected-headers="v1"'],
])("the subject protected by %s is shown in place of the outer one", async (_title, type) => {
  const inside = `Content-Type: ${type}\r\nSubject: =?utf-8?Q?f=C3=BCr?= us\r\n\r\ninside`;
  const mail = await read(...plainHeader, pgpMime(await sealed(inside)));
  expect(mail).toMatchObject({ subject: "für us", text: "inside" });
});

test("a whole message as the payload, or a part of header lines, protects its subject too", async () => {
  const whole = [
    "Content-Type: message/rfc822; forwarded=no",
    "",
    "From: Reporter <reporter@lab.example>",
    "Subject: whole",
    "Content-Type: text/plain",
    "",
    "inside",
  ].join("\r\n");
  expect(await read(...plainHeader, pgpMime(await sealed(whole)))).toMatchObject({
    subject: "whole",
    text: "inside",
    attachments: [],
  });
  const copied = multipart("multipart/mixed", "i", [
    part('text/rfc822-headers; protected-headers="v1"', "Subject: copied", [
      "Content-Disposition: inline",
    ]),
    part("text/plain", "inside"),
  ]);
  expect(await read(...plainHeader, pgpMime(await sealed(copied)))).toMatchObject({
    subject: "copied",
    text: "inside",
    attachments: [],
  });
});

test("header lines repeated for old programs are no words of the sender", async () => {
  const inside = [
    'Content-Type: text/plain; hp="cipher"; hp-legacy-display="1"',
    "Subject: real",
    "",
    "Subject: real",
    "From: Reporter <reporter@lab.example>",
    "",
    "inside",
  ].join("\r\n");
  expect(await read(...plainHeader, pgpMime(await sealed(inside)))).toMatchObject({
    subject: "real",
    text: "inside",
  });
  const outside = ['Content-Type: text/plain; hp-legacy-display="1"', "", "Subject: x", "", "y"];
  expect((await read(...plainHeader, ...outside)).text).toBe("Subject: x\n\ny");
});

test("a sender who differs inside the protection is told; a subject nobody protects is not believed", async () => {
  const inside =
    'Content-Type: text/plain; hp="cipher"\r\nSubject: s\r\nFrom: x@y.example\r\n\r\nt';
  const mail = await read(...plainHeader, pgpMime(await sealed(inside)));
  expect(mail.from?.address).toBe("reporter@lab.example");
  expect(mail.problems).toContain("mail.protected-sender-differs");
  const entity = 'Content-Type: text/plain; hp="clear"\r\nSubject: signed one\r\n\r\nwords';
  const signed = await signedPart(entity);
  expect((await read(...plainHeader, signed)).subject).toBe("signed one");
  const altered = await read(...plainHeader, signed.replace("signed one", "altered"));
  expect(altered).toMatchObject({ subject: "a report", signature: { state: "bad" } });
});

test("one good signature around everything covers what an inner one leaves out", async () => {
  const inner = await signedPart(part("text/plain", "inner words"));
  const entity = multipart("multipart/mixed", "m", [part("text/plain", "outer words"), inner]);
  const signature = await detachedSignature(bytesOf(entity), ownKey(stranger), sentAt);
  const raw = bytesOf(
    ...plainHeader,
    multipart('multipart/signed; protocol="application/pgp-signature"', "o", [
      entity,
      part("application/pgp-signature", crlf(signature)),
    ]),
  );
  const both = [reporter.armoredPublic, stranger.armoredPublic];
  const mail = await readMail(raw, { own: [], trust: both, now: readAt });
  expect(mail).toMatchObject({
    text: "outer words\n\ninner words",
    outsideText: null,
    signature: { state: "good", fingerprint: stranger.fingerprint },
  });
  // Nobody's signature around it: the inner one counts, for its own words only.
  expect(await readMail(raw, teamKeys)).toMatchObject({
    text: "inner words",
    outsideText: "outer words",
    signature: good,
  });
});

test("text signed in the clear and then encrypted shows its signer", async () => {
  const { clearSigned } = await import("./detached-signature.ts");
  const armored = await sealed(await clearSigned("signed words\n", ownKey(reporter), sentAt));
  const mail = await read(...plainHeader, "", armored);
  expect(mail).toMatchObject({ text: "signed words\n", decrypted: true, signature: good });
});

test("of two messages spliced into one mail neither is joined to the other", async () => {
  const mail = await read(
    ...plainHeader,
    multipart("multipart/mixed", "m", [
      part("text/html", '<a href="https://else.example/?'),
      pgpMime(await sealed("Content-Type: text/html\r\n\r\n<p>secret</p>")),
      part("text/html", '">x</a>'),
    ]),
  );
  expect(mail.text).toBe("secret");
  expect(mail.outsideText ?? "").not.toContain("secret");
});

test("a signature over ciphertext is no signature over what was in it, at any depth", async () => {
  const inner = pgpMime(await sealed("Content-Type: text/plain\r\n\r\ninside"));
  const raw = pgpMime(await sealed(inner, true))
    .replaceAll("=e\r\n", "=f\r\n")
    .replaceAll("--e", "--f");
  const mail = await read(...plainHeader, raw);
  expect(mail).toMatchObject({ text: "inside", decrypted: true, signature: { state: "none" } });
  expect(mail.problems).toContain("mail.signature-outside-encryption");
});

test("our own letters read back whole: signed, encrypted, with a file", async () => {
  const attachments = [{ name: "a.txt", type: "text/plain", bytes: Buffer.from("a") }];
  const protection = { signWith: ownKey(reporter), encryptTo: [team.armoredPublic] };
  const mail = await readMail(await composeMail({ ...aReport, attachments }, protection), teamKeys);
  expect(mail).toMatchObject({ subject: aReport.subject, signature: good, problems: [] });
});
