import {
  CompressedDataPacket,
  createMessage,
  encrypt,
  enums,
  Message,
  PacketList,
  readKey,
  readPrivateKey,
  sign,
} from "openpgp";
import { expect, test } from "vitest";
import {
  bytesOf,
  keysMade,
  ownKey,
  plainHeader,
  readAt,
  reporter,
  sentAt,
  stranger,
  team,
  teamKeys,
} from "../../../test/support/mail.ts";
import { dearmor } from "./dearmor.ts";
import { makeKeyPair } from "./keys.ts";
import { readMail } from "./read-mail.ts";
import { packetTags, readMessageParts } from "./session-key-packets.ts";

const teamKey = await readKey({ armoredKey: team.armoredPublic });
const text = (inside: string) => createMessage({ text: inside, date: sentAt });
const inlineMail = (armored: string) =>
  bytesOf(...plainHeader, "", armored.replace(/\r?\n/g, "\r\n"));

async function binaryFor(inside: string, wish: { hidden?: boolean; keys?: string[] } = {}) {
  const keys = wish.keys ?? [team.armoredPublic];
  const encryptionKeys = await Promise.all(keys.map((armoredKey) => readKey({ armoredKey })));
  const armored = await encrypt({
    message: await text(inside),
    encryptionKeys,
    date: sentAt,
    wildcard: wish.hidden === true,
  });
  return dearmor(Buffer.from(armored));
}

const armor = (bytes: Uint8Array) =>
  [
    "-----BEGIN PGP MESSAGE-----",
    "",
    ...(Buffer.from(bytes)
      .toString("base64")
      .match(/.{1,64}/g) ?? []),
    "-----END PGP MESSAGE-----",
  ].join("\r\n");

const partsOf = (message: Buffer) => {
  const parts = readMessageParts(message);
  if (!parts) throw new Error("no message");
  return parts;
};

test("a message whose recipients are hidden is opened all the same", async () => {
  const message = await binaryFor("hidden", { hidden: true });
  expect(partsOf(message).recipients).toMatchObject([{ keyId: null }]);
  const mail = await readMail(inlineMail(armor(message)), teamKeys);
  expect(mail).toMatchObject({ text: "hidden", decrypted: true });
});

test("of thousands of recipients the one that is ours is found, and the others cost nothing", async () => {
  const ours = await binaryFor("for many");
  const [other] = partsOf(await binaryFor("x", { keys: [stranger.armoredPublic] })).recipients;
  const many = Array.from({ length: 5000 }, () => other?.packet ?? Buffer.alloc(0));
  const mail = await readMail(inlineMail(armor(Buffer.concat([...many, ours]))), teamKeys);
  expect(mail).toMatchObject({ text: "for many", decrypted: true });
});

test("hidden recipients are tried only so often, and that is said", async () => {
  const keys = [stranger.armoredPublic];
  const foreign = await binaryFor("x", { hidden: true, keys });
  const [hidden] = partsOf(foreign).recipients;
  const many = Array.from({ length: 5000 }, () => hidden?.packet ?? Buffer.alloc(0));
  const mail = await readMail(inlineMail(armor(Buffer.concat([...many, foreign]))), teamKeys);
  expect(mail).toMatchObject({ text: "", decrypted: false, decryptFailure: "decrypt.too-many" });
});

test("a message for passwords alone is told apart from one for other keys", async () => {
  const armored = await encrypt({ message: await text("secret"), passwords: ["secret"] });
  const mail = await readMail(inlineMail(armored), teamKeys);
  expect(mail).toMatchObject({ decrypted: false, decryptFailure: "decrypt.password-only" });
});

test("a key that is made slow for a password costs nothing, because no password is tried", async () => {
  const ours = await binaryFor("ours");
  // Argon2 with 2^31 KiB, RFC 9580 section 5.3: version 4, AES-256, S2K type 4.
  const slow = Buffer.from([0xc3, 23, 4, 9, 4, ...new Array(16).fill(7), 1, 4, 31, 0]);
  const mail = await readMail(inlineMail(armor(Buffer.concat([slow, ours]))), teamKeys);
  expect(mail).toMatchObject({ text: "ours", decrypted: true });
});

test("data marked as unprotected is not opened, whatever its key says", async () => {
  const message = await binaryFor("downgraded");
  const { recipients, rest } = partsOf(message);
  // The tag of protected data (18) made that of data without protection (9), its version octet gone.
  const unprotected = Buffer.from([0xc0 | packetTags.unprotected, ...rest.subarray(1)]);
  const packets = recipients.map((each) => each.packet);
  const mail = await readMail(
    inlineMail(armor(Buffer.concat([...packets, unprotected]))),
    teamKeys,
  );
  expect(mail).toMatchObject({ text: "", decrypted: false, decryptFailure: "decrypt.integrity" });
});

