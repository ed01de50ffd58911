import { createMessage, encrypt, enums, readKey } from "openpgp";
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
import { clearSigned } from "./detached-signature.ts";
import { readMail } from "./read-mail.ts";

const encryptedTo = { signWith: ownKey(reporter), encryptTo: [team.armoredPublic] };
const lines = (raw: Uint8Array) => Buffer.from(raw).toString("latin1");

async function armoredFor(text: string): Promise<string> {
  const message = await createMessage({ binary: new Uint8Array(Buffer.from(text)) });
  const encryptionKeys = await readKey({ armoredKey: team.armoredPublic });
  return (await encrypt({ message, encryptionKeys, date: sentAt })).replace(/\r?\n/g, "\r\n");
}

test("[ALE-16] [TH-27] an encrypted and signed mail is opened, its subject and signer shown", async () => {
  const mail = await readMail(await composeMail(aReport, encryptedTo), teamKeys);
  expect(mail).toMatchObject({
    subject: "Overflow in the parser",
    text: aReport.text,
    encrypted: true,
    decrypted: true,
    decryptFailure: null,
    signature: { state: "good", fingerprint: reporter.fingerprint },
    outsideText: null,
    problems: [],
  });
});

test("a message that none of our keys opens says why and keeps the ciphertext", async () => {
  const raw = await composeMail(aReport, { encryptTo: [stranger.armoredPublic] });
  const mail = await readMail(raw, teamKeys);
  expect(mail).toMatchObject({
    subject: "...",
    text: "",
    encrypted: true,
    decrypted: false,
    decryptFailure: "decrypt.no-key",
  });
  expect(mail.attachments).toMatchObject([{ name: "encrypted.asc" }]);
});

test("no byte of an altered ciphertext is shown", async () => {
  const raw = lines(await composeMail(aReport, encryptedTo));
  const start = raw.indexOf("BEGIN PGP MESSAGE");
  const at = raw.indexOf("\r\n", start + 500) - 10;
  const letter = raw[at] === "A" ? "B" : "A";
  const altered = `${raw.slice(0, at)}${letter}${raw.slice(at + 1)}`.replace(
    /\r\n=[\w+/]{4}\r\n/,
    "\r\n",
  );
  const mail = await readMail(Buffer.from(altered, "latin1"), teamKeys);
  expect(mail).toMatchObject({ text: "", decrypted: false, decryptFailure: "decrypt.integrity" });
});

test("a message without integrity protection is not opened", async () => {
  const { packets } = await createMessage({ text: "secret" });
  const { SymmetricallyEncryptedDataPacket, PacketList, Message, encryptSessionKey } = await import(
    "openpgp"
  );
  const plain = new SymmetricallyEncryptedDataPacket();
  const key = new Uint8Array(32).fill(7);
  Object.assign(plain, { packets });
  const internal = plain as unknown as {
    encrypt(a: number, k: Uint8Array, c: object): Promise<void>;
  };
  const { config } = await import("openpgp");
  await internal.encrypt(enums.symmetric.aes256, key, config);
  const session = await encryptSessionKey({
    data: key,
    algorithm: "aes256",
    encryptionKeys: await readKey({ armoredKey: team.armoredPublic }),
    date: sentAt,
    format: "object",
  });
  const list = new PacketList();
  list.push(...session.packets, plain as never);
  const armored = new Message(list).armor().replace(/\r?\n/g, "\r\n");
  const mail = await readMail(bytesOf(...plainHeader, "", armored), teamKeys);
  expect(mail).toMatchObject({ text: "", decrypted: false, decryptFailure: "decrypt.integrity" });
});

test("text around an encrypted part is never joined to what was inside", async () => {
  const inner = await armoredFor("Content-Type: text/html\r\n\r\n<p>inside</p>");
  const mail = await readMail(
    bytesOf(
      ...plainHeader,
      "Content-Type: multipart/mixed; boundary=b",
      "",
      "--b",
      "Content-Type: text/html",
      "",
      '<img src="http://evil.example/',
      "--b",
      'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=e',
      "",
      "--e",
      "Content-Type: application/pgp-encrypted",
      "",
      "Version: 1",
      "--e",
      "Content-Type: application/octet-stream",
      "",
      inner,
      "--e--",
      "--b",
      "",
      "after",
      "--b--",
    ),
    teamKeys,
  );
  expect(mail).toMatchObject({ text: "inside", outsideText: "after", decrypted: true });
  expect(mail.problems).toContain("mail.parts-outside");
});

test("what Exchange makes of PGP/MIME is opened all the same", async () => {
  const inner = await armoredFor("Content-Type: text/plain\r\n\r\ninside");
  const mail = await readMail(
    bytesOf(
      ...plainHeader,
      "Content-Type: multipart/mixed; boundary=e",
      "",
      "--e",
      "Content-Type: text/plain",
      "",
      "",
      "--e",
      'Content-Type: application/pgp-encrypted; name="PGPMIME version identification"',
      "",
      "Version: 1",
      "--e",
      'Content-Type: application/octet-stream; name="encrypted.asc"',
      "Content-Transfer-Encoding: base64",
      "",
      Buffer.from(inner).toString("base64"),
      "--e--",
    ),
    teamKeys,
  );
  expect(mail).toMatchObject({ text: "inside", decrypted: true, problems: [] });
});