test("no single bit of a ciphertext can be changed and the text still be shown", async () => {
  const message = await binaryFor("whole");
  for (let at = 60; at < message.length; at += 7) {
    const altered = Buffer.from(message);
    altered[at] = (altered[at] ?? 0) ^ 1;
    const mail = await readMail(inlineMail(armor(altered)), teamKeys);
    if (mail.decrypted) expect(mail.text).toBe("whole");
    else expect(mail.text).toBe("");
  }
});

test("a chunk size beyond all bounds (AEAD) asks for no memory", async () => {
  const openpgp = await import("openpgp");
  const config = { ...openpgp.config, aeadProtect: true };
  const made = await openpgp.generateKey({
    type: "ecc",
    curve: "ed25519Legacy",
    userIDs: { name: "T", email: "t@team.example" },
    date: keysMade,
    format: "object",
    config,
  });
  const armored = await openpgp.encrypt({
    message: await text("aead"),
    encryptionKeys: made.publicKey,
    date: sentAt,
    config,
  });
  const keys = { own: [{ armored: made.privateKey.armor() }], trust: [], now: readAt };
  const message = dearmor(Buffer.from(armored));
  expect(await readMail(inlineMail(armored), keys)).toMatchObject({ text: "aead" });
  const { recipients, rest } = partsOf(message);
  expect(rest.includes(Buffer.from([2, 9]))).toBe(true);
  for (const size of [16, 56, 255]) {
    const altered = Buffer.from(rest);
    const at = altered.indexOf(Buffer.from([2, 9]));
    altered[at + 3] = size;
    const whole = Buffer.concat([...recipients.map((each) => each.packet), altered]);
    const mail = await readMail(inlineMail(armor(whole)), keys);
    expect(mail).toMatchObject({ text: "", decrypted: false });
  }
});

test("compressed data inside compressed data is not unpacked", async () => {
  let { packets } = await createMessage({ binary: new Uint8Array(1_000_000) });
  for (let depth = 0; depth < 5; depth++) {
    const compressed = new CompressedDataPacket();
    Object.assign(compressed, { packets, algorithm: enums.compression.zip });
    packets = new PacketList() as never;
    packets.push(compressed as never);
  }
  const message = new Message<Uint8Array>(packets);
  const armored = await encrypt({ message, encryptionKeys: teamKey, date: sentAt });
  const mail = await readMail(inlineMail(armored), teamKeys);
  expect(mail).toMatchObject({ text: "", decrypted: false, decryptFailure: "decrypt.broken" });
});

test("a mail of hundreds of encrypted files is opened only as far as the limit of tries", async () => {
  const keys = [stranger.armoredPublic];
  const foreign = armor(await binaryFor("x", { hidden: true, keys }));
  const files = Array.from({ length: 100 }, () => [
    "--b",
    "Content-Type: application/octet-stream; name=a.txt.asc",
    "",
    foreign,
  ]);
  const raw = bytesOf(
    ...plainHeader,
    "Content-Type: multipart/mixed; boundary=b",
    "",
    ...files.flat(),
    "--b--",
  );
  const mail = await readMail(raw, teamKeys);
  expect(mail.attachments).toHaveLength(100);
  expect(mail).toMatchObject({ decrypted: false, encrypted: true });
  expect(mail.problems).toContain("mail.attachment-not-decrypted");
});

test("what is signed but not encrypted is not called encrypted, though it is written alike", async () => {
  const signingKeys = await readPrivateKey({ armoredKey: reporter.armoredPrivate });
  const armored = await sign({ message: await text("open"), signingKeys, date: sentAt });
  const mail = await readMail(inlineMail(armored), teamKeys);
  expect(mail).toMatchObject({
    text: "open",
    encrypted: false,
    decrypted: false,
    decryptFailure: null,
    signature: { state: "good", fingerprint: reporter.fingerprint },
  });
  const raw = bytesOf(
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
    armored,
    "--e--",
  );
  expect(await readMail(raw, teamKeys)).toMatchObject({ encrypted: false });
});

test("a retired key whose time is over still opens what was written to it", async () => {
  const wish = { name: "Team", email: "psirt@team.example", now: keysMade };
  const old = await makeKeyPair({ ...wish, validForSeconds: 10 * 24 * 3600 });
  const armored = armor(await binaryFor("to the old key", { keys: [old.armoredPublic] }));
  const keys = { own: [ownKey(team), ownKey(old)], trust: [], now: new Date("2030-01-01") };
  expect(await readMail(inlineMail(armored), keys)).toMatchObject({
    text: "to the old key",
    decrypted: true,
  });
});