test("[ALE-16] inline PGP is opened and the text around it kept apart", async () => {
  const mail = await readMail(
    bytesOf(...plainHeader, "", "Hello,", await armoredFor("café"), "bye"),
    teamKeys,
  );
  expect(mail).toMatchObject({ text: "café", outsideText: "Hello,\n\nbye", decrypted: true });
});

test("clear-signed text shows only what its signature covers", async () => {
  const signed = await clearSigned("line one\n- dash \nline three", ownKey(reporter), sentAt);
  const mail = await readMail(bytesOf(...plainHeader, "", "before", signed, "after"), teamKeys);
  expect(mail).toMatchObject({
    text: "line one\n- dash\nline three",
    outsideText: "before\n\nafter",
    encrypted: false,
    signature: { state: "good", fingerprint: reporter.fingerprint },
  });
  const altered = signed.replace("line one", "line two");
  const bad = await readMail(bytesOf(...plainHeader, "", altered), teamKeys);
  expect(bad.signature).toEqual({ state: "bad", fingerprint: reporter.fingerprint });
});

test("an encrypted attachment is opened; text that came beside it in plain is named", async () => {
  const mail = await readMail(
    bytesOf(
      ...plainHeader,
      "Content-Type: multipart/mixed; boundary=b",
      "",
      "--b",
      "",
      "see attachment",
      "--b",
      "Content-Type: application/octet-stream; name=report.txt.asc",
      "",
      await armoredFor("the report"),
      "--b--",
    ),
    teamKeys,
  );
  expect(mail).toMatchObject({ text: "see attachment", encrypted: true, decrypted: true });
  expect(mail.attachments).toMatchObject([{ name: "report.txt", inside: true }]);
  expect(Buffer.from(mail.attachments[0]?.bytes ?? []).toString()).toBe("the report");
  expect(mail.problems).toEqual(["mail.text-not-encrypted"]);
});

test("a signature counts for the signed part alone, not for what a list added", async () => {
  const signed = lines(await composeMail(aReport, { signWith: ownKey(reporter) }));
  const entity = signed.slice(signed.indexOf("Content-Type: multipart/signed"));
  const mail = await readMail(
    bytesOf(
      ...plainHeader,
      "Content-Type: multipart/mixed; boundary=list",
      "",
      "--list",
      entity,
      "--list",
      "",
      "footer by somebody",
      "--list--",
    ),
    teamKeys,
  );
  expect(mail).toMatchObject({
    text: aReport.text,
    outsideText: "footer by somebody",
    signature: { state: "good" },
  });
});

test("a signature put around somebody's ciphertext does not make its signer the writer", async () => {
  const sealed = lines(await composeMail(aReport, { encryptTo: [team.armoredPublic] }));
  const entity = sealed.slice(sealed.indexOf("Content-Type: multipart/encrypted")).trimEnd();
  const { detachedSignature } = await import("./detached-signature.ts");
  const signature = await detachedSignature(bytesOf(entity), ownKey(reporter), sentAt);
  const mail = await readMail(
    bytesOf(
      ...plainHeader,
      'Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary=s',
      "",
      "--s",
      entity,
      "--s",
      "Content-Type: application/pgp-signature",
      "",
      signature,
      "--s--",
    ),
    teamKeys,
  );
  expect(mail).toMatchObject({ decrypted: true, signature: { state: "none" } });
  expect(mail.problems).toContain("mail.signature-outside-encryption");
});

test("signed then encrypted in two layers shows the inner signature", async () => {
  const signed = lines(await composeMail(aReport, { signWith: ownKey(reporter) }));
  const inner = await armoredFor(signed.slice(signed.indexOf("Content-Type: multipart/signed")));
  const mail = await readMail(
    bytesOf(
      ...plainHeader,
      'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=e',
      "",
      "--e",
      "Content-Type: application/pgp-encrypted",
      "",
      "Version: 1",
      "--e",
      "Content-Type: application/octet-stream",
      "",
      inner,
      "--e--",
    ),
    teamKeys,
  );
  expect(mail).toMatchObject({
    text: aReport.text,
    decrypted: true,
    signature: { state: "good", fingerprint: reporter.fingerprint },
  });
});

test("a decompression bomb stays closed and is named", async () => {
  const { Message, PacketList, CompressedDataPacket } = await import("openpgp");
  const bomb = await createMessage({ binary: new Uint8Array(70 * 1024 * 1024) });
  const compressed = new CompressedDataPacket();
  Object.assign(compressed, { packets: bomb.packets, algorithm: enums.compression.zip });
  const message = new Message<Uint8Array>(new PacketList());
  message.packets.push(compressed as never);
  const armored = await encrypt({
    message,
    encryptionKeys: await readKey({ armoredKey: team.armoredPublic }),
    date: sentAt,
  });
  const mail = await readMail(bytesOf(...plainHeader, "", armored), teamKeys);
  expect(mail).toMatchObject({ decrypted: false, decryptFailure: "decrypt.too-large", text: "" });
});

test("an own key that its passphrase does not open is named", async () => {
  const raw = await composeMail(aReport, encryptedTo);
  const own = [{ armored: "no key at all" }];
  const mail = await readMail(raw, { own, trust: [], now: readAt });
  expect(mail).toMatchObject({ decrypted: false, decryptFailure: "decrypt.key-locked" });
  expect(mail.problems).toContain("mail.own-key-unusable");
});
